"""Hundreds of requests in one write; and clients that ask without end and read nothing."""
import socket
import time

import wire
from attack import SLACK, Attack, Done, Size

IN_A_ROW = 200
PAUSE = 0.02


def ask_and_read(ground, done):
    """All of them are answered, in order, on one connection."""
    with socket.create_connection(("127.0.0.1", ground.port), timeout=60) as sock:
        done.sent.connect("http")
        sock.sendall(wire.get_config() * IN_A_ROW)
        buffer = bytearray()
        for number in range(IN_A_ROW):
            while (end := wire.end_of_answer(buffer)) is None:
                piece = sock.recv(65536)
                if not piece:
                    done.problems.append(f"closed after {number} of {IN_A_ROW} requests in a row")
                    return
                buffer += piece
            done.expect(wire.status_of(buffer) == 200, f"answered {wire.status_of(buffer)} in a row")
            done.sent.add(200)
            del buffer[:end]
        done.expect(not buffer, "more answers than requests")


class NeverReads:
    """Writes requests for as long as anybody takes them."""

    def __init__(self, ground, done):
        self.sock = socket.socket()
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.sock.connect(("127.0.0.1", ground.port))
        self.sock.setblocking(False)
        done.sent.connect("http")
        self.written = 0

    def write(self):
        """False when the server has closed."""
        try:
            while True:
                self.written += self.sock.send(wire.get_config() * 20)
        except BlockingIOError:
            return True
        except ConnectionError:
            return False

    def requests(self):
        return self.written // len(wire.get_config())


def attack(ground):
    done = Done()
    begin = time.monotonic()
    deaf = [NeverReads(ground, done) for _ in range(ground.connections)]
    kept = list(deaf)
    rows = 0
    while time.monotonic() < begin + ground.seconds or (kept and time.monotonic() < begin + ground.silence * 2 + SLACK):
        kept = [one for one in kept if one.write()]
        if time.monotonic() < begin + ground.seconds:
            ask_and_read(ground, done)
            rows += 1
        time.sleep(PAUSE)
    done.expect(not kept, f"{len(kept)} clients that read nothing were kept")
    for one in deaf:
        one.sock.close()
        done.sent.maybe += one.requests()
    done.note = (f"{rows} times {IN_A_ROW} requests in one write; {len(deaf)} clients that read nothing have written "
                 f"{sum(one.requests() for one in deaf)} requests")
    return done


ATTACK = Attack(
    limit="requests in a row are answered in order; who takes no answers is asked for no more, and closed after the "
          "connection timeout",
    run=attack,
    short=Size(seconds=0.7, connections=20, connection_timeout=0.5),
    long=Size(seconds=130, connections=200, left_mib=16))
