#!/usr/bin/env python3
"""Cold scans of a large catalogue: wua-sim against wsus-mock over TCP, answers coded in xpress and plain in turn.

Each scan is a new machine that fetches everything: 5,300 revisions, of which 541 come back as installed non-leaf ids
(web.config: maxInstalledPrerequisites 800), in pages of 30. Wall time runs from the exec of wua-sim to its end;
client and server take turns, so on a machine with nothing else to do it is little more than the CPU time of both.
Standard library only; Linux only.
"""
import argparse
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import time

from mock_server import BIN, MockServer, require_program

INSTALLED_NON_LEAF = 541
PAGE = 30


def main():
    arguments = parse_arguments()
    mock = require_program(arguments.bin / "wsus-mock")
    client = require_program(arguments.bin / "wua-sim")
    catalogue = (f"generate: {{revisions: {arguments.revisions}, installed_non_leaf: {INSTALLED_NON_LEAF}, "
                 f"delivered_percent: 99}}\n")
    samples = {"xpress": [], "plain": []}
    with MockServer(mock, catalogue, ["--page-updates", str(PAGE)]) as coded, \
            MockServer(mock, catalogue, ["--page-updates", str(PAGE), "--no-xpress"]) as plain:
        for server in (coded, plain):
            server.set_limit("maxInstalledPrerequisites", 800)
        for _ in range(arguments.runs):  # in turn: what else the machine does hits both
            samples["xpress"].append(scan(client, coded))
            samples["plain"].append(scan(client, plain))
    report(samples)
    wall = statistics.median(sample["wall, ms"] for sample in samples["xpress"])
    if arguments.limit:
        print(f"cold sync with xpress: {wall:.0f} ms, limit {arguments.limit * 1000:.0f} ms")
        if wall > arguments.limit * 1000:
            sys.exit("the median is over the limit")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--bin", type=pathlib.Path, default=BIN, help="folder of the programs")
    parser.add_argument("--runs", type=int, default=7, help="scans of each kind (default: 7)")
    parser.add_argument("--revisions", type=int, default=5436,
                        help="revisions of the catalogue (default: 5436, of which 5,300 are delivered)")
    parser.add_argument("--limit", type=float, help="fail when the median is more seconds than this")
    arguments = parser.parse_args()
    if not 1 <= arguments.runs <= 1000:
        parser.error("--runs: allowed are 1 to 1000")
    return arguments


def scan(client, server):
    """One cold scan of a machine that is new."""
    log = server.folder / "agent.log"
    log.unlink(missing_ok=True)
    server_before = server.cpu_seconds()
    began = time.perf_counter()
    process = subprocess.Popen([client, "scan", "--json", "--server", server.url, "--log", log],
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    result = json.loads(output)
    if process.returncode != 0:
        sys.exit(f"the scan ended with {result['hresult']}: {result['message']}")
    calls = [call for call in result["calls"] if call["operation"] == "SyncUpdates"]
    client_cpu = usage.ru_utime + usage.ru_stime
    server_cpu = server.cpu_seconds() - server_before
    return {"wall, ms": wall * 1000,
            "CPU of both, ms": (client_cpu + server_cpu) * 1000,
            "client CPU, ms": client_cpu * 1000,
            "server CPU, ms": server_cpu * 1000,
            "SyncUpdates": len(calls),
            "cached updates": cached_in(log)}


def cached_in(log):
    """How many updates the agent evaluated, as its log says."""
    found = re.findall(r"evaluated appl\. rules of \d+ out of (\d+)", log.read_text(encoding="utf-8"))
    return int(found[-1]) if found else 0


def report(samples):
    print(f"{'median of ' + str(len(samples['xpress'])):20}{'xpress':>12}{'plain':>12}{'ratio':>10}")
    for name in samples["xpress"][0]:
        coded, plain = (statistics.median(sample[name] for sample in samples[kind]) for kind in ("xpress", "plain"))
        print(f"{name:20}{coded:12.0f}{plain:12.0f}{coded / plain if plain else 0:10.2f}")


if __name__ == "__main__":
    main()
