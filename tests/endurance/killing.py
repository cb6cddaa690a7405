#!/usr/bin/env python3
"""kill -9 in the middle of load, again and again: what wsus-mock --state has answered is there when it starts again.

Agents in several processes register and report events; each remembers what it was answered. After each kill and start every
computer that was registered is known, has every event that was acknowledged, in order, and at most the one batch more whose
answer never came; its agent goes on with the cookie that it has. A machine of wua-sim scans on, too, without registering
again. Two twins: a server that is asked to stop has lost nothing and has nothing more; without --state a kill has lost all.
Standard library only; Linux only; loopback only. Ends the processes that it started, and no others.
"""
import argparse
import collections
import json
import multiprocessing
import pathlib
import random
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "bench"))

import agents  # noqa: E402
from mock_server import BIN, MockServer, require_program  # noqa: E402

CATALOGUE = "generate: {revisions: 60, installed_non_leaf: 10}\n"
SECONDS = 60  # that anything here may take


class Mistake(Exception):
    pass


def main():
    arguments = parse_arguments()
    mock = require_program(arguments.bin / "wsus-mock")
    client = require_program(arguments.bin / "wua-sim")
    try:
        with tempfile.TemporaryDirectory(prefix="wsus-killing-") as folder:
            killed(mock, client, pathlib.Path(folder), arguments)
            stopped(mock, pathlib.Path(folder), arguments)
            without_a_file(mock, arguments)
    except Mistake as mistake:
        sys.exit(f"killing.py: {mistake}")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--bin", type=pathlib.Path, default=BIN, help="folder of the programs")
    parser.add_argument("--kills", type=int, default=4, help="(default: 4)")
    parser.add_argument("--agents", type=int, default=40, help="that work at a time (default: 40)")
    parser.add_argument("--processes", type=int, default=4, help="they are in (default: 4)")
    parser.add_argument("--calls", type=int, default=400, help="answered before a kill, at most (default: 400)")
    parser.add_argument("--seed", type=int, default=1, help="of when it is killed (default: 1)")
    return parser.parse_args()


def killed(mock, client, folder, arguments):
    chance = random.Random(arguments.seed)
    state = ["--state", folder / "killed.db"]
    crew = [agents.Agent(number) for number in range(arguments.agents)]
    doubtful = set()
    answered = port = 0
    for kill in range(arguments.kills + 1):
        with MockServer(mock, CATALOGUE, state, port=port) as server:
            port = server.port  # the machine of wua-sim knows the server by it
            check(server, crew, doubtful, f"after kill {kill}")
            scan(client, server, folder / "machine", is_first=kill == 0)
            if kill == arguments.kills:
                break
            load = Load(server.port, crew, arguments.processes)
            load.wait_for(chance.randint(arguments.calls // 4, arguments.calls))
            server.process.kill()
            crew, doubtful, calls = load.end()
            answered += calls
            need(any(agent.registered for agent in crew), "nobody had registered when it was killed")
    recovered(mock, state, crew, doubtful)
    print(f"{arguments.kills} kills, {answered} calls that were answered, {sum(len(agent.stored) for agent in crew)} events "
          f"of {len(crew)} computers: nothing is lost, and nobody had to begin anew")


def stopped(mock, folder, arguments):
    """The twin without a kill: nobody is left in doubt about more than the call that was cut."""
    state = ["--state", folder / "stopped.db"]
    with MockServer(mock, CATALOGUE, state) as server:
        load = Load(server.port, [agents.Agent(number) for number in range(arguments.agents)], arguments.processes)
        load.wait_for(arguments.calls)
        server.process.terminate()
        crew, doubtful, calls = load.end()
        need(server.process.wait(SECONDS) == 0, "a server that is asked to stop ends with 0")
    with MockServer(mock, CATALOGUE, state) as server:
        check(server, crew, doubtful, "after a stop")
    print(f"twin: stopped after {calls} calls, nothing is lost")


def without_a_file(mock, arguments):
    """The twin that loses everything: what is looked at above can be lost."""
    with MockServer(mock, CATALOGUE) as server:
        load = Load(server.port, [agents.Agent(number) for number in range(arguments.agents)], arguments.processes)
        load.wait_for(arguments.calls)
        server.process.kill()
        crew, doubtful, _ = load.end()
    with MockServer(mock, CATALOGUE) as server:
        try:
            check(server, crew, doubtful, "")
        except Mistake:
            print("twin: without --state a kill has lost all of it")
            return
    raise Mistake("without --state nothing was lost either: the check sees nothing")


class Load:
    """The agents in processes of their own, until the server is gone."""

    def __init__(self, port, crew, processes):
        context = multiprocessing.get_context("fork")
        self._calls = context.Value("Q", 0)
        self._workers = []
        for number in range(processes):
            receiving, sending = context.Pipe(duplex=False)
            share = crew[number::processes]
            process = context.Process(target=work, args=(port, share, self._calls, sending), daemon=True)
            process.start()
            sending.close()
            self._workers.append((process, receiving))

    def wait_for(self, calls):
        deadline = time.monotonic() + SECONDS
        while self._calls.value < calls:
            need(time.monotonic() < deadline, f"{self._calls.value} calls in {SECONDS} s, wanted were {calls}")
            time.sleep(0.0005)

    def end(self):
        """The agents, ids of those whose last batch nobody knows of, and how many calls were answered."""
        crew, doubtful = [], set()
        for process, receiving in self._workers:
            need(receiving.poll(SECONDS), "a process of agents has not ended")
            share, in_doubt = receiving.recv()
            process.join()
            crew += share
            doubtful |= in_doubt
        return sorted(crew, key=lambda agent: agent.id), doubtful, self._calls.value


def work(port, crew, calls, sending):
    """A call of each agent in turn, until one is lost."""
    line = agents.Line(port)
    in_doubt = set()
    while not in_doubt:
        for agent in crew:
            try:
                if not agent.is_ready():
                    agent.prepare(line)
                else:
                    agent.report(line, 1 + len(agent.stored) % 3)
            except agents.Lost:
                in_doubt.add(agent.id)
                break
            with calls.get_lock():
                calls.value += 1
    sending.send((crew, in_doubt))


def check(server, crew, doubtful, when):
    """What was answered is there."""
    known = {computer["client_id"]: computer for computer in json.loads(server.ask("/api/v1/computers"))["computers"]}
    for agent in crew:
        if not agent.registered:
            continue
        need(known.get(agent.id, {}).get("registered"), f"{when}: computer {agent.id} is not known as registered")
        events = json.loads(server.ask(f"/api/v1/computers/{agent.id}/events"))["events"]
        kept = [event["source_id"] for event in events]
        wrong = agents.difference(agent, kept, agent.id in doubtful)
        need(not wrong, f"{when}: {wrong}")
        agent.settle(kept)


def recovered(mock, state, crew, doubtful):
    """Each agent goes on with its cookie and its registration."""
    with MockServer(mock, CATALOGUE, state) as server:
        check(server, crew, doubtful, "in the end")
        line = agents.Line(server.port)
        for agent in crew:
            if agent.is_ready():
                agent.sync(line)
        line.close()
        counters = json.loads(server.ask("/api/v1/counters"))["counters"]
        ready = sum(agent.is_ready() for agent in crew)
        need(counters.get("operation.SyncUpdates", 0) == ready, f"{ready} agents went on: {counters}")
        need(counters.get("soap_faults", 0) == 0, f"an agent was refused: {counters}")


def scan(client, server, folder, is_first):
    """A whole scan of a machine that is kept between them."""
    before = operations(server)
    ended = subprocess.run([client, "scan", "--server", server.url, "--state", folder], stdin=subprocess.DEVNULL,
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=SECONDS, check=False)
    need(ended.returncode == 0, f"wua-sim: {ended.stdout.decode(errors='replace')[-400:]}")
    made = operations(server) - before
    need(made["operation.SyncUpdates"] > 0, "wua-sim has not synchronised")
    need((made["operation.RegisterComputer"] > 0) == is_first,
         f"wua-sim registered {made['operation.RegisterComputer']} times, first scan: {is_first}")


def operations(server):
    counters = json.loads(server.ask("/api/v1/counters"))["counters"]
    return collections.Counter({name: count for name, count in counters.items() if name.startswith("operation.")})


def need(holds, otherwise):
    if not holds:
        raise Mistake(otherwise)


if __name__ == "__main__":
    main()
