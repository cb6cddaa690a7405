"""Thousands of connections a second that are closed at once, by a reset or in order, without a byte."""
import socket
import time

import wire
from attack import Attack, Done, Size

A_SECOND = 10_000  # never more: the flood is bounded
BURST = 50  # connections between two looks at the clock


def attack(ground):
    done = Done()
    begin = time.monotonic()
    made = 0
    while time.monotonic() < begin + ground.seconds:
        for _ in range(BURST):
            sock = socket.socket()
            sock.settimeout(30)
            sock.connect(("127.0.0.1", ground.port))
            made += 1
            if made % 8:
                wire.reset(sock)  # also leaves no port behind that has to wait
            else:
                sock.close()
        early = begin + made / A_SECOND - time.monotonic()
        if early > 0:
            time.sleep(early)
    done.sent.connect("http", made)
    done.note = f"{made} connections, {made / (time.monotonic() - begin):.0f} a second"
    return done


ATTACK = Attack(
    limit="every connection is taken and let go of; none is left, and nothing waits behind them for long",
    run=attack,
    short=Size(seconds=0.7, connections=1),
    long=Size(seconds=60, connections=1))
