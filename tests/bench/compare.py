#!/usr/bin/env python3
"""wsus-mock beside other servers at the same jobs: each request, each answer and the load are the same for all.

A job is recorded from wsus-mock (jobs.py); every contestant that is installed (contestants/) is started with it, warmed up,
and then measured in turn, A B A B, several rounds. The load is wrk with one thread on a few kept connections; it shares the
processors with the servers. Then scans of simulated machines, which only wsus-mock can answer. Prints a table of ratios for
docs/PERFORMANCE.md and keeps every number as JSON. Standard library, wrk; Linux only; loopback only. Ends the processes that it
started, and no others.
"""
import argparse
import contextlib
import datetime
import importlib
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile

import contestants
import jobs
import load
import scans
from contestants.server import Task, cpu_seconds, resident_mib
from mock_server import BIN, ROOT, MockServer, require_program

OURS = "wsus_mock"
COOKIE = ["--cookie-minutes", "525600"]


def main():
    arguments = parse_arguments()
    if problem := load.missing():
        sys.exit(f"compare.py: {problem}")
    mock = require_program(arguments.bin / "wsus-mock")
    client = require_program(arguments.bin / "wua-sim")
    modules, notes = installed(arguments.contestants, arguments.bin)
    results = {"machine": machine(), "arguments": {name: str(value) for name, value in vars(arguments).items()},
               "notes": notes, "jobs": {}, "scans": {}}
    for note in notes:
        print(f"compare.py: {note}", flush=True)
    for job in jobs.JOBS:
        if job.name in arguments.jobs:
            results["jobs"][job.name] = measure(job, modules, mock, client, arguments, notes)
            print(line_of(job, results["jobs"][job.name]), flush=True)
    for name, what in scans.SCANS.items():
        if name in arguments.jobs:
            results["scans"][name] = what(mock, client, arguments)
    arguments.out.mkdir(parents=True, exist_ok=True)
    kept = arguments.out / f"compare-{datetime.datetime.now():%Y%m%d-%H%M%S}.json"
    kept.write_text(json.dumps(results, indent=1), encoding="utf-8")
    table = markdown(results)
    kept.with_suffix(".md").write_text(table, encoding="utf-8")
    print(f"\n{table}\nevery number is in {kept}")


def parse_arguments():
    names = [job.name for job in jobs.JOBS] + list(scans.SCANS)
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--bin", type=pathlib.Path, default=BIN, help="folder of the programs")
    parser.add_argument("--jobs", nargs="+", choices=names, default=names, metavar="JOB", help=", ".join(names))
    parser.add_argument("--contestants", nargs="+", choices=contestants.NAMES, default=contestants.NAMES,
                        metavar="NAME", help=", ".join(contestants.NAMES))
    parser.add_argument("--warm-up", type=int, default=12, help="seconds of load before anything counts (default: 12)")
    parser.add_argument("--seconds", type=int, default=4, help="of a measurement (default: 4)")
    parser.add_argument("--rounds", type=int, default=5, help="measurements of each (default: 5)")
    parser.add_argument("--connections", type=int, default=4, help="of the load (default: 4)")
    parser.add_argument("--threads", type=int, default=1, help="of our servers (default: 1, as nginx's one worker)")
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "build/bench", help="where results are kept")
    return parser.parse_args()


def installed(names, programs):
    """Modules of contestants by name, and a sentence for each that is left out."""
    modules, notes = {}, []
    for name in names:
        module = importlib.import_module(f"contestants.{name}")
        if why := module.missing(programs):
            notes.append(f"{module.NAME} is left out: {why}")
        else:
            modules[name] = module
    return modules, notes


def measure(job, modules, mock, client, arguments, notes):
    """Samples by contestant."""
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="wsus-compare-")))
        ours = stack.enter_context(MockServer(mock, job.catalogue, options_of(job, folder, arguments)))
        request, answer = jobs.record(job, ours, client)
        request_file = folder / "request"
        request.write_to(request_file)
        task = Task(job, request, answer, arguments.threads, arguments.bin, *certificate(job, mock, folder))
        servers = {}
        for name, module in modules.items():
            if name == OURS:
                servers[name] = Ours(ours, job)
            elif module.takes(job):
                try:
                    servers[name] = stack.enter_context(module.start(task, folder / name))
                    check(servers[name], task)
                except (RuntimeError, OSError, load.WrongAnswer) as problem:
                    servers.pop(name, None)
                    notes.append(f"{module.NAME} does not take part in job {job.name}: {problem}")
                    print(f"compare.py: {notes[-1]}", flush=True)
        samples = rounds(servers, request_file, job, arguments)
        return {"what": job.what, "request_bytes": len(request.body), "answer_bytes": len(answer.body),
                "status": answer.status,
                "contestants": {name: {"samples": samples[name], "resident_mib": resident_mib(server.processes()),
                                       "seconds_to_start": server.seconds_to_start}
                                for name, server in servers.items()}}


def options_of(job, folder, arguments):
    options = [*COOKIE, *job.options, "--threads", str(arguments.threads)]
    if job.secure:
        options += ["--https", "127.0.0.1:0"]
    if job.rules:
        rules = folder / "rules.yaml"
        rules.write_text(jobs.rules_file(job.rules), encoding="utf-8")
        options += ["--faults", rules]
    return options


def certificate(job, mock, folder):
    """Chain and key for the others; wsus-mock has made its own in the same way."""
    if not job.secure:
        return None, None
    subprocess.run([mock, "certs", "--out", folder / "tls", "--name", "localhost", "--address", "127.0.0.1"], check=True,
                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, timeout=60)
    return folder / "tls/wsus.crt", folder / "tls/wsus.key"


class Ours:
    """The MockServer that the job was recorded from."""

    def __init__(self, server, job):
        self.port = server.https_port if job.secure else server.port
        self.exact = False  # a fault's ID and a cookie differ each time
        self.seconds_to_start = 0.0
        self._server = server

    def processes(self):
        return [self._server.process.pid]


def check(server, task):
    """It answers what was recorded, to the byte."""
    got = task.request.send(server.port, task.job.secure)
    if server.exact and got != task.answer:
        raise load.WrongAnswer(f"it answers {got.status} {got.headers} and {len(got.body)} bytes, "
                               f"not {task.answer.status} {task.answer.headers} and {len(task.answer.body)} bytes")


def rounds(servers, request_file, job, arguments):
    def once(server, seconds):
        processes = server.processes()
        before = cpu_seconds(processes)
        result = load.run(request_file, server.port, seconds, arguments.connections, job.secure, job.refused)
        result["cpu_us"] = (cpu_seconds(processes) - before) / result["requests"] * 1e6
        return result

    for server in servers.values():
        if arguments.warm_up:
            once(server, arguments.warm_up)
    samples = {name: [] for name in servers}
    for _ in range(arguments.rounds):
        for name, server in servers.items():
            samples[name].append(once(server, arguments.seconds))
    return samples


def median_rate(result, name):
    return statistics.median(sample["rate"] for sample in result["contestants"][name]["samples"])


def spread(result, name):
    rates = [sample["rate"] for sample in result["contestants"][name]["samples"]]
    return (max(rates) - min(rates)) / statistics.median(rates)


def ratio(result, name):
    """Of wsus-mock to that contestant: the median of the ratios of neighbours."""
    pairs = zip(result["contestants"][OURS]["samples"], result["contestants"][name]["samples"])
    return statistics.median(ours["rate"] / theirs["rate"] for ours, theirs in pairs)


def line_of(job, result):
    rates = ", ".join(f"{name} {median_rate(result, name):.0f}/s" for name in result["contestants"])
    return f"{job.name}: {rates}"


def markdown(results):
    """The table: a row a job, a column a contestant."""
    columns = [name for name in contestants.NAMES if name != OURS
               and any(name in result["contestants"] for result in results["jobs"].values())]
    titles = [importlib.import_module(f"contestants.{name}").NAME for name in columns]
    lines = [f"Machine: {results['machine']['text']}.", ""]
    if results["jobs"]:
        lines += ["| job | request, answer | `wsus-mock` | CPU of a request | " + " | ".join(titles) + " |",
                  "| --- | --- | --- | --- |" + " --- |" * len(columns)]
    for name, result in results["jobs"].items():
        if OURS not in result["contestants"]:
            continue
        samples = result["contestants"][OURS]["samples"]
        cells = [f"{name}: {result['what']}", f"{size(result['request_bytes'])}, {size(result['answer_bytes'])}",
                 f"{median_rate(result, OURS):,.0f}/s ± {spread(result, OURS) / 2:.0%}",
                 f"{statistics.median(sample['cpu_us'] for sample in samples):.0f} us"]
        cells += [f"{ratio(result, other):.2f} of {median_rate(result, other):,.0f}/s"
                  if other in result["contestants"] else "" for other in columns]
        lines.append("| " + " | ".join(cells) + " |")
    lines.append("")
    lines += [f"* {what}" for what in memory_lines(results)]
    lines += [f"* {scan['text']}" for scan in results["scans"].values()]
    lines += [f"* {note}" for note in results["notes"]]
    return "\n".join(lines) + "\n"


def memory_lines(results):
    """Resident memory after the first job that was measured."""
    for name, result in results["jobs"].items():
        each = ", ".join(f"{other} {one['resident_mib']:.0f} MiB" for other, one in result["contestants"].items())
        return [f"Memory after job {name}: {each}."]
    return []


def size(count):
    return f"{count} B" if count < 10_000 else f"{count / 1000:.0f} KB"


def machine():
    """What the figures are of."""
    model = "unknown processor"
    with contextlib.suppress(OSError, IndexError):
        text = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8")
        model = next(line.split(":", 1)[1].strip() for line in text.splitlines() if line.startswith("model name"))
    governor = "not told"
    with contextlib.suppress(OSError):
        governor = pathlib.Path("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor").read_text(encoding="utf-8").strip()
    cores, kernel = len(os.sched_getaffinity(0)), platform.release()
    busy = os.getloadavg()[0]
    return {"processor": model, "cores": cores, "kernel": kernel, "governor": governor, "load_before": busy,
            "text": f"{cores} cores ({model}), Linux {kernel}, governor {governor}, load before the run {busy:.1f}; "
                    f"{datetime.date.today()}"}


if __name__ == "__main__":
    main()
