"""A program that was started to be measured. Standard library only; Linux only."""
import contextlib
import dataclasses
import os
import pathlib
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

PATIENCE = 60


@dataclasses.dataclass(frozen=True)
class Task:
    """A job with what is sent and answered, and where the programs and the lab's certificates are."""
    job: object
    request: object
    answer: object
    threads: int
    bin: pathlib.Path
    certificate: pathlib.Path | None = None
    key: pathlib.Path | None = None


class Server:
    """`with Server(command, folder, port) as server:`; it listens inside the block, and ends with it: the process that was
    started, and those that it has started. `exact`: it answers with the very bytes."""

    def __init__(self, command, folder, port, exact=True, ready=None):
        self.port = port
        self.exact = exact
        self._command, self._folder, self._ready = command, folder, ready
        self._process = None
        self.seconds_to_start = 0.0

    def __enter__(self):
        self._folder.mkdir(parents=True, exist_ok=True)
        said = self._folder / "output.txt"
        began = time.monotonic()
        with said.open("wb") as output:
            self._process = subprocess.Popen(self._command, cwd=self._folder, stdin=subprocess.DEVNULL, stdout=output,
                                             stderr=output, start_new_session=True)
        try:
            while not listens(self.port):
                if self._process.poll() is not None or time.monotonic() > began + PATIENCE:
                    raise RuntimeError(f"{self._command[0]} does not listen: {said.read_text(errors='replace')[-500:]}")
                time.sleep(0.005)
            self.seconds_to_start = time.monotonic() - began
            if self._ready:
                self._ready()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        # A session of its own, so its group has its children, and nobody else.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGTERM)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def processes(self):
        """Its process and those that it has started."""
        parents = {int(path.name): parent_of(path) for path in pathlib.Path("/proc").iterdir() if path.name.isdigit()}
        found = {self._process.pid}
        while more := {process for process, parent in parents.items() if parent in found} - found:
            found |= more
        return found


def parent_of(path):
    with contextlib.suppress(OSError):
        return int((path / "stat").read_text().rsplit(")", 1)[1].split()[1])
    return None


def cpu_seconds(processes):
    ticks = 0
    for process in processes:
        with contextlib.suppress(OSError):
            fields = pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def resident_mib(processes):
    kib = 0
    for process in processes:
        with contextlib.suppress(OSError):
            lines = pathlib.Path(f"/proc/{process}/status").read_text().splitlines()
            kib += sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))
    return kib / 1024


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def listens(port):
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def put(url, body, method="POST"):
    """JSON to an admin API; it may come up a little after its port."""
    deadline = time.monotonic() + PATIENCE
    while True:
        request = urllib.request.Request(url, data=body.encode(), method=method, headers={"Content-Type": "application/json"})
        try:
            return urllib.request.urlopen(request, timeout=PATIENCE).close()
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{url}: {error.code} {error.read()[:300]!r}") from error
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
