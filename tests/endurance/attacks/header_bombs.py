"""Heads that are too long, in every way that there is; one that is just short enough is answered."""
import socket
import time

import wire
from attack import Attack, Done, Size

A_SECOND = 400
LIMIT = 16_384  # http.sys MaxRequestBytes: of a head
ENDLESS = 1 << 20  # what is sent of a head without an end, at most
HEAD = wire.head(len(wire.GET_CONFIG), b"Connection: close\r\nX-Long: \r\n")


def start(text):
    return text[:-2]  # without the empty line


# What is sent, the answer, whether the server takes it for a request (it has a method then), whether it refuses it.
KINDS = {
    "a long header": (start(wire.head(0)) + b"X-Long: " + b"x" * 20_000 + b"\r\n\r\n", 400, True, True),
    "thousands of headers": (start(wire.head(0)) + b"X: y\r\n" * 5_000 + b"\r\n", 400, True, True),
    "a header without an end": (start(wire.head(0)) + b"X-Long: " + b"x" * ENDLESS, 400, True, True),
    "a long target": (wire.head(0, target="/" + "x" * 20_000), 400, False, True),
    "a target without an end": (b"GET /" + b"x" * ENDLESS, 400, False, True),
    "a method without an end": (b"G" * ENDLESS, 400, False, True),
    "no name": (start(wire.head(0)) + b": nameless\r\n\r\n", 400, True, True),
    "a zero byte": (start(wire.head(0)) + b"X: a\0b\r\n\r\n", 400, True, True),
    "two lengths": (wire.head(5, b"Content-Length: 6\r\n") + b"12345", 400, True, True),
    "just short enough": (HEAD.replace(b"X-Long: ", b"X-Long: " + b"x" * (LIMIT - len(HEAD))) + wire.GET_CONFIG, 200, True,
                          False),
}


def send(ground, done, name):
    text, status, is_request, is_refused = KINDS[name]
    with socket.create_connection(("127.0.0.1", ground.port), timeout=30) as sock:
        done.sent.connect("http")
        answer = b""
        try:
            sock.sendall(text)
            while piece := sock.recv(65536):
                answer += piece
        except ConnectionError:
            pass  # closed while we were sending: what it has said before may be lost
        if answer or status == 200:
            done.expect(wire.status_of(answer) == status, f"{name}: answered {answer[:60]!r}")
        done.sent.add(status, refused=is_refused, request=is_request)


def attack(ground):
    done = Done()
    begin = time.monotonic()
    rounds = 0
    while time.monotonic() < begin + ground.seconds:
        for name in KINDS:
            send(ground, done, name)
        rounds += 1
        early = begin + rounds * len(KINDS) / A_SECOND - time.monotonic()
        if early > 0:
            time.sleep(early)
    done.note = f"{rounds} times {len(KINDS)} kinds of heads"
    return done


ATTACK = Attack(
    limit=f"a head of more than {LIMIT} bytes, and one that is none, is answered 400 and the connection closed",
    run=attack,
    short=Size(seconds=0.7, connections=1),
    long=Size(seconds=60, connections=1))
