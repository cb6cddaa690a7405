// A simulated PC over real sockets.
#include "client_sim/app/simulated_pc.hpp"

#include "client_sim/configmgr/scan_caller.hpp"
#include "client_sim/machine/winhttp_proxy.hpp"
#include "tests/unit/client_sim/app/fake_wsus.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <memory>

namespace wsus::client {
namespace {

using test::captured_fault;
using test::FakeWsus;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

wusp::UtcTime const start_time = *wusp::parse_xsd_date_time("2026-10-04T15:03:36Z");

std::vector<std::string> operations_of(report::ScanReport const& report) {
  std::vector<std::string> result;
  for (auto const& call : report.calls) result.push_back(call.operation);
  return result;
}

TEST(SimulatedPc, ScansAnEmptyCatalogueFromColdOverOneConnection) {
  FakeWsus server;
  wusp::ManualClock const clock(start_time);
  SimulatedPc pc({.server_url = server.url()}, clock);
  auto const& report = pc.scan();
  EXPECT_EQ(report.result.hresult, agent::hr::ok) << report.result.message;
  auto const expected = ElementsAre("GetConfig", "GetAuthorizationCookie", "GetCookie", "RegisterComputer",
                                    "SyncUpdates", "SyncUpdates", "ReportEventBatch");
  EXPECT_THAT(server.operations(), expected);
  EXPECT_THAT(operations_of(report), expected);
  EXPECT_EQ(server.connections(), 1);
}

TEST(SimulatedPc, RecordsServiceAddressAndStatusOfEveryCall) {
  FakeWsus server;
  wusp::ManualClock const clock(start_time);
  SimulatedPc pc({.server_url = server.url()}, clock);
  auto const& calls = pc.scan().calls;
  ASSERT_THAT(calls, SizeIs(7));
  EXPECT_EQ(calls[0].service, "ClientWebService");
  EXPECT_EQ(calls[0].url, server.url() + "/ClientWebService/client.asmx");
  EXPECT_EQ(calls[0].status, 200u);
  EXPECT_FALSE(calls[0].error_code);
  EXPECT_EQ(calls[1].service, "SimpleAuthWebService");
  EXPECT_EQ(calls[1].url, server.url() + "/SimpleAuthWebService/SimpleAuth.asmx");
  EXPECT_EQ(calls[6].url, server.url() + "/ReportingWebService/ReportingWebService.asmx");
}

std::string handler_log_of(SimulatedPc& pc) {
  return pc.machine().files().read_as_system(configmgr::handler_log).value_or("");
}

TEST(SimulatedPc, ScansInTheNameOfConfigurationManagerAndKeepsItsLogs) {
  FakeWsus server({{"SyncUpdates", captured_fault()}});
  wusp::ManualClock const clock(start_time);
  SimulatedPc pc({.profile = machine::Profile::w8, .server_url = server.url()}, clock);
  pc.scan_for_configmgr({.update_point = server.url()});
  EXPECT_EQ(pc.scan().result.hresult, agent::hr::pt_soap_fault);
  EXPECT_THAT(handler_log_of(pc), HasSubstr("OnSearchComplete - Failed to end search job. Error = 0x80244007."));
  auto const agent_log = pc.machine().files().read_as_system(pc.machine().agent_log_path()).value_or("");
  EXPECT_THAT(agent_log, HasSubstr("Finding updates [CallerId = CcmExec]"));
}

TEST(SimulatedPc, WithoutConfigurationManagerHasNoneOfItsLogs) {
  FakeWsus server;
  wusp::ManualClock const clock(start_time);
  SimulatedPc pc({.server_url = server.url()}, clock);
  EXPECT_EQ(pc.scan().result.hresult, agent::hr::ok);
  EXPECT_EQ(handler_log_of(pc), "");
}

TEST(SimulatedPc, AsksNobodyWhenTheDomainOverrulesTheUpdatePoint) {
  FakeWsus server;
  wusp::ManualClock const clock(start_time);
  SimulatedPc pc({}, clock);
  auto outside = std::make_shared<machine::LabNetwork>();
  outside->domain_policy = {
      {std::string(machine::keys::policy), "WUServer", {.type = "REG_SZ", .text = "http://other.lab.example:8530"}}};
  pc.machine().network().outside = outside;
  pc.scan_for_configmgr({.update_point = server.url()});
  auto const& report = pc.scan();
  EXPECT_EQ(report.result.hresult, configmgr::group_policy_conflict);
  EXPECT_THAT(report.calls, IsEmpty());
  EXPECT_THAT(server.operations(), IsEmpty());
}

TEST(HttpOptions, OfRedirectsAreThoseOfTheAgent) {
  transport::RedirectRules const defaults;
  auto const plain = with_options({.max_body = 7}, {}).redirects;
  EXPECT_EQ(with_options({.max_body = 7}, {}).max_body, 7U);
  EXPECT_EQ(plain.limit, defaults.limit);
  EXPECT_EQ(plain.https_to_http, defaults.https_to_http);
  EXPECT_EQ(plain.found, defaults.found);
  auto const changed =
      with_options({}, {.redirect_limit = 3, .redirects_keep_post = true, .follow_https_to_http = true});
  EXPECT_EQ(changed.redirects.limit, 3U);
  EXPECT_TRUE(changed.redirects.https_to_http);
  for (auto const method : {changed.redirects.moved_permanently, changed.redirects.found, changed.redirects.see_other})
    EXPECT_EQ(method, transport::RedirectMethod::keeps);
}

TEST(SimulatedPc, SkipsTheHandshakeWhenWarm) {
  FakeWsus server;
  wusp::ManualClock const clock(start_time);
  SimulatedPc pc({.server_url = server.url()}, clock);
  ASSERT_EQ(pc.scan().result.hresult, agent::hr::ok);
  EXPECT_THAT(operations_of(pc.scan()), ElementsAre("SyncUpdates", "SyncUpdates", "ReportEventBatch"));
  EXPECT_THAT(pc.scans(), SizeIs(2));
  EXPECT_EQ(server.connections(), 2) << "one a scan";
}

TEST(SimulatedPc, EndsWith0x80244007AtTheCapturedFault) {
  FakeWsus server({{"SyncUpdates", captured_fault()}});
  wusp::ManualClock const clock(start_time);
  SimulatedPc pc({.server_url = server.url()}, clock);
  auto const& report = pc.scan();
  EXPECT_EQ(report.result.hresult, 0x80244007u);
  ASSERT_TRUE(report.result.last_fault);
  EXPECT_EQ(report.result.last_fault->error_code, "InvalidParameters");
  ASSERT_THAT(report.calls, SizeIs(6));
  EXPECT_EQ(report.calls[4].operation, "SyncUpdates");
  EXPECT_EQ(report.calls[4].status, 500u);
  EXPECT_EQ(report.calls[4].error_code, "InvalidParameters");
  EXPECT_FALSE(report.calls[5].error_code);
}

TEST(SimulatedPc, EndsWith0x8024401FAtStatus500WithoutAFault) {
  FakeWsus server({{"SyncUpdates", transport::test::answer("<html/>", "", "500 Internal Server Error")}});
  wusp::ManualClock const clock(start_time);
  SimulatedPc pc({.server_url = server.url()}, clock);
  EXPECT_EQ(pc.scan().result.hresult, 0x8024401Fu);
}

TEST(SimulatedPc, RecordsACallThatGotNoAnswer) {
  wusp::ManualClock const clock(start_time);
  boost::asio::io_context io;
  boost::asio::ip::tcp::socket const bound(io, {boost::asio::ip::address_v4::loopback(), 0});  // does not listen
  SimulatedPc pc({.server_url = fmt::format("http://127.0.0.1:{}", bound.local_endpoint().port())}, clock);
  auto const& report = pc.scan();
  EXPECT_NE(report.result.hresult, agent::hr::ok);
  ASSERT_THAT(report.calls, Not(IsEmpty()));
  EXPECT_FALSE(report.calls[0].status);
}

TEST(SimulatedPc, ARedirectLoopIsElevenRequestsAndNoMore) {
  FakeWsus server({{"GetConfig", transport::test::answer("", "Location: /again\r\n", "302 Found")}});
  wusp::ManualClock const clock(start_time);
  SimulatedPc pc({.server_url = server.url()}, clock);
  auto const& report = pc.scan();
  EXPECT_EQ(report.result.hresult, 0x80244007u);
  ASSERT_FALSE(report.result.chain.empty());
  EXPECT_EQ(report.result.chain.front().code, 0x80072F7Cu);
  EXPECT_FALSE(report.result.last_fault);
  EXPECT_THAT(server.requests(), SizeIs(11));
  ASSERT_THAT(report.calls, SizeIs(11));
  EXPECT_EQ(report.calls[0].url, server.url() + "/ClientWebService/client.asmx");
  EXPECT_EQ(report.calls[10].url, server.url() + "/again");
  for (auto const& call : report.calls) EXPECT_EQ(call.status, 302u);
}

TEST(SimulatedPc, ARedirectThatKeepsTheMethodIsFollowedAndTheScanSucceeds) {
  FakeWsus target;
  transport::test::ScriptedServer moved([&](std::string const& request) {
    auto const path = request.substr(5, request.find(' ', 5) - 5);
    return transport::test::answer("", "Location: " + target.url() + path + "\r\n", "307 Temporary Redirect");
  });
  wusp::ManualClock const clock(start_time);
  SimulatedPc pc({.server_url = moved.url("")}, clock);
  auto const& report = pc.scan();
  EXPECT_EQ(report.result.hresult, agent::hr::ok) << report.result.message;
  EXPECT_THAT(target.operations(), SizeIs(7));
  EXPECT_THAT(report.calls, SizeIs(14)) << "each call and its redirect";
}

TEST(SimulatedPc, GoesThroughItsWinHttpProxy) {
  FakeWsus proxy;
  wusp::ManualClock const clock(start_time);
  SimulatedPc pc({.server_url = "http://wsus.lab.example:8530"}, clock);
  auto const address = proxy.url().substr(std::string_view("http://").size());
  machine::set_winhttp_proxy(pc.machine().registry(), {.servers = address});
  EXPECT_EQ(pc.scan().result.hresult, agent::hr::ok);
  ASSERT_THAT(proxy.requests(), SizeIs(7));
  EXPECT_THAT(proxy.requests()[0],
              testing::StartsWith("POST http://wsus.lab.example:8530/ClientWebService/client.asmx HTTP/1.1\r\n"));
}

TEST(SimulatedPc, InANetworkOfTheLabReachesWhatListensThere) {
  FakeWsus server;
  auto const port = static_cast<std::uint16_t>(std::stoul(server.url().substr(server.url().rfind(':') + 1)));
  auto const outside = std::make_shared<machine::LabNetwork>();
  outside->dns.set("wsus.lab.example", {.address = "127.8.53.10"});
  outside->listeners[{"127.8.53.10", 8530}] = {"127.0.0.1", port};
  wusp::ManualClock const clock(start_time);
  SimulatedPc pc({.server_url = "http://wsus.lab.example:8530"}, clock);
  pc.machine().network().outside = outside;
  EXPECT_EQ(pc.scan().result.hresult, agent::hr::ok);
  EXPECT_THAT(server.requests()[0], HasSubstr("Host: wsus.lab.example:8530\r\n"));
  outside->listeners.clear();
  auto const& report = pc.scan();
  EXPECT_EQ(report.result.hresult, 0x80072EFDu);
}

TEST(SimulatedPc, SendsTheHeadersOfItsProfile) {
  FakeWsus server;
  wusp::ManualClock const clock(start_time);
  SimulatedPc old_pc({.profile = machine::Profile::w8, .server_url = server.url()}, clock);
  ASSERT_EQ(old_pc.scan().result.hresult, agent::hr::ok);
  for (auto const& request : server.requests()) {
    EXPECT_THAT(request, HasSubstr("User-Agent: Windows-Update-Agent\r\n"));
    EXPECT_THAT(request, Not(HasSubstr("MS-CV")));
    EXPECT_THAT(request, Not(HasSubstr("ProductsParameters")));
  }
}

TEST(SimulatedPc, CorrelatesTheClientServiceOnlyAndTheSameWayWithTheSameSeed) {
  wusp::ManualClock const clock(start_time);
  std::vector<std::string> vectors;
  for (int run = 0; run < 2; ++run) {
    FakeWsus server;
    SimulatedPc pc({.server_url = server.url()}, clock);
    ASSERT_EQ(pc.scan().result.hresult, agent::hr::ok);
    auto const requests = server.requests();
    ASSERT_THAT(requests, SizeIs(7));
    EXPECT_THAT(requests[1], Not(HasSubstr("MS-CV")));
    EXPECT_THAT(requests[6], Not(HasSubstr("MS-CV")));
    auto const begin = requests[0].find("MS-CV: ");
    ASSERT_NE(begin, std::string::npos);
    vectors.push_back(requests[0].substr(begin, requests[0].find("\r\n", begin) - begin));
  }
  EXPECT_EQ(vectors[0], vectors[1]);
}

TEST(SimulatedPc, WritesTheAgentsLog) {
  FakeWsus server({{"SyncUpdates", captured_fault()}});
  wusp::ManualClock const clock(start_time);
  SimulatedPc pc({.profile = machine::Profile::w8, .server_url = server.url()}, clock);
  static_cast<void>(pc.scan());
  auto const log = pc.machine().files().read_as_system(pc.machine().agent_log_path());
  ASSERT_TRUE(log);
  EXPECT_THAT(*log, HasSubstr("OnCallFailure failed with hr=0X80244007"));
}

TEST(SimulatedPc, DetectNowStartsAScan) {
  FakeWsus server;
  wusp::ManualClock const clock(start_time);
  SimulatedPc pc({.server_url = server.url()}, clock);
  auto const result = pc.type_command("wuauclt /detectnow");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.output, "");
  ASSERT_THAT(pc.scans(), SizeIs(1));
  EXPECT_EQ(pc.scans()[0].result.hresult, agent::hr::ok);
}

TEST(SimulatedPc, ResetAuthorizationDropsTheCookieAndNothingElse) {
  FakeWsus server;
  wusp::ManualClock const clock(start_time);
  SimulatedPc pc({.server_url = server.url()}, clock);
  static_cast<void>(pc.scan());
  ASSERT_TRUE(pc.machine().data_store().cookie);
  pc.type_command("wuauclt /resetauthorization");
  EXPECT_FALSE(pc.machine().data_store().cookie);
  EXPECT_TRUE(pc.machine().data_store().config);
  EXPECT_THAT(operations_of(pc.scan()), testing::Contains("GetCookie"));
}

std::optional<std::string> client_id(SimulatedPc& pc) {
  return pc.machine().registry().get_text(machine::keys::windows_update, "SusClientId");
}

constexpr auto key = R"("HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate")";

TEST(SimulatedPc, MakesANewIdentityWhenTheServiceStartsWithoutOne) {
  wusp::ManualClock const clock(start_time);
  SimulatedPc pc({}, clock);
  auto const before = client_id(pc);
  ASSERT_TRUE(before);
  pc.type_command("net stop wuauserv");
  EXPECT_EQ(pc.type_command(std::string("reg delete ") + key + " /v SusClientId /f").exit_code, 0);
  EXPECT_EQ(pc.type_command(std::string("reg delete ") + key + " /v SusClientIDValidation /f").exit_code, 0);
  ASSERT_FALSE(client_id(pc));
  pc.type_command("net start wuauserv");
  ASSERT_TRUE(client_id(pc));
  EXPECT_NE(client_id(pc), before);
}

TEST(SimulatedPc, KeepsAnIdentityThatLostItsClientIdOnly) {
  wusp::ManualClock const clock(start_time);
  SimulatedPc pc({}, clock);
  pc.type_command("net stop wuauserv");
  pc.type_command(std::string("reg delete ") + key + " /v SusClientId /f");
  pc.type_command("net start wuauserv");
  EXPECT_FALSE(client_id(pc));
}

TEST(SimulatedPc, KeepsItsIdentityOverARestartOfTheService) {
  wusp::ManualClock const clock(start_time);
  SimulatedPc pc({}, clock);
  auto const before = client_id(pc);
  pc.type_command("net stop wuauserv && net start wuauserv");
  EXPECT_EQ(client_id(pc), before);
}

TEST(SimulatedPc, DoesNotSendAnythingWhileTheServiceIsStopped) {
  FakeWsus server;
  wusp::ManualClock const clock(start_time);
  SimulatedPc pc({.server_url = server.url()}, clock);
  pc.type_command("net stop wuauserv");
  EXPECT_NE(pc.scan().result.hresult, agent::hr::ok);
  EXPECT_THAT(server.requests(), IsEmpty());
}

}  // namespace
}  // namespace wsus::client
