#!/usr/bin/env python3
"""Starts wsus-mock a number of times and prints how long it takes until it listens, and how much memory it then has.

Time runs from the exec to the ports file, which the server writes once it listens. Memory is VmRSS and its peak, VmHWM,
from /proc. Standard library only; Linux only. Ends the processes that it started, and no others.
"""
import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
POLL_SECONDS = 0.0002


def main():
    arguments = parse_arguments()
    if not arguments.program.is_file():
        sys.exit(f"startup.py: no program '{arguments.program}'; './lab build' makes it, --program names another")
    samples = [measure(arguments) for _ in range(arguments.runs)]
    print(f"{' '.join([arguments.program.name, *arguments.options])}: {arguments.runs} starts")
    print(f"{'':18}{'median':>10}{'least':>10}{'most':>10}")
    for name, unit in (("ready", "ms"), ("VmRSS", "MiB"), ("VmHWM", "MiB")):
        values = [sample[name] for sample in samples]
        print(f"{name + ', ' + unit:18}{statistics.median(values):10.1f}{min(values):10.1f}{max(values):10.1f}")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0],
                                     epilog="What follows '--' goes to wsus-mock: startup.py -- --threads 4")
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build/release/bin/wsus-mock")
    parser.add_argument("--runs", type=number_of_runs, default=20, help="1 to 1000 (default: 20)")
    parser.add_argument("--limit", type=float, default=30, help="seconds that one start may take (default: 30)")
    parser.add_argument("options", nargs="*", help="further options of wsus-mock")
    return parser.parse_args()


def number_of_runs(text):
    value = int(text)
    if not 1 <= value <= 1000:
        raise argparse.ArgumentTypeError("1 to 1000")
    return value


def measure(arguments):
    """One start in a folder of its own: {"ready": ms, "VmRSS": MiB, "VmHWM": MiB}."""
    with tempfile.TemporaryDirectory(prefix="wsus-startup-") as folder:
        ports_file = pathlib.Path(folder, "ports.json")
        command = [arguments.program, "--http", "127.0.0.1:0", "--ports-file", ports_file,
                   "--log-dir", pathlib.Path(folder, "logs"), *arguments.options]
        began = time.perf_counter()
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.PIPE)
        try:
            ready = wait_for(ports_file, server, began + arguments.limit) - began
            json.loads(ports_file.read_text(encoding="utf-8"))
            return {"ready": ready * 1000, **memory_of(server.pid)}
        finally:
            end(server)


def wait_for(ports_file, server, deadline):
    """The time at which the file was there."""
    while not ports_file.exists():
        if server.poll() is not None:
            sys.exit(f"startup.py: the server ended with {server.returncode}: {server.stderr.read().decode()}")
        if time.perf_counter() > deadline:
            sys.exit("startup.py: the server did not listen within the limit")
        time.sleep(POLL_SECONDS)
    return time.perf_counter()


def memory_of(pid):
    lines = pathlib.Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    kilobytes = {line.split(":")[0]: int(line.split()[1]) for line in lines if line.startswith(("VmRSS:", "VmHWM:"))}
    return {name: value / 1024 for name, value in kilobytes.items()}


def end(server):
    """Asks the server to stop; a server that does not is killed."""
    server.terminate()
    try:
        server.communicate(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.communicate()


if __name__ == "__main__":
    main()
