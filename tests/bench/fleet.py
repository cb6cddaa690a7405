#!/usr/bin/env python3
"""What a fleet comes to with wsus-mock on the same processors: warm scans a second, cold scans a second, memory.

A warm scan here has no news: one SyncUpdates with 1,000 cached ids and one driver pass, on a kept connection with a cookie
that is good. The rate is open: what does not keep up shows as latency, and the script fails. Standard library only; Linux
only.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

from mock_server import BIN, MockServer, require_program

DETECTOIDS = 300
SMALL = "generate: {revisions: 200, installed_non_leaf: 20}\n"


def main():
    arguments = parse_arguments()
    mock = require_program(arguments.bin / "wsus-mock")
    sim = require_program(arguments.bin / "wua-sim")
    with MockServer(mock, installed(arguments.ids), options=["--threads", str(arguments.threads)]) as server:
        warm = warm_scans(sim, server, arguments)
        many = memory(sim, server, arguments)
    with MockServer(mock, SMALL, options=["--threads", str(arguments.threads)]) as server:
        cold = cold_scans(sim, server, arguments)
    print(f"warm scans{warm['rate']:>24.0f} a second, asked for {arguments.rate}; 99 % within {warm['p99']:.1f} ms")
    print(f"  processor time{warm['client']:>19.0f} us a scan in the fleet, {warm['server']:.0f} us in the server")
    print(f"cold scans of {cold['calls']:.0f} calls{cold['rate']:>11.0f} a second, as fast as they go")
    print(f"  processor time{cold['client']:>19.0f} us a scan in the fleet, {cold['server']:.0f} us in the server")
    print(f"memory{many['peak'] / 1e6:>28.0f} MB for {arguments.agents} agents with {arguments.ids} cached ids each")
    if warm["rate"] < 0.99 * arguments.rate or warm["p99"] > arguments.latency:
        sys.exit(f"the fleet or the server does not keep up with {arguments.rate} scans a second")
    if many["peak"] > arguments.memory * 1e6:
        sys.exit(f"the fleet takes more than {arguments.memory} MB")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--bin", type=pathlib.Path, default=BIN, help="folder of the programs")
    parser.add_argument("--rate", type=int, default=2_000, help="warm scans a second (default: 2000)")
    parser.add_argument("--seconds", type=int, default=20, help="that are measured (default: 20)")
    parser.add_argument("--ids", type=int, default=1_000, help="cached ids of an agent (default: 1000)")
    parser.add_argument("--agents", type=int, default=100_000, help="of the fleet for memory (default: 100000)")
    parser.add_argument("--threads", type=int, default=2, help="of the server (default: 2)")
    parser.add_argument("--latency", type=float, default=100, help="99 %% of warm scans within, ms (default: 100)")
    parser.add_argument("--memory", type=int, default=4_000, help="of the fleet at most, MB (default: 4000)")
    return parser.parse_args()


def installed(count):
    """A catalogue of which a client caches so many revisions, all of them installed: nothing is ever needed."""
    guid = "5a5a0000-0000-4000-8000-{:012d}".format
    rows = [f"  - {{id: 1, update: {guid(1)}, type: category, category_type: product, installed: true}}\n"]
    for number in range(2, DETECTOIDS + 2):
        rows.append(f"  - {{id: {number}, update: {guid(number)}, type: detectoid, installed: true}}\n")
    for number in range(DETECTOIDS + 2, count + 1):
        needs = guid(2 + number % DETECTOIDS)
        rows.append(f"  - {{id: {number}, update: {guid(number)}, type: software, installed: true, "
                    f"prerequisites: [{needs}, {{category: [{guid(1)}]}}]}}\n")
    return "revisions:\n" + "".join(rows)


def fleet(sim, server, options):
    """The result of a run and what it took of the server's processor time."""
    with tempfile.TemporaryDirectory(prefix="wsus-fleet-") as folder:
        result = pathlib.Path(folder, "result.json")
        before = server.cpu_seconds()
        run = subprocess.run([sim, "fleet", "--server", server.url, "--profiles", "w11", "--quiet", "--json", result,
                              *options], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, timeout=1_800, check=False)
        if run.returncode != 0:
            sys.exit(f"wua-sim fleet ended with {run.returncode}:\n{run.stdout.decode()}")
        return json.loads(result.read_text(encoding="utf-8")), server.cpu_seconds() - before


def figures(result, server_cpu, scans, seconds):
    part = result["shards"][0]
    return {"rate": result["scans"]["count"] / seconds,
            "p99": result["latency_us"]["from_intended_start"]["p99"] / 1_000,
            "client": part["cpu_us"] / scans,
            "server": server_cpu * 1e6 / scans,
            "peak": part["peak_memory"]}


def warm_scans(sim, server, arguments):
    """Every agent has come once, for its cookie, before anything is counted."""
    warm_up = 10
    agents = arguments.rate * (warm_up - 2)
    result, server_cpu = fleet(sim, server, [
        "--agents", str(agents), "--start", "warm", "--rate", str(arguments.rate), "--ramp", "2s",
        "--warm-up", f"{warm_up}s", "--duration", f"{warm_up + arguments.seconds}s", "--connections", "reuse",
        "--no-reports"])
    calls = {name: call["calls"] for name, call in result["calls"].items()}
    scans = result["scans"]["count"]
    if calls != {"SyncUpdates": 2 * scans}:
        sys.exit(f"warm scans without news make two SyncUpdates each, these {scans} made {calls}")
    of_all = scans + result["warm_up"]["scans"]
    return figures(result, server_cpu, of_all, arguments.seconds)


def cold_scans(sim, server, arguments):
    """Every agent once; the rate asked for is beyond what can be."""
    del arguments
    agents = 3_000
    result, server_cpu = fleet(sim, server, ["--agents", str(agents), "--scans", "1", "--rate", "100000",
                                             "--at-once", "50"])
    seconds = result["shards"][0]["wall_us"] / 1e6
    calls = sum(call["calls"] for call in result["calls"].values())
    return {**figures(result, server_cpu, agents, seconds), "calls": calls / agents}


def memory(sim, server, arguments):
    """All agents once, so that each has its cookie and its list of ids."""
    result, server_cpu = fleet(sim, server, [
        "--agents", str(arguments.agents), "--start", "warm", "--scans", "1", "--rate", str(arguments.rate),
        "--connections", "reuse", "--no-reports", "--duration", "1h"])
    return figures(result, server_cpu, arguments.agents, 1)


if __name__ == "__main__":
    main()
