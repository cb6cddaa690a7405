"""The client against a real server, and the fixtures as a user has them."""

import os
import threading

import pytest

from wsus_fault_lab import AdminClient, AdminError, ExpectationsFailed, MockWsus, StartError

BUSY = {"name": "busy", "soap_fault": {"error_code": "ServerBusy"}, "when": {"operation": "SyncUpdates"}}


def test_a_healthy_scan_is_in_the_journal_and_counts_no_fault(wsus, scan):
    code, text = scan(wsus.url)
    assert code == 0, text
    assert [entry["operation"] for entry in wsus.journal() if entry["operation"]][:2] == ["GetConfig", "GetAuthorizationCookie"]
    assert wsus.counters().get("soap_faults", 0) == 0
    assert wsus.counters().get("injected", 0) == 0
    assert len(wsus.computers()) == 1


def test_an_injected_fault_happens_and_is_over_when_it_is_removed(wsus, scan):
    assert wsus.inject(BUSY)["name"] == "busy"
    code, text = scan(wsus.url)
    assert code != 0, text
    faulty = wsus.journal(error_code="ServerBusy")
    assert faulty and all(entry["operation"] == "SyncUpdates" for entry in faulty)
    assert wsus.rule("busy")["injected"] == len(faulty)
    wsus.remove_rule("busy")
    assert wsus.rules() == []
    assert scan(wsus.url)[0] == 0


def test_a_rule_is_disabled_enabled_and_replaced(wsus, scan):
    wsus.inject(BUSY)
    wsus.disable_rule("busy")
    assert scan(wsus.url)[0] == 0
    wsus.enable_rule("busy")
    assert scan(wsus.url)[0] != 0
    wsus.replace_rule("busy", {"soap_fault": {"error_code": "ServerBusy"}, "when": {"operation": "GetConfig"}})
    assert wsus.why(operation="SyncUpdates")[0]["differs"][0]["field"] == "operation"
    wsus.remove_rules()
    assert wsus.rules() == []


def test_what_the_test_before_has_left_is_put_right(wsus_server, request):
    wsus_server.stop_pool()
    wsus_server.inject(BUSY)
    moved = wsus_server.advance_clock("30 d")["now"]
    wsus = request.getfixturevalue("wsus")
    assert wsus.ready()
    assert wsus.rules() == []
    assert wsus.advance_clock("1 s")["now"] < moved


def test_reset_forgets_what_was(wsus, scan):
    scan(wsus.url)
    wsus.inject(BUSY)
    wsus.reset(faults="added", computers=True)
    assert wsus.journal() == []
    assert wsus.rules() == []
    assert wsus.computers() == []


def test_expectations_that_hold(wsus, scan):
    wsus.expect({"calls": [{"operation": "GetConfig"}], "forbidden": [{"error_code": "ServerBusy"}]})
    scan(wsus.url)
    wsus.verify()


def test_expectations_that_do_not_hold_are_told(wsus):
    wsus.expect({"calls": [{"operation": "GetConfig"}]})
    with pytest.raises(ExpectationsFailed, match="GetConfig"):
        wsus.verify()
    wsus.reset()


def test_bodies_are_kept_on_request(wsus, scan):
    wsus.keep_bodies(100_000)
    scan(wsus.url)
    entry = wsus.journal(operation="GetConfig")[0]
    assert "GetConfig" in wsus.exchange(entry["sequence"])["request_body"]
    wsus.keep_bodies(0)


def test_actions_of_an_administrator(wsus, scan):
    scan(wsus.url)
    assert wsus.iisreset()["application_starts"] > 1
    assert wsus.stop_pool()["state"] == "stopped"
    assert not wsus.ready()
    assert scan(wsus.url)[0] != 0
    wsus.start_pool()
    assert wsus.ready()
    assert wsus.decline_superseded(dry_run=True)
    computer = wsus.computers()[0]["client_id"]
    wsus.delete_computer(computer)
    with pytest.raises(AdminError) as refused:
        wsus.computer(computer)
    assert refused.value.status == 404


def test_logs_metrics_and_har(wsus, scan):
    scan(wsus.url)
    assert wsus.logs()
    assert "SyncUpdates" in wsus.metrics()
    assert wsus.har()["log"]["version"] == "1.2"
    assert wsus.openapi()["openapi"].startswith("3.1")
    assert wsus.server()


def test_events_come_while_a_scan_runs(wsus, scan):
    events = wsus.events(timeout=30)
    thread = threading.Thread(target=scan, args=(wsus.url,))
    thread.start()
    first = next(event for event in events if event["event"] == "exchange")
    thread.join()
    assert first["data"]["operation"] == "GetConfig"
    events.close()


def test_mistakes_are_told_with_the_servers_sentence(wsus):
    with pytest.raises(AdminError, match="soap_fault") as refused:
        wsus.inject({"soap_fautl": {}})
    assert refused.value.status == 400
    assert wsus.rules() == []


def test_a_wrong_token_is_refused(wsus):
    with pytest.raises(AdminError) as refused:
        AdminClient(wsus.address, "wrong").rules()
    assert refused.value.status == 401


def test_a_server_that_does_not_start_says_why():
    with pytest.raises(StartError, match="--no-such-option"):
        MockWsus(["--no-such-option"])
    with pytest.raises(StartError, match="WSUS_MOCK"):
        MockWsus(program=os.path.join(os.sep, "no", "such", "program"))


def test_addresses_that_are_none_are_refused():
    with pytest.raises(ValueError, match="http://127.0.0.1:8081"):
        AdminClient("127.0.0.1:8081")


USERS_CONFTEST = 'pytest_plugins = ["pytest_wsus_fault_lab"]\n'


def test_a_failed_test_shows_its_exchanges(pytester, wsus_options):
    pytester.makeconftest(USERS_CONFTEST)
    pytester.makepyfile("""
        import urllib.request
        def test_it(wsus):
            urllib.request.urlopen(wsus.url + "/selfupdate/wuident.cab").read()
            assert False, "on purpose"
    """)
    result = pytester.runpytest_subprocess()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*exchanges of wsus-mock*", '*"target": "/selfupdate/wuident.cab"*'])


def test_what_was_expected_is_verified_at_the_end(pytester):
    pytester.makeconftest(USERS_CONFTEST)
    pytester.makepyfile("""
        def test_it(wsus):
            wsus.expect({"calls": [{"operation": "GetConfig"}]})
        def test_twin(wsus):
            pass
    """)
    result = pytester.runpytest_subprocess()
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*the expectations did not hold*"])
