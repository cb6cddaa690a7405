#!/usr/bin/env python3
"""Agents at work for a long time against a wsus-mock with faults on: flat memory, and no lost event.

Every kind of trouble that a rule can make between agent and server happens to a share of the calls. The agents try again,
as real ones do, and know what the server must have: events that it answered, and those whose answer was lost on its way,
which it has got twice then. Every some hundred events that is compared with what it has, in order, before newer ones push
them out; in the end the calls and faults that the agents have seen are those that the server has counted. Then the faults
are taken away and a machine of wua-sim scans. Twin: --no-faults. Standard library only; Linux only; loopback only. Ends the
processes that it started, and no others.
"""
import argparse
import collections
import json
import multiprocessing
import pathlib
import subprocess
import sys
import tempfile
import time
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "bench"))

import agents  # noqa: E402
from mock_server import BIN, MockServer, require_program  # noqa: E402

CATALOGUE = "generate: {revisions: 200, installed_non_leaf: 20}\n"
# Of ReportEventBatch, a share is refused (nothing is stored) and of a share the answer does not arrive whole (it is). A
# connection that is reset before it says anything belongs to the first: no rule resets answers to reports. No answer is
# lost in two ways, so that all can be counted.
FAULTS = """
faults:
  - {name: busy, soap_fault: {error_code: ServerBusy}, when: {operation: ReportEventBatch}, chance: 6 %}
  - {name: old cookie, soap_fault: {error_code: CookieExpired}, when: {operation: SyncUpdates}, chance: 6 %}
  - {name: pool, http_status: {status: 503}, when: {service: ReportingWebService}, chance: 4 %}
  - {name: page, html_page: {title: Blocked, text: Not allowed here.}, when: {operation: GetAuthorizationCookie},
     times: {only: 1}, chance: 50 %}
  - {name: refused, refuse: {}, when: {listener: http}, chance: 6 %}
  - {name: late connection, accept_late: {after: 20 ms}, chance: 12 %}
  - {name: lost answer, half_close: {after: 60}, chance: 12 %,
     when: {operation: ReportEventBatch, status: 200, dns_name: "*.odd.lab.example"}}
  - {name: cut answer, truncated_xml: {at: 70 %}, chance: 12 %,
     when: {operation: ReportEventBatch, status: 200, dns_name: "*.even.lab.example"}}
  - {name: reset sync, reset: {after: 200}, when: {operation: SyncUpdates, status: 200}, chance: 8 %}
  - {name: slow answer, drip: {bytes: 200, every: 2 ms}, when: {service: ReportingWebService}, chance: 12 %}
  - {name: late answer, delay: {by: 20 ms}, chance: 12 %}
"""
SYNC_EACH = 5  # one call in so many
CHECK_EACH = 120  # events of an agent between two looks at what the server has
BATCH = 10  # events at most in a call
JOURNAL = 1_000  # entries that it keeps
SECONDS = 60  # that a step may take
FILL = 0.4  # at most this part of the time goes by before the server has all that it keeps


def main():
    arguments = parse_arguments()
    mock = require_program(arguments.bin / "wsus-mock")
    client = require_program(arguments.bin / "wua-sim")
    with tempfile.TemporaryDirectory(prefix="wsus-soak-") as folder:
        options = ["--journal-entries", str(JOURNAL)]
        if not arguments.no_faults:
            faults = pathlib.Path(folder, "faults.yaml")
            faults.write_text(FAULTS, encoding="utf-8")
            options += ["--faults", faults]
        with MockServer(mock, CATALOGUE, options) as server:
            problems = soak(server, arguments)
            problems += scan_without_faults(client, server)
            problems += [f"standard error: {line}" for line in server.said().splitlines()[:5]]
    for problem in problems[:20]:
        print(f"PROBLEM {problem}")
    if problems:
        sys.exit("soak.py: not everything held")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--bin", type=pathlib.Path, default=BIN, help="folder of the programs")
    parser.add_argument("--seconds", type=float, default=12, help="at least (default: 12)")
    parser.add_argument("--agents", type=int, default=12, help="(default: 12)")
    parser.add_argument("--processes", type=int, default=3, help="they are in (default: 3)")
    parser.add_argument("--rate", type=float, default=300, help="calls a second of all of them, at most (default: 300)")
    parser.add_argument("--limit", type=float, default=1.05, help="largest ratio of memory (default: 1.05)")
    parser.add_argument("--no-faults", action="store_true", help="the twin: nothing goes wrong, and nothing is done twice")
    parser.add_argument("--sanitized", action="store_true", help="the program has sanitizers: its memory says nothing")
    return parser.parse_args()


def soak(server, arguments):
    """What did not hold, a sentence each."""
    begin = time.monotonic()
    crew = Crew(server, arguments)
    crew.wait_until_filled(server)
    filled, early = time.monotonic() - begin, server.resident_kib()
    crew.wait_until(begin + max(arguments.seconds, filled / FILL))
    late = server.resident_kib()
    seen, problems = crew.end()
    counters = json.loads(server.ask("/api/v1/counters"))["counters"]
    problems += differences(seen, counters)
    if not arguments.no_faults:
        problems += [f"the fault {name} has never happened" for name in rules_that_never_happened(server)]
    else:
        problems += [f"without faults: {name} {count}" for name, count in seen.items() if not name.startswith("taken")]
    ratio = late / early
    if ratio > arguments.limit and not arguments.sanitized:
        problems.append(f"memory is {ratio:.3f} of what it was after {filled:.0f} s, limit {arguments.limit}")
    print(f"{time.monotonic() - begin:.0f} s, {counters['requests']} requests, {counters.get('injected', 0)} faults: "
          f"{seen['taken events']} events reported and kept, {seen['events again']} of them reported again")
    print(f"memory {early / 1024:.1f} MiB when all was filled ({filled:.1f} s), {late / 1024:.1f} MiB in the end: "
          f"{ratio:.3f}, limit {arguments.limit}")
    return problems


class Crew:
    """Agents in processes of their own. `_reported`: events that were stored, of all of them."""

    def __init__(self, server, arguments):
        context = multiprocessing.get_context("fork")
        self._reported = context.Value("Q", 0)
        self._over = context.Event()
        self._wanted = 2 * arguments.agents * agents.KEPT_EVENTS
        self._workers = []
        for number in range(arguments.processes):
            receiving, sending = context.Pipe(duplex=False)
            crew = [agents.Agent(each) for each in range(number, arguments.agents, arguments.processes)]
            worker = Worker(server, crew, arguments.rate / arguments.processes, self._reported, self._over)
            process = context.Process(target=lambda worker=worker, sending=sending: sending.send(worker.work()), daemon=True)
            process.start()
            sending.close()
            self._workers.append((process, receiving))

    def wait_until_filled(self, server):
        """Each computer has all the events that are kept of one, and the journal its entries."""
        deadline = time.monotonic() + 10 * SECONDS
        while self._reported.value < self._wanted or dropped(server) == 0:
            if time.monotonic() > deadline:
                sys.exit(f"soak.py: {self._reported.value} events in {10 * SECONDS} s")
            self._check_alive()
            time.sleep(0.1)

    def wait_until(self, end):
        while time.monotonic() < end:
            self._check_alive()
            time.sleep(0.2)

    def end(self):
        """What all of them have seen, and what was wrong."""
        self._over.set()
        seen, problems = collections.Counter(), []
        for process, receiving in self._workers:
            if not receiving.poll(SECONDS):
                sys.exit("soak.py: a process of agents does not end")
            one_seen, one_problems = receiving.recv()
            process.join()
            seen += one_seen
            problems += one_problems
        return seen, problems

    def _check_alive(self):
        if any(not process.is_alive() and not receiving.poll() for process, receiving in self._workers):
            sys.exit("soak.py: a process of agents has ended")


class Worker:
    def __init__(self, server, crew, rate, reported, over):
        self._server, self._crew, self._rate = server, crew, rate
        self._reported, self._over = reported, over
        self._line = agents.Line(server.port)
        self._seen = collections.Counter()
        self._problems = []
        self._checked = dict.fromkeys((agent.id for agent in crew), 0)

    def work(self):
        """What it has seen, by what was done and how it ended."""
        begin = time.monotonic()
        number = 0
        while not self._over.is_set() and not self._problems:
            self._step(self._crew[number % len(self._crew)], number)
            number += 1
            early = begin + number / self._rate - time.monotonic()
            if early > 0:
                time.sleep(early)
        self._line.close()
        for agent in self._crew:
            self._check(agent)
        self._seen["taken events"] = sum(len(agent.stored) for agent in self._crew)
        return self._seen, self._problems

    def _step(self, agent, number):
        before = len(agent.stored)
        what = "report"
        try:
            if not agent.is_ready():
                what = "prepare"
                agent.prepare(self._line)
            elif number // len(self._crew) % SYNC_EACH == 0:
                what = "sync"
                agent.sync(self._line)
            else:
                agent.report(self._line, 1 + number % BATCH)
            self._seen[f"taken {what}"] += 1
        except agents.Refused as refused:
            self._seen[f"refused {what} {refused.code}"] += 1
        except agents.Lost as lost:
            self._seen[f"lost {what} {'begun' if lost.began else 'before'}: {lost.why}"] += 1
            self._seen["events again"] += len(agent.stored) - before
        with self._reported.get_lock():
            self._reported.value += len(agent.stored) - before
        if len(agent.stored) - self._checked[agent.id] >= CHECK_EACH:
            self._check(agent)

    def _check(self, agent):
        self._checked[agent.id] = len(agent.stored)
        if not agent.registered:
            return
        events = json.loads(self._server.ask(f"/api/v1/computers/{agent.id}/events"))["events"]
        wrong = agents.difference(agent, [event["source_id"] for event in events])
        if wrong:
            self._problems.append(wrong)


def dropped(server):
    return json.loads(server.ask("/api/v1/journal?limit=1"))["dropped"]


def differences(seen, counters):
    """What the agents have seen beside what the server has counted. A reply whose pieces were lost was made and counted."""

    def count(*beginnings):
        return sum(value for name, value in seen.items() if name.startswith(beginnings))

    def counted(*names):
        return sum(counters.get(name, 0) for name in names)

    pairs = {
        "reports that a service saw": (count("taken report", "lost report begun", "refused report ServerBusy"),
                                       counted("operation.ReportEventBatch")),
        "answers to reports that were lost": (count("lost report begun"),
                                              counted("injected.half_close", "injected.truncated_xml")),
        "reports refused as busy": (count("refused report ServerBusy"), counted("error_code.ServerBusy")),
        "syncs with an old cookie": (count("refused sync CookieExpired"), counted("error_code.CookieExpired")),
        "calls without a pool": (count("refused report 503"), counted("injected.http_status")),
        "pages of a portal": (count("lost prepare begun"), counted("injected.html_page")),
        "connections refused and reset": (
            count("lost report before", "lost prepare before", "lost sync"), counted("injected.refuse", "injected.reset")),
        "requests": (count("taken report", "taken sync", "taken prepare", "refused ", "lost report begun", "lost prepare begun")
                     + counted("injected.reset"), counted("requests")),
        "refusals of any other kind": (
            count("refused ") - count("refused report ServerBusy", "refused sync CookieExpired", "refused report 503"), 0),
    }
    wrong = [f"{what}: the agents have seen {here}, the server has counted {there}"
             for what, (here, there) in pairs.items() if here != there]
    return wrong and [*wrong, f"seen: {dict(seen)}", f"counted: {counters}"]


def rules_that_never_happened(server):
    rules = json.loads(server.ask("/api/v1/faults"))["rules"]
    return [rule["name"] for rule in rules if rule["injected"] == 0]


def scan_without_faults(client, server):
    """Nothing of all that is left: a machine of wua-sim scans."""
    headers = {"Authorization": f"Bearer {server.token}"}
    request = urllib.request.Request(f"{server.admin_url}/api/v1/faults", headers=headers, method="DELETE")
    urllib.request.urlopen(request, timeout=SECONDS).close()
    ended = subprocess.run([client, "scan", "--server", server.url], cwd=server.folder, stdin=subprocess.DEVNULL,
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=SECONDS, check=False)
    if ended.returncode == 0:
        return []
    return [f"a scan without faults: {ended.stdout.decode(errors='replace')[-300:]}"]


if __name__ == "__main__":
    main()
