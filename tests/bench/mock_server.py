"""A wsus-mock of its own for a benchmark: started in a temporary folder, ended with it.

Standard library only; Linux only. Ends the processes that it started, and no others.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = ROOT / "build/release/bin"
POLL_SECONDS = 0.002


class MockServer:
    """`with MockServer(program, catalogue="generate: {...}", options=[...]) as server:`; it listens inside the block."""

    def __init__(self, program, catalogue, options=(), limit=60.0, port=0):
        self._folder = tempfile.TemporaryDirectory(prefix="wsus-bench-")
        self.folder = pathlib.Path(self._folder.name)
        self._limit = limit
        catalogue_file = self.folder / "catalogue.yaml"
        catalogue_file.write_text(catalogue, encoding="utf-8")
        self._ports_file = self.folder / "ports.json"
        self._command = [program, "--http", f"127.0.0.1:{port}", "--admin", "127.0.0.1:0", "--ports-file", self._ports_file,
                         "--log-dir", self.folder / "logs", "--catalog", catalogue_file, *options]
        self._errors = self.folder / "stderr.txt"  # no pipe: nobody would read it while the server runs
        self.process = None
        self.port = 0
        self.https_port = None
        self.admin_port = 0
        self.token = None

    def __enter__(self):
        try:
            with self._errors.open("wb") as errors:
                self.process = subprocess.Popen(self._command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                                stderr=errors)
            ports = self._wait_for_ports()
            self.port, self.https_port, self.admin_port = ports["http"], ports.get("https"), ports["admin"]
            self.token = ports.get("token")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self.process is not None:
            end(self.process)
        self._folder.cleanup()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def admin_url(self):
        return f"http://127.0.0.1:{self.admin_port}"

    def _wait_for_ports(self):
        deadline = time.monotonic() + self._limit
        while True:
            if self.process.poll() is not None:
                sys.exit(f"wsus-mock ended with {self.process.returncode}: {self.said()}")
            try:
                return json.loads(self._ports_file.read_text(encoding="utf-8"))
            except (FileNotFoundError, json.JSONDecodeError):
                pass
            if time.monotonic() > deadline:
                sys.exit("wsus-mock did not listen within the limit")
            time.sleep(POLL_SECONDS)

    def said(self):
        """What it has written to standard error."""
        return self._errors.read_text(encoding="utf-8", errors="replace")

    def ask(self, path):
        """The body of a GET of the admin API."""
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        request = urllib.request.Request(self.admin_url + path, headers=headers)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read()

    def curl_options(self):
        """What a call of the admin API needs."""
        return ["--header", f"Authorization: Bearer {self.token}"] if self.token else []

    def set_limit(self, key, value):
        """Edits a value in web.config; the server sees it with the next request."""
        file = self.folder / "logs/web.config"
        text = file.read_text(encoding="utf-8")
        edited, count = re.subn(rf'(key="{key}"\s+value=")\d+', rf"\g<1>{value}", text)
        if count != 1:
            sys.exit(f"{file} has {count} settings of {key}; expected is one")
        file.write_text(edited, encoding="utf-8")

    def resident_kib(self):
        """VmRSS."""
        lines = pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))

    def cpu_seconds(self):
        """User and system time since the start."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def end(process):
    """Asks a process to stop; one that does not is killed."""
    process.terminate()
    try:
        process.communicate(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()


def require_program(path):
    """Ends the script with a sentence when a program is not built."""
    if not path.is_file():
        sys.exit(f"no program '{path}'; './lab build' makes it, --bin names another folder")
    return path
