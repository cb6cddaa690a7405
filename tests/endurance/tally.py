"""What a server has counted, by its journal and by its metrics, and what it should have counted. Standard library only."""
import collections
import dataclasses
import json
import re

SAMPLE = re.compile(r"^(\w+)(?:\{([^}]*)\})? (\S+)$", re.M)


@dataclasses.dataclass
class Tally:
    """`statuses`: answers by status, also those to what was no request; `requests`: those with a method; `maybe`: further
    requests with status 200 that the server may have seen whole or not (what was sent was reset at once)."""
    connections: dict = dataclasses.field(default_factory=dict)  # by listener
    statuses: collections.Counter = dataclasses.field(default_factory=collections.Counter)
    requests: int = 0
    refused: int = 0
    maybe: int = 0

    def add(self, status, refused=False, request=True, count=1):
        self.statuses[status] += count
        self.requests += count if request else 0
        self.refused += count if refused else 0

    def connect(self, listener, count=1):
        self.connections[listener] = self.connections.get(listener, 0) + count

    def __add__(self, other):
        both = Tally(dict(self.connections), self.statuses + other.statuses, self.requests + other.requests,
                     self.refused + other.refused, self.maybe + other.maybe)
        for listener, count in other.connections.items():
            both.connect(listener, count)
        return both

    def differences(self, counted):
        """Sentences about what the server has counted otherwise; `self` is what was sent."""
        found = []

        def compare(what, got, wanted, more=0):
            if not wanted <= got <= wanted + more:
                found.append(f"{what}: counted {got}, sent {wanted}" + (f" to {wanted + more}" if more else ""))

        for listener in ("http", "https"):
            compare(f"connections of {listener}", counted.connections.get(listener, 0), self.connections.get(listener, 0))
        for status in sorted(set(self.statuses) | set(counted.statuses)):
            compare(f"answers {status}", counted.statuses[status], self.statuses[status],
                    self.maybe if status == 200 else 0)
        compare("requests", counted.requests, self.requests, self.maybe)
        compare("refused", counted.refused, self.refused)
        return found


class Reading(Tally):
    """A Tally as the server tells it. `differs`: where journal and metrics do not say the same."""

    def __init__(self, server):
        counters = json.loads(server.ask("/api/v1/counters"))["counters"]
        metrics = collections.defaultdict(list)
        for name, labels, value in SAMPLE.findall(server.ask("/metrics").decode()):
            metrics[name].append((dict(re.findall(r'(\w+)="([^"]*)"', labels)), float(value)))
        super().__init__(
            connections={labels["listener"]: int(value) for labels, value in metrics["wsus_connections_total"]
                         if labels["listener"] != "admin"},
            statuses=collections.Counter({int(name[len("status."):]): value for name, value in counters.items()
                                          if name.startswith("status.")}),
            requests=counters.get("requests", 0), refused=counters.get("refused", 0))
        self.open = sum(int(value) for labels, value in metrics["wsus_connections_open"] if labels["listener"] != "admin")
        self.counters = counters
        self.differs = []
        for what, here, there in (
                ("requests", self.requests, sum(value for _, value in metrics["wsus_requests_total"])),
                ("refused", self.refused, sum(value for _, value in metrics["wsus_requests_refused_total"]))):
            if here != there:
                self.differs.append(f"{what}: {here} by the journal, {there:.0f} by the metrics")

    def since(self, before):
        """What came since then."""
        return Tally({name: count - before.connections.get(name, 0) for name, count in self.connections.items()},
                     self.statuses - before.statuses, self.requests - before.requests, self.refused - before.refused)
