// WindowsUpdate.log of Windows 7, line by line against the documented blocks (wua-behaviour 8.2 and 8.3; KB954960).
#include "client_sim/agent/log_lines.hpp"
#include "client_sim/machine/system/server_policy.hpp"
#include "client_sim/machine/winhttp_proxy.hpp"
#include "tests/unit/client_sim/agent/log_fixture.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace wsus::agent::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::HasSubstr;
using ::testing::Not;

class W7LogTest : public LogFixture {
protected:
  W7LogTest() : LogFixture(machine::Profile::w7) {}

  /// A warm scan that SyncUpdates fails, to its end; the log is that of this scan.
  ScanResult fail_sync(Failure failure) {
    start();
    finish();
    machine.files().write_as_system(machine.agent_log_path(), "");
    start();
    run_to("SyncUpdates");
    give(std::move(failure));
    return finish();
  }
  void answer(ContentReply const& reply) { action = scan->resume(reply); }
};

TEST_F(W7LogTest, FaultOfTheServerIsLoggedInTheOrderOfTheArticle) {
  auto failure = fault("InternalServerError");
  failure.fault.code = wusp::FaultCode::server;
  failure.fault.id = "c0a7445f-b989-43fa-ac20-11f8ca65fa8c";
  failure.status = 200;
  EXPECT_EQ(fail_sync(failure).hresult, hr::pt_soap_server);
  EXPECT_THAT(texts("PT: Synchronizing server updates", "WU client failed"),
              ElementsAreArray(golden("w7_sync_fault.log.txt")));
}

TEST_F(W7LogTest, FaultOfTheClientNamesTheParameter) {
  EXPECT_EQ(fail_sync(sync_fault("parameters.InstalledNonLeafUpdateIDs")).hresult, hr::pt_soap_client);
  EXPECT_THAT(
      texts("SyncUpdates failure", "PTError"),
      ElementsAre("PT\tWARNING: SyncUpdates failure, error = 0x8024400D, soap client error = 7, soap error code = 300, "
                  "HTTP status code = 500",
                  "PT\tWARNING: SOAP Fault: 0x00012c", "PT\tWARNING:     faultstring:Fault occurred",
                  "PT\tWARNING:     ErrorCode:InvalidParameters(7)",
                  "PT\tWARNING:     Message:parameters.InstalledNonLeafUpdateIDs",
                  "PT\tWARNING:     Method:\"http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService/"
                  "SyncUpdates\"",
                  "PT\tWARNING:     ID:8889e6f6-cc94-4b2b-9d0c-9818649a5dfc", "PT\tWARNING: PTError: 0x8024400d"));
}

struct NumberRow {
  std::string error_code;
  std::string printed;
};

TEST_F(W7LogTest, ErrorCodesHaveTheNumberOfTheirPlaceInTheTable) {
  for (auto const& row :
       {NumberRow{"InvalidCookie", "InvalidCookie(1)"}, NumberRow{"ConfigChanged", "ConfigChanged(2)"},
        NumberRow{"RegistrationRequired", "RegistrationRequired(3)"}, NumberRow{"ServerChanged", "ServerChanged(4)"},
        NumberRow{"InternalServerError", "InternalServerError(5)"}, NumberRow{"CookieExpired", "CookieExpired(6)"},
        NumberRow{"InvalidParameters", "InvalidParameters(7)"}, NumberRow{"SomethingElse", "SomethingElse(0)"},
        NumberRow{"", "(null)(0)"}}) {
    machine.data_store() = {};
    start();
    run_to("SyncUpdates");
    give(fault(row.error_code));
    EXPECT_THAT(log_text(), HasSubstr("\tPT\tWARNING:     ErrorCode:" + row.printed + "\r\n"));
  }
}

TEST_F(W7LogTest, FaultcodesThatAreNeitherSideHaveNoNumber) {
  auto failure = fault("SomethingElse");
  failure.fault.code = wusp::FaultCode::other;
  fail_sync(failure);
  EXPECT_THAT(log_text(), HasSubstr("SyncUpdates failure, error = 0x80244007, soap client error = 7, soap error code "
                                    "= 0, HTTP status code = 500\r\n"));
  EXPECT_THAT(log_text(), HasSubstr("\tPT\tWARNING: SOAP Fault: 0x000000\r\n"));
}

TEST_F(W7LogTest, AStatusWithoutAFaultIsOneLine) {
  start();
  give(HttpFailure{502, "Bad Gateway"});
  EXPECT_THAT(texts("GetConfig failure", "_WithRecovery"),
              ElementsAre("PT\tWARNING: GetConfig failure, error = 0x80244021, soap client error = 10, soap error code "
                          "= 0, HTTP status code = 502",
                          "PT\tWARNING: PTError: 0x80244021",
                          "PT\tWARNING: GetConfig_WithRecovery failed: 0x80244021"));
  EXPECT_THAT(log_text(), Not(HasSubstr("SOAP Fault")));
  EXPECT_THAT(log_text(), Not(HasSubstr("Send failed")));
}

TEST_F(W7LogTest, AnAnswerThatCannotBeParsedIsAnErrorOfTheSoapClient) {
  start();
  give(MalformedReply{"no envelope"});
  EXPECT_EQ(result().hresult, 0x8024400AU);
  EXPECT_THAT(log_text(),
              HasSubstr("\tPT\tWARNING: GetConfig failure, error = 0x8024400A, soap client error = 10, soap "
                        "error code = 0, HTTP status code = 200\r\n"));
}

TEST_F(W7LogTest, ACallThatIsNotSentIsToldByMiscAndByTheProtocolTalker) {
  start({.attempts_per_call = 1});
  give(TransportFailure{12002, "no answer"});
  EXPECT_THAT(
      texts("Send failed", "SyncServerUpdatesInternal"),
      ElementsAre(
          "Misc\tWARNING: Send failed with hr = 80072ee2.",
          "Misc\tWARNING: SendRequest failed with hr = 80072ee2. Proxy List used: <(null)> Bypass List used : <(null)> "
          "Auth Schemes used : <>",
          "PT\t  + Last proxy send request failed with hr = 0x80072EE2, HTTP status code = 0",
          "PT\t  + Caller provided proxy = No", "PT\t  + Proxy list used = <NULL>", "PT\t  + Bypass list used = <NULL>",
          "PT\t  + Caller provided credentials = No",
          "PT\tWARNING: GetConfig failure, error = 0x80072EE2, soap client error = 5, soap error code = 0, HTTP status "
          "code = 200",
          "PT\tWARNING: PTError: 0x80072ee2", "PT\tWARNING: GetConfig_WithRecovery failed: 0x80072ee2",
          "PT\tWARNING: Sync of Updates: 0x80072ee2", "PT\tWARNING: SyncServerUpdatesInternal failed: 0x80072ee2"));
}

TEST_F(W7LogTest, ANameThatIsNotResolvedKeepsWinHttpsCodeBesideTheAgents) {
  start({.attempts_per_call = 1});
  give(TransportFailure{12007, "no such name"});
  EXPECT_THAT(log_text(), HasSubstr("\tMisc\tWARNING: Send failed with hr = 80072ee7.\r\n"));
  EXPECT_THAT(log_text(), HasSubstr("Last proxy send request failed with hr = 0x80072EE7, HTTP status code = 0\r\n"));
  EXPECT_THAT(log_text(), HasSubstr("\tPT\tWARNING: GetConfig failure, error = 0x8024402C, "));
  EXPECT_THAT(log_text(), HasSubstr("\tPT\tWARNING: PTError: 0x8024402c\r\n"));
}

TEST_F(W7LogTest, TheProxyThatWasUsedIsNamed) {
  machine::set_winhttp_proxy(machine.registry(), {.servers = "proxy.lab.example:8080", .bypass = "<local>"});
  start({.attempts_per_call = 1});
  give(TransportFailure{12029, "refused"});
  EXPECT_THAT(log_text(), HasSubstr("SendRequest failed with hr = 80072efd. Proxy List used: <proxy.lab.example:8080> "
                                    "Bypass List used : <<local>> Auth Schemes used : <>\r\n"));
  EXPECT_THAT(log_text(), HasSubstr("\tPT\t  + Proxy list used = proxy.lab.example:8080\r\n"));
  EXPECT_THAT(log_text(), HasSubstr("\tPT\t  + Bypass list used = <local>\r\n"));
}

// FM60
TEST_F(W7LogTest, ServersThatThePolicyChangedAreMarked) {
  auto const before = machine::server_policy(machine);
  machine.registry().set_text(machine::keys::policy, "WUServer", "http://other:8530");
  log->server_policy_changed(before);
  EXPECT_THAT(texts("WSUS server", "Sus server"),
              ElementsAre("Agent\t  * WSUS server: http://other:8530 (Changed)",
                          "Agent\t  * WSUS status server: http://wsus.lab.example:8530",
                          "AU\tSus server changed through policy."));
}

TEST_F(W7LogTest, AnotherServerForReportsAloneIsNoOtherServer) {
  auto const before = machine::server_policy(machine);
  machine.registry().delete_value(machine::keys::policy, "WUStatusServer");
  log->server_policy_changed(before);
  EXPECT_THAT(log_text(), HasSubstr("\tAgent\t  * WSUS status server: NULL (Changed)\r\n"));
  EXPECT_THAT(log_text(), Not(HasSubstr("Sus server changed")));
}

TEST_F(W7LogTest, AHealthyScanHasNoLinesOfLaterComponents) {
  server.pages = {{category(1), missing_update(2)}};
  log->service_started();
  start();
  EXPECT_EQ(finish().hresult, hr::ok);
  for (auto const* later : {"WARNING", "FATAL", "\tEP\t", "\tWS\t", "\tIdleTmr\t", "Nws"}) {
    EXPECT_THAT(log_text(), Not(HasSubstr(later)));
  }
  EXPECT_THAT(texts("WU client version", "SusClientId").front(), "Agent\t  * WU client version 7.6.7601.23453");
  auto const id = machine.registry().get_text(machine::keys::windows_update, "SusClientId").value();
  EXPECT_THAT(texts("Initializing simple", "SimpleAuth.asmx"),
              ElementsAre("PT\tInitializing simple targeting cookie, clientId = " + id +
                              ", target group = , DNS name = pc01.lab.example",
                          "PT\t  Server URL = http://wsus.lab.example:8530/SimpleAuthWebService/SimpleAuth.asmx"));
  EXPECT_THAT(log_text(), HasSubstr("\tAgent\t  * Found 1 updates and 1 categories in search; evaluated appl. rules of "
                                    "2 out of 2 deployed entities\r\n"));
  EXPECT_THAT(log_text(), HasSubstr("\tWindows Update Client successfully detected 1 updates.\r\n"));
}

TEST_F(W7LogTest, ARecoveredFaultHasNoProtocolTalkerErrors) {
  start();
  run_to("SyncUpdates");
  give(fault("ConfigChanged"));
  EXPECT_EQ(finish().hresult, hr::ok);
  EXPECT_THAT(log_text(), HasSubstr("ErrorCode:ConfigChanged(2)"));
  EXPECT_THAT(log_text(), Not(HasSubstr("PTError")));
}

TEST_F(W7LogTest, AServersTextCannotWriteLinesOfItsOwn) {
  fail_sync(fault("InvalidParameters", "x\r\n2026-10-04 forged"));
  EXPECT_THAT(log_text(), HasSubstr("\tPT\tWARNING:     Message:x  2026-10-04 forged\r\n"));
}

TEST_F(W7LogTest, TheSelfUpdateCheckNamesTheAgentAndTheSignature) {
  start({.self_update = {.enabled = true}});
  answer(ContentAnswer{.status = 200});
  answer(ContentAnswer{.status = 200, .body = std::string(lab_wuident)});
  EXPECT_EQ(operation_of(action), "GetConfig");
  EXPECT_THAT(
      texts("Checking for agent", "NOT required"),
      ElementsAre("Setup\tChecking for agent SelfUpdate",
                  "Setup\tClient version: Core: 7.6.7601.23453  Aux: 7.6.7601.23453",
                  "Misc\tValidating signature for C:\\Windows\\SoftwareDistribution\\SelfUpdate\\wuident.cab with "
                  "dwProvFlags 0x00000080:",
                  "Misc\t Microsoft signed: NA",
                  "Setup\tWuident for the managed service is valid but not quorum-signed. Skipping selfupdate.",
                  "Setup\tSelfUpdate check completed.  SelfUpdate is NOT required."));
}

TEST_F(W7LogTest, AFailedSelfUpdateCheckIsLoggedAsInTheForums) {
  start({.attempts_per_call = 1, .self_update = {.enabled = true}});
  std::string const url = std::get<FetchContent>(action).request.url;
  answer(TransportFailure{12029, "refused"});
  EXPECT_THAT(
      texts("Send failed", "Skipping scan"),
      ElementsAre(
          "Misc\tWARNING: Send failed with hr = 80072efd.",
          "Misc\tWARNING: SendRequest failed with hr = 80072efd. Proxy List used: <(null)> Bypass List used : <(null)> "
          "Auth Schemes used : <>",
          "Misc\tWARNING: WinHttp: SendRequestUsingProxy failed for <" + url + ">. error 0x80072efd",
          "Misc\tWARNING: WinHttp: SendRequestToServerForFileInformation MakeRequest failed. error 0x80072efd",
          "Misc\tWARNING: WinHttp: SendRequestToServerForFileInformation failed with 0x80072efd",
          "Misc\tWARNING: WinHttp: ShouldFileBeDownloaded failed with 0x80072efd",
          "Misc\tWARNING: DownloadFileInternal failed for " + url + ": error 0x80072efd",
          "Setup\tFATAL: IsUpdateRequired failed with error 0x80072efd",
          "Setup\tWARNING: SelfUpdate: Default Service: IsUpdateRequired failed: 0x80072efd",
          "Agent\t  * WARNING: Skipping scan, self-update check returned 0x80072EFD"));
}

TEST_F(W7LogTest, ARefusedSelfUpdateCheckWasSentAllTheSame) {
  start({.self_update = {.enabled = true}});
  answer(ContentAnswer{.status = 404});
  EXPECT_EQ(result().hresult, 0x80244019U);
  EXPECT_THAT(log_text(), Not(HasSubstr("Send failed")));
  EXPECT_THAT(log_text(), HasSubstr("\tSetup\tFATAL: IsUpdateRequired failed with error 0x80244019\r\n"));
}

// FM76
TEST_F(W7LogTest, ASignatureThatDoesNotCountIsValidatedFirst) {
  start({.self_update = {.enabled = true}});
  answer(ContentAnswer{.status = 200});
  answer(ContentAnswer{.status = 200, .body = "another file"});
  EXPECT_EQ(result().hresult, hr::untrusted_root);
  EXPECT_THAT(texts("Validating signature", "IsUpdateRequired failed with"),
              ElementsAre("Misc\tValidating signature for C:\\Windows\\SoftwareDistribution\\SelfUpdate\\wuident.cab "
                          "with dwProvFlags 0x00000080:",
                          "Misc\t Microsoft signed: NA",
                          "Misc\tWARNING: Error: 0x800b0109 when verifying trust for wuident.cab",
                          "Setup\tFATAL: IsUpdateRequired failed with error 0x800b0109"));
}

// FM66
TEST_F(W7LogTest, AServiceThatStopsWritesItsLastLine) {
  log->service_stopped();
  EXPECT_THAT(lines(), ElementsAre(HasSubstr("\tService\t** END ** Service: Service exit [Exit code = 0x240001]")));
}

TEST_F(W7LogTest, LinesHaveTheColumnsOfTheTextLogs) {
  log->service_started();
  auto const ids = log_ids(machine.options().seed);
  EXPECT_EQ(lines().front(),
            fmt::format("2026-10-04\t16:00:00:000\t{:>4}\t{:x}\tService\t** START **  Service: Service "
                        "startup",
                        ids.process, ids.thread));
}

}  // namespace
}  // namespace wsus::agent::testing
