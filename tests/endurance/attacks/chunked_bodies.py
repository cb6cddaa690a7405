"""Bodies in chunks that are huge, endless, tiny, or no chunks at all; tiny ones with an end are answered."""
import itertools
import socket
import time

import wire
from attack import Attack, Done, Size

MEGABYTE = 1 << 20
ENOUGH = 96 * MEGABYTE  # of what has no end; the server has to end it before, and drops some more that comes
CHUNKED = wire.head(extra=b"Transfer-Encoding: chunked\r\nConnection: close\r\n")


def endless(piece):
    yield CHUNKED
    sent = 0
    while sent < ENOUGH:
        sent += len(piece)
        yield piece


def tiny():
    yield CHUNKED
    yield b"".join(wire.chunk(wire.GET_CONFIG[i:i + 1]) for i in range(len(wire.GET_CONFIG)))
    yield b"0\r\n\r\n"


# What is sent, and the answer. All but one are refused.
KINDS = {
    "a huge chunk": (lambda: iter([CHUNKED + b"7fffffff\r\n" + b"x" * MEGABYTE]), 404),
    "chunks without an end": (lambda: endless(wire.chunk(b" " * 65536)), 404),
    "a size beyond all numbers": (lambda: iter([CHUNKED + b"fffffffffffffffff\r\n"]), 400),
    "a size that is none": (lambda: iter([CHUNKED + b"-5\r\nabcde\r\n"]), 400),
    "an extension without an end": (
        lambda: itertools.chain([CHUNKED + b"5;a="], itertools.repeat(b"x" * 65536, ENOUGH // 65536)), 400),
    "trailers without an end": (
        lambda: itertools.chain([CHUNKED + b"0\r\n"], itertools.repeat(b"X: y\r\n" * 8192, ENOUGH // 49152)), 400),
    "chunks and a length": (
        lambda: iter([wire.head(5, b"Transfer-Encoding: chunked\r\n") + wire.chunk(wire.GET_CONFIG) + b"0\r\n\r\n"]), 400),
    "tiny chunks": (tiny, 200),
}


def send(ground, done, name):
    """Bytes that were sent before the server had closed."""
    pieces, status = KINDS[name]
    sent = 0
    answer = b""
    with socket.create_connection(("127.0.0.1", ground.port), timeout=30) as sock:
        done.sent.connect("http")
        try:
            for piece in pieces():
                sock.sendall(piece)
                sent += len(piece)
            while piece := sock.recv(65536):
                answer += piece
        except ConnectionError:
            try:
                answer += sock.recv(65536)
            except ConnectionError:
                pass  # what it has said before may be lost with the reset
    done.expect(sent < ENOUGH, f"{name}: all of {ENOUGH >> 20} MiB were taken")
    if answer or status == 200:
        done.expect(wire.status_of(answer) == status, f"{name}: answered {answer[:60]!r}")
    done.sent.add(status, refused=status != 200)
    return sent


def attack(ground):
    done = Done()
    begin = time.monotonic()
    rounds = sent = 0
    while time.monotonic() < begin + ground.seconds:
        sent += sum(send(ground, done, name) for name in KINDS)
        rounds += 1
        time.sleep(0.01)
    done.note = f"{rounds} times {len(KINDS)} kinds of chunks, {sent >> 20} MiB"
    return done


ATTACK = Attack(
    limit="a body over 30,000,000 bytes is answered 404 (404.13) and one that is none 400, before more of it is kept",
    run=attack,
    short=Size(seconds=0.7, connections=1, left_mib=16),
    long=Size(seconds=60, connections=1, left_mib=16))
