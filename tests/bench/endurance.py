#!/usr/bin/env python3
"""Resident memory of wsus-mock after 10,000 scans, beside that after 1,000.

Counted from the start of the server. Of a computer it keeps 300 events; four machines fill that store within the first
1,000 scans, so that what grows after them is a leak. Logs grow on disk. Standard library only; Linux only.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import time

from mock_server import BIN, MockServer, require_program

CATALOGUE = "generate: {revisions: 200, installed_non_leaf: 20}\n"
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
        calls = scans(load, server, FIRST_SCANS)
        early = server.resident_kib()
        rows.append(("after", FIRST_SCANS, early))
        calls += scans(load, server, ALL_SCANS - FIRST_SCANS)
        late = server.resident_kib()
        rows.append(("after", ALL_SCANS, late))
        cpu = server.cpu_seconds()
    for text, count, memory in rows:
        print(f"{text:18}{count:8} scans{memory / 1024:10.2f} MiB")
    print(f"{calls} calls in {time.monotonic() - began:.0f} s, server {cpu:.1f} s CPU")
    print(f"memory after {ALL_SCANS} scans is {late / early:.3f} of that after {FIRST_SCANS}, limit {arguments.limit}")
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
