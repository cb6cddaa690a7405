// WindowsUpdate.log, line by line against the documented blocks (golden files in this folder: component and text; seed
// 0 with its server, client and ids replaced and its misprints put right, then the lines of wua-behaviour 8.3).
#include "client_sim/agent/log_lines.hpp"
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
using ::testing::SizeIs;
using ::testing::StartsWith;

class W8LogTest : public LogFixture {
protected:
  W8LogTest() : LogFixture(machine::Profile::w8) {}
};
class W10LogTest : public LogFixture {
protected:
  W10LogTest() : LogFixture(machine::Profile::w10) {}
};

TEST_F(W8LogTest, FaultOfSyncUpdatesIsLoggedInTheOrderOfTheArticle) {
  machine.data_store().operation_number = 583;
  start();
  run_to("SyncUpdates");
  give(sync_fault("parameters.OtherCachedUpdateIDs"));
  EXPECT_THAT(texts("operation # 584", "WU client failed"), ElementsAreArray(golden("w8_sync_fault.log.txt")));
}

TEST_F(W8LogTest, FaultOfSimpleAuthIsLoggedInTheOrderOfTheArticle) {
  machine.registry().delete_value(machine::keys::windows_update, "SusClientId");
  machine.registry().set_text(machine::keys::policy, "TargetGroup", "special-01");
  start();
  run_to("GetAuthorizationCookie");
  auto failure = fault("InternalServerError");
  failure.fault.code = wusp::FaultCode::server;
  failure.fault.id = "9f8e13ac-3a64-41c6-a40b-cad7913fc1bb";
  failure.fault.method =
      "\"http://www.microsoft.com/SoftwareDistribution/Server/SimpleAuthWebService/GetAuthorizationCookie\"";
  give(failure);
  EXPECT_EQ(result().hresult, hr::pt_soap_fault);
  EXPECT_THAT(texts("PT: Synchronizing server updates", "NwsCallWithRetries"),
              ElementsAreArray(golden("w8_simple_auth_fault.log.txt")));
}

TEST_F(W10LogTest, ACategoryScanThatIsRefusedIsGivenUpInTwoLines) {
  start({.categories = {{0, guid(70)}}});
  run_to("StartCategoryScan");
  give(fault("InvalidParameters", "requestedCategories"));
  EXPECT_THAT(texts("StartCategoryScan failed", "full catalog sync"),
              ElementsAre("ProtocolTalker\tStartCategoryScan failed [80240436]",
                          "ProtocolTalker\tServer does not support CatScan. Falling back to full catalog sync..."));
  EXPECT_EQ(finish().hresult, hr::ok);
}

TEST_F(W10LogTest, AServerThatIsTooOldForCategoryScansIsNamedAndNotAsked) {
  server.config.protocol_version = "3.0";
  start({.categories = {{0, guid(70)}}});
  finish();
  EXPECT_THAT(log_text(), HasSubstr("fast AppCatSan-- assuming full scan required"));
  EXPECT_THAT(log_text(), Not(HasSubstr("does not support CatScan")));
}

TEST_F(W10LogTest, AScanWithoutCategoriesSaysNothingAboutThem) {
  start();
  finish();
  EXPECT_THAT(log_text(), Not(HasSubstr("AppCatSan")));
  EXPECT_THAT(log_text(), Not(HasSubstr("CatScan")));
}

/// A scan of a machine that has an update with a file meets a fault of this ErrorCode at SyncUpdates.
class W8LogRecoveryTest : public W8LogTest {
protected:
  void meet(std::string const& error_code) {
    server.pages = {{missing_update(5)}};
    start();
    finish();
    ASSERT_THAT(machine.data_store().updates, ::testing::SizeIs(1));
    machine.data_store().updates.edit().begin()->second.details =
        machine::UpdateDetails{.files = {{.sha1 = std::string(20, 'a')}}};
    machine.files().write_as_system(machine.agent_log_path(), "");
    start();
    run_to("SyncUpdates");
    give(fault(error_code));
  }
  std::string const expired = "WARNING: Cached cookie has expired or new PID is available";
};

TEST_F(W8LogRecoveryTest, ACookieThatIsAskedForAnewIsCalledExpired) {
  ASSERT_NO_FATAL_FAILURE(meet("CookieExpired"));
  EXPECT_EQ(operation_of(action), "GetAuthorizationCookie");
  EXPECT_THAT(log_text(), HasSubstr(expired));
}

TEST_F(W8LogRecoveryTest, ACookieThatStaysWhileLocationsAreAskedForIsNot) {
  ASSERT_NO_FATAL_FAILURE(meet("FileLocationChanged"));
  EXPECT_EQ(operation_of(action), "GetFileLocations");
  EXPECT_THAT(log_text(), ::testing::Not(HasSubstr(expired)));
}

TEST_F(W8LogTest, OnlyTheAnswerOfSimpleAuthIsReadByAnotherThread) {
  start();
  finish();
  auto const ids = log_ids(machine.options().seed);
  for (auto const& line : lines()) {
    bool const reads_answer = line.find("not xpress encoded") != std::string::npos;
    auto const thread = fmt::format("\t{}\t{:x}\t", ids.process, reads_answer ? ids.reply_thread : ids.thread);
    EXPECT_THAT(line, HasSubstr(thread));
  }
}

TEST_F(W8LogTest, AnAnswerOfSimpleAuthInXpressIsReadWithoutALine) {
  for (bool const xpress : {true, false}) {
    SCOPED_TRACE(xpress);
    machine.data_store() = {};
    start();
    run_to("GetAuthorizationCookie");
    action = scan->resume(server.answer(std::get<AddressedCall>(action).call), {.xpress = xpress});
    EXPECT_THAT(block(lines(), "not xpress encoded", "not xpress encoded"), SizeIs(xpress ? 0 : 1));
  }
}

TEST_F(W8LogTest, FailedAutomaticSearchEndsWithTheTextsOfAutomaticUpdates) {
  start();
  run_to("SyncUpdates");
  give(sync_fault("parameters.OtherCachedUpdateIDs"));
  auto const text = texts("RESUMED", "#############");
  ASSERT_GE(text.size(), 6U);
  EXPECT_EQ(text[1], "AU\t  # WARNING: Search callback failed, result = 0x80244007");
  EXPECT_EQ(text[2], "AU\t  # WARNING: Failed to find updates with error code 80244007");
  EXPECT_EQ(text[3], "AU\t#########");
  EXPECT_THAT(text[4], StartsWith("AU\t##  END  ##  AU: Search for updates [CallId = {"));
  EXPECT_EQ(text[5], "AU\t#############");
}

TEST_F(W8LogTest, RecoveredFaultHasNoProtocolTalkerErrors) {
  start();
  run_to("SyncUpdates");
  give(fault("ConfigChanged"));
  finish();
  EXPECT_THAT(log_text(), HasSubstr("Soap fault detail: errorCode='ConfigChanged'"));
  EXPECT_THAT(log_text(), Not(HasSubstr("PTError")));
  EXPECT_THAT(log_text(), Not(HasSubstr("Failed to synchronize")));
}

TEST_F(W8LogTest, HealthyScanHasNoWarnings) {
  server.pages = {{category(1), missing_update(2)}};
  start();
  finish();
  EXPECT_THAT(log_text(), Not(HasSubstr("WARNING")));
  EXPECT_THAT(log_text(), Not(HasSubstr("FATAL")));
  EXPECT_THAT(log_text(), HasSubstr("  * Added update {" + to_upper_string(guid(2)) + "}.100 to search result\r\n"));
  EXPECT_THAT(log_text(), HasSubstr("  * Found 1 updates and 1 categories in search; evaluated appl. rules of 2 out of "
                                    "2 deployed entities\r\n"));
  EXPECT_THAT(log_text(), HasSubstr("\tWindows Update Client successfully detected 1 updates.\r\n"));
}

TEST_F(W8LogTest, TripLimitIsNamed) {
  server.pages = {{category(1)}, {category(2)}};
  start({.max_server_trips = 1});
  finish();
  auto const text = block(lines(), "Exceeded", "Failed to synchronize");
  ASSERT_EQ(text.size(), 4U);
  EXPECT_THAT(text[0], HasSubstr("\tPT\tWARNING: Exceeded max server round trips: 0x80244010"));
  EXPECT_THAT(text[1], HasSubstr("\tPT\tWARNING: Sync of Updates: 0x80244010"));
  EXPECT_THAT(text[2], HasSubstr("\tPT\tWARNING: SyncServerUpdatesInternal failed: 0x80244010"));
  EXPECT_THAT(text[3], HasSubstr("\tAgent\t  * WARNING: Failed to synchronize, error = 0x80244010"));
}

TEST_F(W8LogTest, UpdatesThatCannotBeStoredAreNamedInPlaceOfTheCall) {
  auto broken = category(1);
  broken.received.action = "";
  server.pages = {{broken}};
  start();
  finish();
  auto const text = block(lines(), "PopulateDataStore", "Failed to synchronize");
  ASSERT_EQ(text.size(), 4U);
  EXPECT_THAT(text[0], HasSubstr("\tPT\tWARNING: PopulateDataStore failed: 0x80070057"));
  EXPECT_THAT(text[1], HasSubstr("\tPT\tWARNING: Sync of Updates: 0x80070057"));
}

TEST_F(W8LogTest, RedirectLoopKeepsTheTransportsOwnCodeBesideTheFinalOne) {
  start();
  give(TransportFailure{.error = 12156, .what = "11 redirects", .redirect_loop = true});
  auto const url = std::string(client_url);
  EXPECT_THAT(texts("Nws Failure", "OnCallFailure"),
              ElementsAre("WS\tWARNING: Nws Failure: errorCode=0x803d000e",
                          "WS\tWARNING: There was an error communicating with the endpoint at '" + url + "'.",
                          "WS\tWARNING: The HTTP redirect request failed",
                          "WS\tWARNING: Original error code: 0x80072f7c",
                          "WS\tFATAL: OnCallFailure failed with hr=0X80244007"));
}

TEST_F(W8LogTest, WithoutAProxyItIsSaidThatThereIsNone) {
  log->service_started();
  start();
  run_to("GetCookie");
  EXPECT_THAT(log_text(), HasSubstr("\tAgent\t  * Access type: No proxy\r\n"));
  EXPECT_THAT(log_text(), HasSubstr("\tWS\tProxy List: '(null)', Bypass List: '(null)'.\r\n"));
  EXPECT_THAT(log_text(), HasSubstr("No proxy settings for this web service call."));
  EXPECT_THAT(log_text(), Not(HasSubstr("Named proxy")));
}

TEST_F(W8LogTest, TheWinHttpProxyIsNamedAtTheServiceStartAndAtTheCall) {
  machine::set_winhttp_proxy(machine.registry(), {.servers = "proxy.lab.example:8080", .bypass = "<local>"});
  log->service_started();
  start();
  run_to("GetCookie");
  EXPECT_THAT(texts("Access type", "Network state"),
              ElementsAre("Agent\t  * Access type: Named proxy", "Agent\t  * Default proxy: proxy.lab.example:8080",
                          "Agent\t  * Default proxy bypass: <local>", "Agent\t  * Network state: Connected"));
  EXPECT_THAT(texts("Proxy List", "auth scheme"),
              ElementsAre("WS\tProxy List: 'proxy.lab.example:8080', Bypass List: '<local>'.",
                          "WS\tCurrent service auth scheme='None'."));
  EXPECT_THAT(log_text(), Not(HasSubstr("No proxy settings")));
}

TEST_F(W8LogTest, AProxyWithoutBypassHasNullForIt) {
  machine::set_winhttp_proxy(machine.registry(), {.servers = "proxy.lab.example:8080"});
  log->service_started();
  start();
  run_to("GetCookie");
  EXPECT_THAT(log_text(), HasSubstr("\tAgent\t  * Default proxy bypass: (null)\r\n"));
  EXPECT_THAT(log_text(), HasSubstr("Proxy List: 'proxy.lab.example:8080', Bypass List: '(null)'."));
}

TEST_F(W8LogTest, TheUsersProxyIsNoBusinessOfTheAgent) {
  machine.registry().set_dword(machine::keys::user_internet_settings, "ProxyEnable", 1);
  machine.registry().set_text(machine::keys::user_internet_settings, "ProxyServer", "proxy.lab.example:8080");
  log->service_started();
  start();
  run_to("GetCookie");
  EXPECT_THAT(log_text(), HasSubstr("Access type: No proxy"));
  EXPECT_THAT(log_text(), Not(HasSubstr("proxy.lab.example")));
}

TEST_F(W8LogTest, RedirectLoopHasNoFaultLines) {
  start({.attempts_per_call = 1});
  give(TransportFailure{.error = 12156, .what = "11 redirects", .redirect_loop = true});
  EXPECT_THAT(log_text(), Not(HasSubstr("fault")));
  EXPECT_THAT(log_text(), HasSubstr("PTError: 0x80244007"));
}

TEST_F(W8LogTest, ServiceStartNamesIdentityAndServer) {
  log->service_started();
  auto const id = machine.registry().get_text(machine::keys::windows_update, "SusClientId").value();
  EXPECT_THAT(log_text(), HasSubstr("\tAgent\t  * SusClientId = '" + id + "'\r\n"));
  EXPECT_THAT(log_text(), HasSubstr("\tAgent\t  * WSUS server: http://wsus.lab.example:8530\r\n"));
}

TEST_F(W10LogTest, FaultOfSyncUpdatesIsLoggedInTheOrderOfTheArticle) {
  machine.data_store().operation_number = 193;
  start();
  run_to("SyncUpdates");
  give(sync_fault("parameters.InstalledNonLeafUpdateIDs"));
  EXPECT_THAT(texts("operation # 195", "RefCount"), ElementsAreArray(golden("w10_sync_fault.log.txt")));
}

TEST_F(W10LogTest, MalformedAnswerIsAFailedWebServiceCall) {
  start();
  give(MalformedReply{"no envelope"});
  EXPECT_THAT(log_text(), HasSubstr("WebServices     *FAILED* [80240439] Web service call\r\n"));
  EXPECT_THAT(log_text(), HasSubstr("ProtocolTalker  *FAILED* [80240439] GetConfig_WithRecovery failed\r\n"));
}

TEST_F(W10LogTest, TimeOutIsToldByTheWebServicesComponent) {
  start({.attempts_per_call = 1});
  give(TransportFailure{12002, "timed out"});
  auto const text = block(lines(), "WS error", "Proxy auth");
  ASSERT_EQ(text.size(), 8U);
  EXPECT_THAT(text[0], HasSubstr("WS error: There was an error communicating with the endpoint at "
                                 "'http://wsus.lab.example:8530/ClientWebService/client.asmx'."));
  EXPECT_THAT(text[3], HasSubstr("WS error: The operation timed out"));
  EXPECT_THAT(text[4], HasSubstr("WS error: Original error code: 0x80072ee2"));
  EXPECT_THAT(text[5], HasSubstr("Web service call failed with hr = 80072ee2."));
}

TEST_F(W10LogTest, WarmScanReusesConfigurationAndCookie) {
  start();
  finish();
  EXPECT_THAT(log_text(), Not(HasSubstr("OK to reuse existing configuration")));
  start();
  finish();
  EXPECT_THAT(log_text(), HasSubstr("OK to reuse existing configuration"));
  EXPECT_THAT(log_text(), HasSubstr("Existing cookie is valid, just use it"));
  EXPECT_THAT(log_text(), HasSubstr("Exit code = 0x00000000"));
}

TEST_F(W10LogTest, ServersTextCannotWriteLinesOfItsOwn) {
  start();
  run_to("SyncUpdates");
  give(fault("InvalidParameters", "x\r\n2026/10/04 forged\x1b[31m<b>"));
  finish();
  for (auto const& line : lines()) EXPECT_THAT(line, Not(StartsWith("2026/10/04 forged")));
  EXPECT_THAT(log_text(), HasSubstr("<Message>x  2026/10/04 forged [31m&lt;b&gt;</Message>"));
}

TEST(LogColumns, AreThoseOfTheGenerations) {
  auto const time = at("2015-10-30T17:12:53.9801234Z");
  EXPECT_EQ(text_line(time, 880, 0x1160, "IdleTmr", "text"), "2015-10-30\t17:12:53:980\t 880\t1160\tIdleTmr\ttext\r\n");
  EXPECT_EQ(w10_line(time, 5000, 5160, "Agent", "text"),
            "2015/10/30 17:12:53.9801234 5000  5160  Agent           text\r\n");
  EXPECT_EQ(w10_line(time, 20168, 1840, "ProtocolTalker", "text"),
            "2015/10/30 17:12:53.9801234 20168 1840  ProtocolTalker  text\r\n");
}

TEST(LogColumns, CutWhatIsTooLong) {
  EXPECT_LT(text_line(at("2015-10-30T17:12:53Z"), 1, 2, "WS", std::string(100'000, 'x')).size(), 8300U);
}

TEST(LogColumns, OffsetIsWrittenAsSignAndFourDigits) {
  EXPECT_EQ(offset_text(std::chrono::minutes(60)), "+0100");
  EXPECT_EQ(offset_text(std::chrono::minutes(-210)), "-0330");
  EXPECT_EQ(offset_text(std::chrono::minutes(0)), "+0000");
}

TEST(LogIdsOfAMachine, AreStableAndDifferentForSeeds) {
  EXPECT_EQ(log_ids(7).process, log_ids(7).process);
  EXPECT_EQ(log_ids(7).thread, log_ids(7).thread);
  EXPECT_NE(log_ids(7).process, log_ids(8).process);
  EXPECT_EQ(log_ids(7).process % 4, 0U);
}

TEST_F(W8LogTest, TimesAreLocal) {
  log->service_started();
  EXPECT_THAT(log_text(), StartsWith("2026-10-04\t16:00:00:000\t"));
}

}  // namespace
}  // namespace wsus::agent::testing
