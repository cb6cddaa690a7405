#!/usr/bin/env python3
"""Resident memory of wsus-mock after 10,000 scans, beside that after 1,000.

Two stores of the server are bounded and filled first, so that what grows after that is a leak: the journal (10,000
entries) and the reported events (1,000 a computer; a scan reports at least one). Logs grow on disk. Standard library
only; Linux only.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import time

from mock_server import BIN, MockServer, require_program

CATALOGUE = "generate: {revisions: 200, installed_non_leaf: 20}\n"
JOURNAL_ENTRIES = 10_000
EVENTS_OF_COMPUTER = 1_000
MACHINES = 4
FIRST_SCANS = 1_000
ALL_SCANS = 10_000


def main():
    arguments = parse_arguments()
    mock = require_program(arguments.bin / "wsus-mock")
    load = require_program(arguments.bin / "wsus-warm-scans")
    began = time.monotonic()
    with MockServer(mock, CATALOGUE) as server:
        rows = [("started", 0, server.resident_kib())]
        filling, calls = 0, 0
        while calls < JOURNAL_ENTRIES or filling < MACHINES * EVENTS_OF_COMPUTER:
            calls += scans(load, server, FIRST_SCANS)
            filling += FIRST_SCANS
        rows.append(("stores are full", filling, server.resident_kib()))
        scans(load, server, FIRST_SCANS)
        early = server.resident_kib()
        rows.append(("and then", FIRST_SCANS, early))
        scans(load, server, ALL_SCANS - FIRST_SCANS)
        late = server.resident_kib()
        rows.append(("in all since", ALL_SCANS, late))
        cpu = server.cpu_seconds()
    for text, count, memory in rows:
        print(f"{text:18}{count:8} scans{memory / 1024:10.2f} MiB")
    print(f"ratio {late / early:.4f}, limit {arguments.limit}; {time.monotonic() - began:.0f} s, server {cpu:.1f} s CPU")
    if late > arguments.limit * early:
        sys.exit("the server grows")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--bin", type=pathlib.Path, default=BIN, help="folder of the programs")
    parser.add_argument("--limit", type=float, default=1.05, help="largest ratio (default: 1.05)")
    return parser.parse_args()


def scans(load, server, count):
    """Number of calls that the scans took."""
    output = subprocess.run([load, "--server", server.url, "--scans", str(count), "--machines", str(MACHINES)],
                            check=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, timeout=600).stdout
    return json.loads(output)["calls"]


if __name__ == "__main__":
    main()
