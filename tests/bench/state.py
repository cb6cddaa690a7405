#!/usr/bin/env python3
"""What a state file costs wsus-mock: scans with and without one in turns, the start with many computers, the export.

What counts for scans is the CPU time of the server for a call and the calls a second, each the best of its rounds: the
machine's other work only adds. Standard library only; Linux only.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import time

from mock_server import BIN, MockServer, require_program

CATALOGUE = "generate: {revisions: 200, installed_non_leaf: 20}\n"
SCANS_OF_A_CLIENT = 50  # the first one is cold


def main():
    arguments = parse_arguments()
    mock = require_program(arguments.bin / "wsus-mock")
    load = require_program(arguments.bin / "wsus-warm-scans")
    with tempfile.TemporaryDirectory(prefix="wsus-state-") as folder:
        ratio = compare_scans(mock, load, pathlib.Path(folder), arguments)
        seconds = start_with_many(mock, pathlib.Path(folder), arguments.computers)
    if ratio > 1 + arguments.limit:
        sys.exit("the state file costs too much")
    if seconds > arguments.start_limit:
        sys.exit("the start takes too long")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--bin", type=pathlib.Path, default=BIN, help="folder of the programs")
    parser.add_argument("--clients", type=int, default=20, help="clients that scan (default: 20)")
    parser.add_argument("--rounds", type=int, default=5, help="of each server (default: 5)")
    parser.add_argument("--computers", type=int, default=100_000, help="that a start loads (default: 100000)")
    parser.add_argument("--limit", type=float, default=0.5, help="largest cost of a call's CPU as a share (default: 0.5)")
    parser.add_argument("--start-limit", type=float, default=60, help="seconds of that start (default: 60)")
    return parser.parse_args()


def compare_scans(mock, load, folder, arguments):
    """CPU of a call with the file as a multiple of that without."""
    with MockServer(mock, CATALOGUE) as plain, \
            MockServer(mock, CATALOGUE, options=["--state", folder / "scans.db"]) as kept:
        cpu = {plain: float("inf"), kept: float("inf")}
        rate = {plain: 0.0, kept: 0.0}
        for _ in range(arguments.rounds):
            for server in cpu:
                before, begin = server.cpu_seconds(), time.monotonic()
                calls = scans(load, server, arguments.clients)
                rate[server] = max(rate[server], calls / (time.monotonic() - begin))
                cpu[server] = min(cpu[server], (server.cpu_seconds() - before) / calls)
    print(f"without a state file {cpu[plain] * 1e6:8.1f} us of the server's CPU a call, {rate[plain]:8.0f} calls/s")
    print(f"with one             {cpu[kept] * 1e6:8.1f} us of the server's CPU a call, {rate[kept]:8.0f} calls/s")
    print(f"CPU of a call {cpu[kept] / cpu[plain]:.2f} times, calls a second {rate[kept] / rate[plain]:.2f} times")
    return cpu[kept] / cpu[plain]


def scans(load, server, clients):
    """Number of calls that the scans took."""
    output = subprocess.run([load, "--server", server.url, "--machines", str(clients),
                             "--scans", str(clients * SCANS_OF_A_CLIENT), "--scans-of-one", str(SCANS_OF_A_CLIENT)],
                            check=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, timeout=600).stdout
    return json.loads(output)["calls"]


def start_with_many(mock, folder, count):
    """Seconds from exec until the server listens."""
    document, state = folder / "many.json", folder / "many.db"
    write_document(document, count)
    imported = timed([mock, "import", "--state", state, document])
    begin = time.monotonic()
    with MockServer(mock, CATALOGUE, options=["--state", state]) as server:
        started = time.monotonic() - begin
        memory = server.resident_kib() / 1024
        exported = timed([mock, "export", "--state", state, "--output", folder / "again.json"])
    print(f"{count} computers with 3 events and 10 rows of status each: {state.stat().st_size / 2**20:.0f} MiB")
    print(f"import {imported:.1f} s, start {started:.1f} s ({memory:.0f} MiB), export beside the server {exported:.1f} s")
    return started


def write_document(file, count):
    event = {"event_id": 183, "time_at_target": "2026-10-04T15:04:00Z", "source_id": 101, "namespace_id": 1,
             "app_name": "AutomaticUpdates", "replacement_strings": ["0x00000000", "An update with a usual title"],
             "misc_data": [{"tag": "G", "value": "10.0.26200"}, {"tag": "J", "value": "17"}]}
    status = {f"00000000-0000-4000-8000-{update:012}": "Installed" for update in range(10)}
    with file.open("w", encoding="utf-8") as out:
        out.write('{"format": "wsus-mock-state", "version": 1, "computers": [')
        for number in range(count):
            computer = {"client_id": f"e1da06a3-5601-43c9-bac3-{number:012}", "dns_name": f"pc{number}.lab.example",
                        "registered": True, "first_seen": "2026-10-04T15:04:00Z",
                        "last_contact": "2026-10-04T15:04:00Z", "status": status, "events": [event] * 3}
            out.write((",\n" if number else "\n") + json.dumps(computer))
        out.write("\n]}\n")


def timed(command):
    begin = time.monotonic()
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    return time.monotonic() - begin


if __name__ == "__main__":
    main()
