"""More connections than the server may have descriptors: nobody new comes in until some have gone."""
import os
import resource
import socket
import time

import wire
from attack import Attack, Done, Size

SPARE = 60  # descriptors that the server has left when it begins; it keeps some of them for files
BEYOND = 40  # connections more than that


def leave_few(server):
    """Its limit, so many above what it has open."""
    has = len(os.listdir(f"/proc/{server.process.pid}/fd"))
    resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (has + SPARE, has + SPARE))


def attack(ground):
    done = Done()
    time.sleep(0.25)  # the honest client has its connection by then, and keeps it
    held = [socket.create_connection(("127.0.0.1", ground.port), timeout=30) for _ in range(SPARE + BEYOND)]
    done.sent.connect("http", len(held))
    late = held[-1]  # it is in the queue of the system, and nobody takes it from there
    late.sendall(wire.get_config(b"Connection: close\r\n"))
    late.settimeout(max(0.2, ground.seconds - 0.3))
    try:
        done.problems.append(f"one connection too many was answered {late.recv(100)[:40]!r}")
    except TimeoutError:
        pass
    for sock in held[:-1]:
        sock.close()
    late.settimeout(30)
    done.expect(wire.status_of(late.recv(65536)) == 200, "who waited is not answered when there is room again")
    done.sent.add(200)
    late.close()
    done.note = f"{len(held)} connections with {SPARE} descriptors"
    return done


ATTACK = Attack(
    limit="when descriptors run out those who are connected go on, new ones wait in the system's queue, none is lost",
    run=attack, prepare=leave_few, fresh=False, said=r"nearly all of \d+ descriptors are taken; new clients wait",
    short=Size(seconds=0.7, connections=1),
    long=Size(seconds=30, connections=1))
