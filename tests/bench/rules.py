#!/usr/bin/env python3
"""What 1,000 fault rules cost wsus-mock with 1,000 clients, beside no rules.

Each client has a rule of its own, by its id; it is asked and counted at every call and never happens, so that both
servers do the same work else. Rounds go back and forth between the two; what counts is the CPU time of the server for a
call, the smallest of its rounds: the machine's other work only adds. Standard library only; Linux only.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import urllib.request

from mock_server import BIN, MockServer, require_program

CATALOGUE = "generate: {revisions: 200, installed_non_leaf: 20}\n"
SCANS_OF_A_CLIENT = 3  # the first one is cold
NEVER = 1_000_000_000


def main():
    arguments = parse_arguments()
    mock = require_program(arguments.bin / "wsus-mock")
    load = require_program(arguments.bin / "wsus-warm-scans")
    with tempfile.TemporaryDirectory(prefix="wsus-rules-") as folder:
        rules = pathlib.Path(folder, "rules.yaml")
        with MockServer(mock, CATALOGUE) as plain:
            scans(load, plain, arguments.clients)
            ids = client_ids(plain)
            if len(ids) != arguments.clients:
                sys.exit(f"{len(ids)} clients have registered, expected are {arguments.clients}")
            rules.write_text(rules_for(ids), encoding="utf-8")
            with MockServer(mock, CATALOGUE, options=["--faults", rules]) as ruled:
                scans(load, ruled, arguments.clients)
                without, with_rules = rounds(load, plain, ruled, arguments)
    cost = with_rules / without - 1
    print(f"without rules{without * 1e6:10.1f} us of the server's CPU a call")
    print(f"with {arguments.clients} rules{with_rules * 1e6:9.1f} us")
    print(f"{arguments.clients} rules cost {cost:.1%} of throughput, limit {arguments.limit:.0%}")
    if cost > arguments.limit:
        sys.exit("rules cost too much")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--bin", type=pathlib.Path, default=BIN, help="folder of the programs")
    parser.add_argument("--clients", type=int, default=1_000, help="clients, and rules (default: 1000)")
    parser.add_argument("--rounds", type=int, default=5, help="of each server (default: 5)")
    parser.add_argument("--limit", type=float, default=0.05, help="largest cost as a share (default: 0.05)")
    return parser.parse_args()


def rounds(load, plain, ruled, arguments):
    """CPU seconds of a call without and with rules."""
    best = {plain: float("inf"), ruled: float("inf")}
    for _ in range(arguments.rounds):
        for server in best:
            before = server.cpu_seconds()
            calls = scans(load, server, arguments.clients)
            best[server] = min(best[server], (server.cpu_seconds() - before) / calls)
    return best[plain], best[ruled]


def scans(load, server, clients):
    """Number of calls that the scans took; a fault that happens would fail one."""
    output = subprocess.run([load, "--server", server.url, "--machines", str(clients),
                             "--scans", str(clients * SCANS_OF_A_CLIENT), "--scans-of-one", str(SCANS_OF_A_CLIENT)],
                            check=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, timeout=600).stdout
    return json.loads(output)["calls"]


def client_ids(server):
    with urllib.request.urlopen(f"{server.admin_url}/api/v1/computers", timeout=60) as answer:
        return [computer["client_id"] for computer in json.load(answer)["computers"]]


def rules_for(ids):
    """One rule a client, of two faults: refused calls, and changes of replies."""
    faults = ["soap_fault: {error_code: ServerBusy}", "reset: {after: 100}"]
    rows = [f"  - {faults[i % 2]}\n    name: {name}\n    when: {{client_id: {name}}}\n    times: {{from: {NEVER}}}\n"
            for i, name in enumerate(ids)]
    return "faults:\n" + "".join(rows)


if __name__ == "__main__":
    main()
