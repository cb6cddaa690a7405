"""What the client makes of its arguments and of a server that says nothing; how pytest finds the fixtures. No wsus-mock."""

import http.server
import pathlib
import threading
import urllib.parse

import pytest

import wsus_fault_lab
from wsus_fault_lab import AdminClient


class Stub(http.server.BaseHTTPRequestHandler):
    """Notes queries; a journal of two pages, and events that never come."""

    def do_GET(self):
        path = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(path.query))
        self.server.queries.append(query)
        if path.path == "/api/v1/events":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b": hello\n\n")
            self.server.ended.wait()
            return
        after = int(query.get("after", 0))
        body = b'{"entries": [{"sequence": %d}], "next": %s}' % (after + 1, b"null" if after > 6 else b"%d" % (after + 1))
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def stub():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Stub) as server:
        server.queries, server.ended = [], threading.Event()
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        server.client = AdminClient(f"http://127.0.0.1:{server.server_port}")
        yield server
        server.ended.set()
        server.shutdown()
        thread.join()


def test_the_journal_goes_on_behind_the_sequence_that_was_asked_for(stub):
    assert stub.client.journal(operation="GetConfig", after=6) == [{"sequence": 7}, {"sequence": 8}]
    assert stub.queries == [{"operation": "GetConfig", "after": "6", "limit": "1000"},
                            {"operation": "GetConfig", "after": "7", "limit": "1000"}]


def test_truth_is_written_as_the_server_reads_it(stub):
    stub.client.journal(redact=True, after=7)
    stub.client.har(redact=False, client_id=None)
    assert stub.queries == [{"redact": "true", "after": "7", "limit": "1000"}, {"redact": "false"}]


def test_a_server_that_says_nothing_is_waited_for_as_long_as_was_asked(stub):
    with pytest.raises(TimeoutError):
        next(stub.client.events(timeout=0.05))


def test_an_installed_plugin_may_be_named_again(pytester, monkeypatch):
    """pyproject.toml makes pytest load it by itself; a conftest.py that names it all the same is no mistake."""
    sources = pathlib.Path(wsus_fault_lab.__file__).parent
    installed = pytester.mkdir("installed")
    info = installed / "wsus_fault_lab-0.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: wsus-fault-lab\nVersion: 0.1.0\n")
    project = (sources / "pyproject.toml").read_text()
    entry = project.split("[project.entry-points.pytest11]\n")[1].split("\n\n")[0].replace('"', "")
    (info / "entry_points.txt").write_text(f"[pytest11]\n{entry}\n")
    for name in ("wsus_fault_lab.py", "pytest_wsus_fault_lab.py"):
        (installed / name).write_text((sources / name).read_text())
    monkeypatch.setenv("PYTHONPATH", str(installed))
    pytester.makepyfile("def test_it(wsus_options): assert wsus_options == []")
    pytester.runpytest_subprocess().assert_outcomes(passed=1)
    pytester.makeconftest('pytest_plugins = ["pytest_wsus_fault_lab"]')
    pytester.runpytest_subprocess().assert_outcomes(passed=1)
