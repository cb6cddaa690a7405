#!/usr/bin/env python3
"""Hostile clients against a wsus-mock, each kind by itself: a file of attacks/ each.

Beside the attack honest clients go on, and before and after it they are alone: that is the twin. What has to hold: the
server's limit (a status, or a close); how long honest clients wait, as a ratio to the twin; journal and metrics have
counted what was sent and nothing else; the memory is given back; standard error stays empty. Standard library (and openssl's
program for TLS); Linux only; loopback only. Ends the processes that it started, and no others.
"""
import argparse
import importlib
import multiprocessing
import pathlib
import re
import sys
import time
import traceback

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "bench"))

import honest  # noqa: E402
from attack import Done, Ground  # noqa: E402
from mock_server import BIN, MockServer, require_program  # noqa: E402
from tally import Reading, Tally  # noqa: E402

CATALOGUE = "generate: {revisions: 60, installed_non_leaf: 10}\n"
RATE = 400  # honest calls a second at most,
SHARE = 0.25  # and this part of what one client alone can make: on a busy machine they would only wait for each other
TRIES = 3  # of what is only too slow: other work of the machine adds to waits, never takes from them
DEFAULT_SILENCE, DEFAULT_WHOLE = 120.0, 1200.0  # of wsus-mock
# How much longer honest clients may wait: a factor, and below the floor (seconds) nobody minds. An attack takes its share of
# two processors whatever the server does; a server that lets one client hold up another is far beyond these.
MEDIAN_LIMIT, P99_LIMIT = 4.0, 8.0
SHORT_FLOORS = {"median": 0.004, "p99": 0.060}  # among other tests
LONG_FLOORS = {"median": 0.002, "p99": 0.020}  # on a machine with nothing else to do


def main():
    arguments = parse_arguments()
    mock = require_program(arguments.bin / "wsus-mock")
    names = arguments.attacks or sorted(path.stem for path in (HERE / "attacks").glob("*.py"))
    failed = [name for name in names if not report(name, mock, arguments)]
    if failed:
        sys.exit(f"did not hold: {', '.join(failed)}")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("attacks", nargs="*", help="files of attacks/ without their ending (default: all)")
    parser.add_argument("--bin", type=pathlib.Path, default=BIN, help="folder of the programs")
    parser.add_argument("--long", action="store_true", help="more, and for longer: the nightly form")
    parser.add_argument("--sanitized", action="store_true", help="the program has sanitizers: its memory says nothing")
    return parser.parse_args()


def report(name, mock, arguments):
    """Prints what happened; whether all held."""
    attack = importlib.import_module(f"attacks.{name}").ATTACK
    size = attack.long if arguments.long else attack.short
    began = time.monotonic()
    for _ in range(TRIES):
        result = measure(attack, size, mock)
        if result.problems or not result.too_slow():
            break
    problems = result.problems + result.too_slow()
    if not arguments.sanitized and result.left > size.left_mib:
        problems.append(f"{result.left:.1f} MiB of memory are left after it, limit {size.left_mib}")
    print(f"{name}: {attack.limit}")
    print(f"  {result.note}; {time.monotonic() - began:.1f} s")
    print(f"  honest clients, {len(result.beside.seconds)} calls beside it and {len(result.alone.seconds)} alone:")
    for what, ratio, limit, beside, alone in result.ratios():
        print(f"    {what:6} {beside * 1e3:7.2f} ms, alone {alone * 1e3:6.2f} ms: ratio {ratio:.2f}, limit {limit:.2f}")
    print(f"  memory {result.memory[0]:.1f} MiB before, {result.memory[1]:.1f} at most, {result.memory[2]:.1f} after")
    print(f"  counted {result.counted}")
    for problem in problems[:20]:
        print(f"  PROBLEM {problem}")
    return not problems


class Result:
    def __init__(self, done, alone, beside, memory, floors):
        self.note = done.note
        self.alone, self.beside = alone, beside
        self.memory = memory  # MiB before, at most, after
        self._floors = floors
        self.counted = ""
        self.problems = done.problems + alone.problems + beside.problems

    @property
    def left(self):
        return self.memory[2] - self.memory[0]

    def too_slow(self):
        return [f"honest clients wait {ratio:.1f} times as long ({what}), limit {limit:.1f}"
                for what, ratio, limit, *_ in self.ratios() if ratio > limit]

    def ratios(self):
        """What, ratio, its limit, seconds beside the attack, and alone."""
        for what, beside, alone, limit in (
                ("median", self.beside.median, self.alone.median, MEDIAN_LIMIT),
                ("p99", self.beside.p99, self.alone.p99, P99_LIMIT)):
            yield what, beside / alone, max(limit, self._floors[what] / alone), beside, alone


def measure(attack, size, mock):
    quiet = min(max(0.2, size.seconds / 4), 5)
    options = size.options() + (["--https", "127.0.0.1:0"] if attack.secure else [])
    with MockServer(mock, CATALOGUE, options) as server:
        if attack.prepare:
            attack.prepare(server)
        ground = Ground(server.port, server.https_port, size.seconds, size.connections,
                        size.connection_timeout or DEFAULT_SILENCE, size.request_timeout or DEFAULT_WHOLE)
        clients = {"port": server.https_port if attack.secure else server.port, "secure": attack.secure}
        clients["rate"] = min(RATE, SHARE * honest.speed(**clients))
        start = Reading(server)
        alone = honest.run(seconds=quiet, **clients)
        problems = compare("without the attack", tally_of(attack, alone), server, start)
        before = server.resident_kib()
        honest_ones = honest.Background(seconds=size.seconds, fresh=attack.fresh, **clients)
        done, most = beside(attack, ground, server)
        waits = honest_ones.waits()
        problems += all_closed(server)
        alone += honest.run(seconds=quiet, **clients)
        sent = done.sent + tally_of(attack, alone) + tally_of(attack, waits)
        problems += compare("with it", sent, server, start)
        memory = [kib / 1024 for kib in (before, most, memory_left(server, before, size))]
        result = Result(done, alone, waits, memory, LONG_FLOORS if size is attack.long else SHORT_FLOORS)
        result.counted = text_of(Reading(server).since(start))
        result.problems += problems + unexpected_lines(attack, server)
        if server.process.poll() is not None:
            result.problems.append(f"the server has ended with {server.process.returncode}")
        return result


def tally_of(attack, waits):
    tally = Tally()
    tally.add(200, count=waits.requests)
    tally.connect("https" if attack.secure else "http", waits.connections)
    return tally


def run(attack, ground):
    try:
        return attack.run(ground)
    except Exception:  # its process ends with it: whatever it is, the parent tells
        return Done(problems=[f"the attack has failed: {traceback.format_exc()}"])


def beside(attack, ground, server):
    """The attack in a process of its own: what it has done, and the most KiB that the server had meanwhile."""
    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=lambda: sending.send(run(attack, ground)), daemon=True)
    process.start()
    sending.close()
    most = server.resident_kib()
    try:
        while not receiving.poll(0.02):
            most = max(most, server.resident_kib())
        return receiving.recv(), most
    finally:
        process.join()


def compare(when, sent, server, start):
    counted = Reading(server)
    return [f"{when}: {what}" for what in sent.differences(counted.since(start)) + counted.differs]


def all_closed(server, limit=10.0):
    """Nobody is there any more."""
    deadline = time.monotonic() + limit
    while still := Reading(server).open:
        if time.monotonic() > deadline:
            return [f"{still} connections are open {limit:.0f} s after their clients have gone"]
        time.sleep(0.02)
    return []


def memory_left(server, before, size):
    """KiB, after a while that an allocator may take."""
    deadline = time.monotonic() + 0.5
    while (now := server.resident_kib()) > before + size.left_mib * 1024 and time.monotonic() < deadline:
        time.sleep(0.05)
    return now


def unexpected_lines(attack, server):
    lines = [line for line in server.said().splitlines() if not (attack.said and re.search(attack.said, line))]
    return [f"standard error: {line}" for line in lines[:5]]


def text_of(tally):
    answers = ", ".join(f"{count} answers {status}" for status, count in sorted(tally.statuses.items()) if count)
    return f"{sum(tally.connections.values())} connections, {tally.requests} requests, {tally.refused} refused; {answers}"


if __name__ == "__main__":
    main()
