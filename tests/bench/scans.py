"""Whole scans of simulated machines over TCP, which only a WSUS can answer. Standard library only."""
import json
import statistics
import subprocess
import tempfile
import time

from mock_server import MockServer

COLD = "generate: {revisions: 5436, installed_non_leaf: 541, delivered_percent: 99}\n"  # as in cold_sync.py
MIXED = "generate: {revisions: 2480}\n"
MACHINES, SCANS_OF_ONE, HOW_MANY = 20, 10, 400


def cold_sync(mock, client, arguments):
    """A new machine takes 5,300 revisions, from exec to end of wua-sim."""
    seconds = []
    with MockServer(mock, COLD, ["--threads", str(arguments.threads)]) as server:
        server.set_limit("maxInstalledPrerequisites", 800)
        for _ in range(arguments.rounds + 1):
            with tempfile.TemporaryDirectory(prefix="wsus-cold-") as folder:
                begin = time.monotonic()
                subprocess.run([client, "scan", "--server", server.url], check=True, cwd=folder, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, timeout=120)
                seconds.append(time.monotonic() - begin)
    seconds = seconds[1:]  # the first one has warmed up
    return {"seconds": seconds, "text": f"A cold scan of 5,300 revisions: {statistics.median(seconds) * 1e3:.0f} ms, "
                                        f"{min(seconds) * 1e3:.0f} to {max(seconds) * 1e3:.0f}."}


def mixed(mock, client, arguments):
    """Twenty machines, one scan in ten cold, by wsus-warm-scans: one after the other on one core."""
    program = arguments.bin / "wsus-warm-scans"
    if not program.is_file():
        return {"text": "Mixed scans are left out: wsus-warm-scans is not built."}
    rates = []
    with MockServer(mock, MIXED, ["--threads", str(arguments.threads)]) as server:
        for _ in range(arguments.rounds + 1):
            begin = time.monotonic()
            output = subprocess.run([program, "--server", server.url, "--machines", str(MACHINES), "--scans", str(HOW_MANY),
                                     "--scans-of-one", str(SCANS_OF_ONE)], check=True, stdin=subprocess.DEVNULL,
                                    stdout=subprocess.PIPE, timeout=600).stdout
            rates.append((HOW_MANY / (time.monotonic() - begin), json.loads(output)["calls"] / (time.monotonic() - begin)))
    rates = rates[1:]
    scans_a_second, calls = (statistics.median(column) for column in zip(*rates))
    return {"rates": rates, "text": f"Mixed scans, one in {SCANS_OF_ONE} cold, one after the other: {scans_a_second:.0f} "
                                    f"scans and {calls:.0f} calls a second."}


SCANS = {"cold-sync": cold_sync, "mixed-scans": mixed}
