"""Clients that reset the connection in the middle: of a head, of a body, of the answer, or behind a whole request."""
import socket
import time

import wire
from attack import Attack, Done, Size

A_SECOND = 2_000
REQUEST = wire.get_config()
HEAD = len(wire.head(len(wire.GET_CONFIG)))


def in_the_head(sock, done):
    sock.sendall(REQUEST[:HEAD // 2])


def in_the_body(sock, done):
    sock.sendall(REQUEST[:HEAD + 10])


def in_the_answer(sock, done):
    """Its first byte is there, so the server has counted it."""
    sock.sendall(REQUEST)
    done.expect(sock.recv(1) == b"H", "no answer to a whole request")
    done.sent.add(200)


def behind_the_request(sock, done):
    """Nobody can say whether the server has read it before the reset has thrown it away."""
    sock.sendall(REQUEST)
    done.sent.maybe += 1


KINDS = [in_the_head, in_the_body, in_the_answer, behind_the_request]


def attack(ground):
    done = Done()
    begin = time.monotonic()
    made = 0
    while time.monotonic() < begin + ground.seconds:
        for kind in KINDS:
            sock = socket.create_connection(("127.0.0.1", ground.port), timeout=30)
            kind(sock, done)
            wire.reset(sock)
            made += 1
        early = begin + made / A_SECOND - time.monotonic()
        if early > 0:
            time.sleep(early)
    done.sent.connect("http", made)
    done.note = f"{made} resets, a quarter each in the head, in the body, in the answer, behind the request"
    return done


ATTACK = Attack(
    limit="what was not whole is no request and has no answer; what was, is counted once",
    run=attack,
    short=Size(seconds=0.7, connections=1),
    long=Size(seconds=60, connections=1))
