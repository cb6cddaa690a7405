#!/usr/bin/env python3
"""What those who watch a wsus-mock cost its clients: a reader of live events, and one who polls the journal.

Rounds of warm scans go in turns: nobody watches, an event reader, nobody, a poller (GET /api/v1/journal each 100 ms with
what came since). What counts is calls a second of a kind's best round: the machine's other work only takes away. The
event reader is curl; what it takes from the processor counts, too. Standard library and curl; Linux only.
"""
import argparse
import contextlib
import json
import pathlib
import shutil
import subprocess
import sys
import threading
import time

from mock_server import BIN, MockServer, end, require_program

CATALOGUE = "generate: {revisions: 200, installed_non_leaf: 20}\n"
POLL_SECONDS = 0.1


def main():
    arguments = parse_arguments()
    mock = require_program(arguments.bin / "wsus-mock")
    load = require_program(arguments.bin / "wsus-warm-scans")
    if shutil.which("curl") is None:
        sys.exit("no curl; Debian: curl")
    with MockServer(mock, CATALOGUE) as server:
        scans(load, server, arguments.scans)  # cold
        nobody, reader, poller = rounds(load, server, arguments)
    failed = False
    print(f"nobody watches    {nobody:8.0f} calls a second")
    for name, speed in (("an event reader", reader), ("a poller", poller)):
        cost = 1 - speed / nobody
        print(f"{name:18}{speed:8.0f} calls a second: {cost:+.1%}, limit {arguments.limit:.0%}")
        failed = failed or cost > arguments.limit
    if failed:
        sys.exit("watching costs too much")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--bin", type=pathlib.Path, default=BIN, help="folder of the programs")
    parser.add_argument("--scans", type=int, default=1_000, help="in one round (default: 1000)")
    parser.add_argument("--rounds", type=int, default=7, help="of each kind (default: 7)")
    parser.add_argument("--limit", type=float, default=0.02, help="largest cost as a share (default: 0.02)")
    return parser.parse_args()


def rounds(load, server, arguments):
    """Calls a second without anybody, with a reader of events, with a poller: each the best of its rounds."""
    best = [0.0, 0.0, 0.0]
    for _ in range(arguments.rounds):
        for kind, watching in enumerate((contextlib.nullcontext, event_reader, poller)):
            with watching() if kind == 0 else watching(server):
                best[kind] = max(best[kind], calls_a_second(load, server, arguments.scans))
    return best


def calls_a_second(load, server, count):
    began = time.monotonic()
    calls = scans(load, server, count)
    return calls / (time.monotonic() - began)


def scans(load, server, count):
    output = subprocess.run([load, "--server", server.url, "--machines", "10", "--scans", str(count),
                             "--scans-of-one", str(count)],
                            check=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, timeout=600).stdout
    return json.loads(output)["calls"]


@contextlib.contextmanager
def event_reader(server):
    command = ["curl", "--silent", "--no-buffer", "--output", "/dev/null", f"{server.admin_url}/api/v1/events"]
    process = subprocess.Popen(command + server.curl_options(), stdin=subprocess.DEVNULL)
    try:
        wait_until(lambda: readers(server) == 1)
        yield
        if process.poll() is not None:
            sys.exit(f"the reader of events ended with {process.returncode} before its time")
    finally:
        end(process)
    wait_until(lambda: readers(server) == 0)


@contextlib.contextmanager
def poller(server):
    over = threading.Event()
    problems = []

    def poll():
        after = 0
        while not over.wait(POLL_SECONDS):
            try:
                page = json.loads(server.ask(f"/api/v1/journal?after={after}&limit=1000"))
            except OSError as problem:
                problems.append(problem)
                return
            after = page["entries"][-1]["sequence"] if page["entries"] else after

    thread = threading.Thread(target=poll)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
    if problems:
        sys.exit(f"polling failed: {problems[0]}")


def readers(server):
    lines = server.ask("/metrics").decode().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("wsus_event_readers "))


def wait_until(holds, limit=10.0):
    deadline = time.monotonic() + limit
    while not holds():
        if time.monotonic() > deadline:
            sys.exit("the reader of events did not come or go within the limit")
        time.sleep(0.01)


if __name__ == "__main__":
    main()
