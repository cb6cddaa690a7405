"""Control a mock WSUS server from Python: standard library only, Python 3.9 or newer.

    with MockWsus() as wsus:
        wsus.inject({"soap_fault": {"error_code": "ServerBusy"}, "when": {"operation": "SyncUpdates"}})
        run_my_tool(wsus.url)
        assert wsus.counters().get("error_code.ServerBusy") == 1

`AdminClient` speaks to a server that runs already; `MockWsus` starts one of its own and ends it. What can be asked is
docs/ADMIN-API.md; the verbs here are those of the Node and PowerShell clients. pytest_wsus_fault_lab.py makes fixtures
of them.
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.parse
from typing import Any, Dict, Iterator, List, Mapping, Optional, Sequence

__all__ = ["AdminClient", "AdminError", "ExpectationsFailed", "MockWsus", "StartError"]

Json = Dict[str, Any]


class AdminError(Exception):
    """The server has refused a call. `status`: of HTTP; `detail`: its sentence; `errors`: every mistake of a body."""

    def __init__(self, method: str, path: str, status: int, detail: str, errors: Sequence[str] = ()):
        super().__init__(f"{method} {path}: {status}: {detail}" + "".join(f"\n  {error}" for error in errors))
        self.status = status
        self.detail = detail
        self.errors = list(errors)


class StartError(Exception):
    """wsus-mock did not start; the text has what it printed."""


class ExpectationsFailed(AssertionError):
    """What was expected did not come, or something else came. `verdict`: as the server gave it."""

    def __init__(self, verdict: Json):
        lines = [f"  {failure['text']}" for failure in verdict["failures"]]
        lines += [f"  not yet: {pending}" for pending in verdict["pending"]]
        super().__init__("the expectations did not hold\n" + "\n".join(lines))
        self.verdict = verdict


def _part(name: str) -> str:
    return urllib.parse.quote(name, safe="")


class AdminClient:
    """Calls of the admin API. One connection a call, so that it may be used from several threads.

    `address`: "http://127.0.0.1:8081"; `token`: of the ports file, None for a server that needs none; `timeout`: seconds
    that a call may take. Every call raises AdminError when the server refuses it, OSError when it is not there.
    """

    def __init__(self, address: str, token: Optional[str] = None, timeout: float = 30.0):
        parts = urllib.parse.urlsplit(address)
        if parts.scheme != "http" or not parts.hostname or not parts.port:
            raise ValueError(f"'{address}' is no address of an admin API; as in http://127.0.0.1:8081")
        self.address = address.rstrip("/")
        self._host, self._port = parts.hostname, parts.port
        self.token = token
        self._timeout = timeout

    # --- the server

    def health(self) -> Json:
        return self._json("GET", "/api/v1/health")

    def ready(self) -> bool:
        """Whether a scan would be let in."""
        try:
            self._json("GET", "/api/v1/ready")
        except AdminError as error:
            if error.status != 503:
                raise
            return False
        return True

    def server(self) -> Json:
        return self._json("GET", "/api/v1/server")

    def computers(self) -> List[Json]:
        return self._json("GET", "/api/v1/computers")["computers"]

    def computer(self, client_id: str) -> Json:
        return self._json("GET", f"/api/v1/computers/{_part(client_id)}")

    def delete_computer(self, client_id: str) -> None:
        self._call("DELETE", f"/api/v1/computers/{_part(client_id)}")

    def computer_events(self, client_id: str, event_id: Optional[int] = None) -> List[Json]:
        return self._json("GET", f"/api/v1/computers/{_part(client_id)}/events", query={"event_id": event_id})["events"]

    def computer_status(self, client_id: str) -> List[Json]:
        return self._json("GET", f"/api/v1/computers/{_part(client_id)}/status")["updates"]

    def catalogue(self) -> Json:
        return self._json("GET", "/api/v1/catalogue")

    def decline_superseded(self, **options: Any) -> Json:
        """`last_level_only`, `exclusion_period` ("30 d"), `dry_run`."""
        return self._json("POST", "/api/v1/catalogue/decline-superseded", options)

    def pools(self) -> List[Json]:
        return self._json("GET", "/api/v1/pools")["pools"]

    def stop_pool(self, name: str = "WsusPool") -> Json:
        return self._json("POST", f"/api/v1/pools/{_part(name)}/stop")

    def start_pool(self, name: str = "WsusPool") -> Json:
        return self._json("POST", f"/api/v1/pools/{_part(name)}/start")

    def recycle_pool(self, name: str = "WsusPool") -> Json:
        return self._json("POST", f"/api/v1/pools/{_part(name)}/recycle")

    def iisreset(self) -> Json:
        return self._json("POST", "/api/v1/iisreset")

    def log(self, name: str, tail: Optional[int] = None) -> str:
        return self._call("GET", f"/api/v1/logs/{_part(name)}", query={"tail": tail}).decode("utf-8", "replace")

    def logs(self) -> List[Json]:
        return self._json("GET", "/api/v1/logs")["logs"]

    def advance_clock(self, duration: str) -> Json:
        """`duration`: "2 h", "90 s", "1 d"."""
        return self._json("POST", "/api/v1/clock", {"advance": duration})

    # --- fault rules

    def inject(self, rule: Mapping[str, Any]) -> Json:
        """Adds a rule, written as in docs/FAULTS.md; gives it back with its name, and with what is odd about it (`remarks`)."""
        return self._json("POST", "/api/v1/faults", dict(rule))

    def rules(self) -> List[Json]:
        return self._json("GET", "/api/v1/faults")["rules"]

    def rule(self, name: str) -> Json:
        return self._json("GET", f"/api/v1/faults/{_part(name)}")

    def replace_rule(self, name: str, rule: Mapping[str, Any]) -> Json:
        return self._json("PUT", f"/api/v1/faults/{_part(name)}", dict(rule))

    def enable_rule(self, name: str) -> Json:
        return self._json("POST", f"/api/v1/faults/{_part(name)}/enable")

    def disable_rule(self, name: str) -> Json:
        return self._json("POST", f"/api/v1/faults/{_part(name)}/disable")

    def remove_rule(self, name: str) -> None:
        self._call("DELETE", f"/api/v1/faults/{_part(name)}")

    def remove_rules(self) -> None:
        self._call("DELETE", "/api/v1/faults")

    def why(self, **exchange: Any) -> List[Json]:
        """Why rules do not happen to an exchange: why(operation="SyncUpdates", client_id=...), nearest first."""
        return self._json("POST", "/api/v1/faults/why", exchange)["rules"]

    # --- evidence

    def journal(self, **filters: Any) -> List[Json]:
        """Every exchange that the filters let through, oldest first: journal(operation="SyncUpdates", status=500);
        after=N: only those behind this sequence."""
        entries: List[Json] = []
        after = filters.pop("after", None)
        while True:
            page = self._json("GET", "/api/v1/journal", query={"limit": 1000, **filters, "after": after})
            entries += page["entries"]
            after = page["next"]
            if after is None:
                return entries

    def exchange(self, sequence: int) -> Json:
        """One exchange, with its bodies as far as they were kept (keep_bodies)."""
        return self._json("GET", f"/api/v1/journal/{sequence}")

    def keep_bodies(self, body_bytes: int) -> Json:
        """How much of each body the journal keeps from now on; 0: nothing."""
        return self._json("PUT", "/api/v1/journal/settings", {"body_bytes": body_bytes})

    def clear_journal(self) -> None:
        self._call("DELETE", "/api/v1/journal")

    def har(self, **filters: Any) -> Json:
        return self._json("GET", "/api/v1/journal.har", query=filters)

    def counters(self) -> Dict[str, int]:
        """A counter that is not there reads 0: counters().get("soap_faults", 0)."""
        return self._json("GET", "/api/v1/counters")["counters"]

    def expect(self, expectations: Mapping[str, Any]) -> Json:
        """Strict expectations, from now on: docs/ADMIN-API.md."""
        return self._json("PUT", "/api/v1/expectations", dict(expectations))

    def verdict(self) -> Json:
        return self._json("GET", "/api/v1/expectations/verdict")

    def verify(self) -> None:
        """Raises ExpectationsFailed with every failure unless the expectations held."""
        verdict = self.verdict()
        if not verdict["held"]:
            raise ExpectationsFailed(verdict)

    def reset(self, **more: Any) -> Json:
        """Between tests: journal, counters, expectations, counts of rules; faults="added"|"none", computers=True."""
        return self._json("POST", "/api/v1/reset", more)

    def metrics(self) -> str:
        return self._call("GET", "/metrics").decode("utf-8")

    def openapi(self) -> Json:
        return self._json("GET", "/api/v1/openapi.json")

    def events(self, timeout: Optional[float] = None, **filters: Any) -> Iterator[Json]:
        """Live events: {"id", "event", "data"}. Ends when the server does; `timeout`: seconds without a byte until
        TimeoutError (the server sends a comment every 15 s)."""
        connection = self._connect(self._timeout if timeout is None else timeout)
        try:
            connection.request("GET", self._target("/api/v1/events", filters), headers=self._headers())
            response = connection.getresponse()
            if response.status != 200:
                raise self._error("GET", "/api/v1/events", response.status, response.read())
            event: Json = {}
            for line in iter(response.readline, b""):
                name, _, value = line.decode("utf-8").rstrip("\r\n").partition(":")
                if name:
                    event[name] = value[1:] if value.startswith(" ") else value
                elif event.get("data"):
                    event["data"] = json.loads(event["data"])
                    yield event
                    event = {}
                else:
                    event = {}
        except socket.timeout as error:  # an OSError of its own before Python 3.10
            raise TimeoutError("no word of the server in time") from error
        finally:
            connection.close()

    # --- HTTP

    def _connect(self, timeout: float) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(self._host, self._port, timeout=timeout)

    def _headers(self) -> Dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    @staticmethod
    def _target(path: str, query: Optional[Mapping[str, Any]]) -> str:
        given = {name: str(value).lower() if isinstance(value, bool) else value
                 for name, value in (query or {}).items() if value is not None}
        return path + ("?" + urllib.parse.urlencode(given) if given else "")

    @staticmethod
    def _error(method: str, path: str, status: int, body: bytes) -> AdminError:
        try:
            problem = json.loads(body)
            return AdminError(method, path, status, problem["detail"], problem.get("errors", ()))
        except (ValueError, KeyError, TypeError):
            return AdminError(method, path, status, body[:200].decode("utf-8", "replace"))

    def _call(self, method: str, path: str, body: Optional[Json] = None,
              query: Optional[Mapping[str, Any]] = None) -> bytes:
        connection = self._connect(self._timeout)
        try:
            headers = self._headers()
            sent = None
            if body is not None:
                sent = json.dumps(body).encode("utf-8")
                headers["Content-Type"] = "application/json"
            connection.request(method, self._target(path, query), body=sent, headers=headers)
            response = connection.getresponse()
            received = response.read()
            if response.status >= 400:
                raise self._error(method, path, response.status, received)
            return received
        finally:
            connection.close()

    def _json(self, method: str, path: str, body: Optional[Json] = None,
              query: Optional[Mapping[str, Any]] = None) -> Any:
        return json.loads(self._call(method, path, body, query))


class MockWsus(AdminClient):
    """A wsus-mock of its own: started by the constructor on ports that the system chooses, ended by close().

    `program`: the executable (default: $WSUS_MOCK, else wsus-mock on the PATH); `options`: more of its command line, as in
    ["--catalog", "small.yaml"]; `start_timeout`: seconds until it has to listen. Logs are in `folder`, which close()
    removes. Raises StartError with the program's words when it does not start.
    """

    def __init__(self, options: Sequence[str] = (), program: Optional[str] = None, timeout: float = 30.0,
                 start_timeout: float = 30.0):
        self._process: Optional[subprocess.Popen] = None
        self.folder = tempfile.mkdtemp(prefix="wsus-mock-")
        try:
            ports = self._start(program or os.environ.get("WSUS_MOCK", "wsus-mock"), options, start_timeout)
        except BaseException:
            self.close()
            raise
        super().__init__(f"http://127.0.0.1:{ports['admin']}", ports["token"], timeout)
        self.url = f"http://127.0.0.1:{ports['http']}"
        self.https_url = f"https://localhost:{ports['https']}" if ports["https"] else None

    def _start(self, program: str, options: Sequence[str], limit: float) -> Json:
        ports_file = os.path.join(self.folder, "ports.json")
        command = [program, "--http", "127.0.0.1:0", "--admin", "127.0.0.1:0", "--ports-file", ports_file, "--log-dir",
                   os.path.join(self.folder, "logs"), *options]
        self._output = open(os.path.join(self.folder, "output.txt"), "w+", encoding="utf-8")
        try:
            self._process = subprocess.Popen(command, stdout=self._output, stderr=subprocess.STDOUT,
                                             stdin=subprocess.DEVNULL)
        except OSError as error:
            raise StartError(f"'{program}' cannot be run: {error.strerror}; set WSUS_MOCK to the program") from error
        deadline = time.monotonic() + limit
        while not os.path.exists(ports_file):
            if self._process.poll() is not None:
                raise StartError(f"wsus-mock ended with {self._process.returncode}:\n{self.output()}")
            if time.monotonic() > deadline:
                raise StartError(f"wsus-mock does not listen after {limit:g} s:\n{self.output()}")
            time.sleep(0.01)
        with open(ports_file, encoding="utf-8") as file:
            return json.load(file)

    def output(self) -> str:
        """What the program has printed so far."""
        with open(self._output.name, encoding="utf-8", errors="replace") as file:
            return file.read()

    def close(self) -> None:
        """Ends the server and removes its folder; again it does nothing."""
        process, self._process = self._process, None
        if process is not None:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if hasattr(self, "_output"):
            self._output.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> "MockWsus":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
