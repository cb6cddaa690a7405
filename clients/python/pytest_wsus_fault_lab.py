"""pytest fixtures of a mock WSUS server. In conftest.py: pytest_plugins = ["pytest_wsus_fault_lab"].

`wsus`         a server for the session, reset before and verified after each test; a failed test shows its journal
`wsus_options` override it (session) to give wsus-mock more options
"""

import json

import pytest

from wsus_fault_lab import AdminError, MockWsus


@pytest.fixture(scope="session")
def wsus_options():
    """More of wsus-mock's command line."""
    return []


@pytest.fixture(scope="session")
def wsus_server(wsus_options):
    """The server itself, as it is shared by the tests of a session. Tests want `wsus`."""
    with MockWsus(wsus_options) as server:
        yield server


@pytest.fixture
def wsus(wsus_server):
    """A server without history: no journal, no rules but those of the start, no computers, the real time, and every pool
    started, whatever the test before has left. What the test expected with wsus.expect(...) is verified at its end."""
    for pool in wsus_server.pools():
        if pool["state"] == "stopped":
            wsus_server.start_pool(pool["name"])
    wsus_server.reset(faults="added", computers=True, clock=True)
    yield wsus_server
    try:
        wsus_server.verify()
    except AdminError as error:
        if error.status != 404:  # the test has expected nothing
            raise


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item):
    """A failed test shows what went over the wire."""
    outcome = yield
    report = outcome.get_result()
    server = getattr(item, "funcargs", {}).get("wsus")
    if server is None or not report.failed:
        return
    try:
        lines = [json.dumps(entry) for entry in server.journal()]
        report.sections.append(("exchanges of wsus-mock", "\n".join(lines) or "none"))
    except Exception as error:  # the report must not hide the failure itself
        report.sections.append(("exchanges of wsus-mock", f"cannot be had: {error}"))
