"""What an attack is made of; each file of attacks/ has one. Standard library only."""
import dataclasses

from tally import Tally

SLACK = 3.0  # seconds that a limit may be late: the machine has other work


@dataclasses.dataclass(frozen=True)
class Size:
    """How much of it: seconds in which it goes on, connections at a time; what the server waits for peers, None for its
    defaults; the part of its memory that may be left after it, in MiB."""
    seconds: float
    connections: int
    connection_timeout: float | None = None
    request_timeout: float | None = None
    left_mib: float = 8

    def options(self):
        """Of wsus-mock."""
        words = []
        for name, value in (("--connection-timeout", self.connection_timeout), ("--request-timeout", self.request_timeout)):
            if value is not None:
                words += [name, f"{round(value * 1000)} ms"]
        return words


@dataclasses.dataclass(frozen=True)
class Ground:
    """Where it happens. `silence`, `whole`: seconds after which the server lets go of a silent or a slow client."""
    port: int
    https_port: int | None
    seconds: float
    connections: int
    silence: float
    whole: float


@dataclasses.dataclass
class Done:
    """What was sent, as the server should have counted it; which limit did not hold, a sentence each; what else there is
    to tell."""
    sent: Tally = dataclasses.field(default_factory=Tally)
    problems: list = dataclasses.field(default_factory=list)
    note: str = ""

    def expect(self, holds, problem):
        if not holds:
            self.problems.append(problem)

    def closed_within(self, what, ending, low, high):
        """Without an answer, and neither too early nor too late."""
        self.expect(not ending.answer, f"{what}: answered {ending.answer[:60]!r}")
        self.expect(low <= ending.seconds <= high + SLACK,
                    f"{what}: closed after {ending.seconds:.2f} s, not within {low:.2f} to {high:.2f} s")


@dataclasses.dataclass(frozen=True)
class Attack:
    """`limit`: what the server does about it, a sentence. `run`: from a Ground to a Done, in a process of its own.
    `secure`: on the HTTPS listener, where the honest clients then are, too. `fresh`: honest clients make new connections,
    beside one that is kept. `said`: an expression for lines of standard error that the server may write; else it is
    silent. `prepare`: called with the server when it runs."""
    limit: str
    run: object
    short: Size
    long: Size
    secure: bool = False
    fresh: bool = True
    said: str | None = None
    prepare: object = None
