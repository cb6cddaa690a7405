"""Clients that do nothing wrong, and how long they wait: a steady rate of small calls.

The rate is open: a call has the time at which it is due, and when the one before is late, its wait counts too. What the
machine's scheduler adds before a call is sent is not the server's and does not count. Standard library only.
"""
import dataclasses
import multiprocessing
import socket
import ssl
import statistics
import time

import wire

SECONDS = 20  # an answer that takes longer is none
FRESH_EACH = 4  # one call in so many has a connection of its own; the others share one that is kept


@dataclasses.dataclass
class Waits:
    """Seconds of each call; what went wrong; what the server should have counted."""
    seconds: list
    problems: list
    requests: int = 0
    connections: int = 0

    def __add__(self, other):
        return Waits(self.seconds + other.seconds, self.problems + other.problems, self.requests + other.requests,
                     self.connections + other.connections)

    @property
    def median(self):
        return statistics.median(self.seconds)

    @property
    def p99(self):
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]


class Client:
    def __init__(self, port, secure):
        self._port = port
        self._context = None
        if secure:
            self._context = ssl.create_default_context()
            self._context.check_hostname = False
            self._context.verify_mode = ssl.CERT_NONE
        self._kept = None
        self.waits = Waits([], [])

    def connect(self):
        sock = socket.create_connection(("127.0.0.1", self._port), timeout=SECONDS)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.waits.connections += 1
        return sock if self._context is None else self._context.wrap_socket(sock)

    def call(self, fresh):
        sock = self.connect() if fresh or self._kept is None else self._kept
        if not fresh:
            self._kept = sock
        try:
            self.waits.requests += 1
            sock.sendall(wire.get_config())
            answer = bytearray()
            while wire.end_of_answer(answer) is None:
                piece = sock.recv(65536)
                if not piece:
                    raise ConnectionError(f"closed after {len(answer)} bytes of an answer")
                answer += piece
            if wire.status_of(answer) != 200:
                raise ValueError(f"an honest call was answered {wire.status_of(answer)}")
        except BaseException:
            self.close()
            raise
        finally:
            if fresh:
                sock.close()

    def close(self):
        if self._kept is not None:
            self._kept.close()
            self._kept = None

    def run(self, seconds, rate, fresh):
        begin = time.monotonic()
        for number in range(max(1, int(seconds * rate))):
            due = begin + number / rate
            spare = due - time.monotonic()
            if spare > 0:
                time.sleep(spare)
                due = time.monotonic()
            try:
                self.call(fresh and number % FRESH_EACH == FRESH_EACH - 1)
            except (OSError, ValueError) as problem:
                self.waits.problems.append(f"honest call {number}: {problem}")
            self.waits.seconds.append(time.monotonic() - due)
        self.close()
        return self.waits


def speed(port, secure):
    """Calls a second of one client that asks again at once; what is made once has been made then."""
    Client(port, secure).run(seconds=0.02, rate=1_000, fresh=True)
    begin = time.monotonic()
    waits = Client(port, secure).run(seconds=0.0005, rate=200_000, fresh=True)  # all are due at once
    return len(waits.seconds) / (time.monotonic() - begin)


class Background:
    """Honest clients in a process of their own; `waits()` when they are done."""

    def __init__(self, port, seconds, rate, secure=False, fresh=True):
        context = multiprocessing.get_context("fork")
        self._end, other = context.Pipe(duplex=False)
        self._process = context.Process(
            target=lambda: other.send(Client(port, secure).run(seconds, rate, fresh)), daemon=True)
        self._process.start()
        other.close()

    def waits(self):
        try:
            return self._end.recv()
        finally:
            self._process.join()


def run(port, seconds, rate, secure=False, fresh=True):
    return Background(port, seconds, rate, secure, fresh).waits()
