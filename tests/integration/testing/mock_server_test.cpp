// MockServer over real sockets: where it is, what it is told, what it tells.
#include "tests/support/raw_http.hpp"

#include <wsuslab/mock_server.hpp>
#include <wsuslab/simulated_pc.hpp>

#include <gmock/gmock.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace wsuslab {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;
using testing::ThrowsMessage;

std::vector<std::string> operations_of(std::vector<Exchange> const& journal) {
  std::vector<std::string> names;
  for (auto const& exchange : journal) names.push_back(exchange.operation);
  return names;
}

TEST(MockServer, ListensOnAPortOfItsOwn) {
  MockServer one;
  MockServer other;
  EXPECT_NE(one.port(), 0);
  EXPECT_NE(one.port(), other.port());
  EXPECT_EQ(one.url(), "http://127.0.0.1:" + std::to_string(one.port()));
  EXPECT_EQ(one.https_port(), 0);
  EXPECT_EQ(one.https_url(), "");
  EXPECT_EQ(one.lab_authority(), "");
}

TEST(MockServer, SeveralShareNothing) {
  MockServer broken({.faults = {faults::http_status(503)}});
  MockServer sound;
  SimulatedPc of_broken(broken);
  SimulatedPc of_sound(sound);
  EXPECT_FALSE(of_broken.scan().succeeded());
  EXPECT_TRUE(of_sound.scan().succeeded());
  EXPECT_EQ(sound.counter("injected"), 0U);
  EXPECT_EQ(broken.counter("operation.SyncUpdates"), 0U);
}

TEST(MockServer, ManyServeScansAtTheSameTime) {
  constexpr int servers = 8;
  std::atomic<int> succeeded = 0;
  std::vector<std::jthread> threads;
  for (int i = 0; i < servers; ++i) {
    threads.emplace_back([&succeeded] {
      MockServer server({.time = Time::simulated});
      SimulatedPc pc(server);
      if (pc.scan().succeeded()) ++succeeded;
    });
  }
  threads.clear();
  EXPECT_EQ(succeeded, servers);
}

TEST(MockServer, AHundredAreMadeWithOneCatalogue) {
  auto const catalogue = Catalogue::generate({.revisions = 3'000, .installed_non_leaf = 300});
  std::vector<std::unique_ptr<MockServer>> servers;
  for (int i = 0; i < 100; ++i)
    servers.push_back(std::make_unique<MockServer>(MockWsusOptions{.catalogue = catalogue}));
  SimulatedPc pc(*servers.back());
  EXPECT_TRUE(pc.scan().succeeded());
  EXPECT_THAT(servers.front()->journal(), IsEmpty());
}

TEST(MockServer, FaultsAreInjectedAndRemovedWhileItRuns) {
  MockServer server;
  SimulatedPc pc(server);
  ASSERT_TRUE(pc.scan().succeeded());
  auto const busy = server.inject(faults::soap_fault(ErrorCode::server_busy).when(operation("SyncUpdates")));
  EXPECT_THAT(busy, HasSubstr("soap_fault"));
  EXPECT_EQ(pc.scan().hresult, 0x8024402DU);
  EXPECT_EQ(server.injected(busy), 1U);
  EXPECT_TRUE(server.remove_fault(busy));
  EXPECT_FALSE(server.remove_fault(busy));
  EXPECT_EQ(server.injected(busy), 0U);
  EXPECT_TRUE(pc.scan().succeeded());
  EXPECT_EQ(server.counter("injected.soap_fault"), 1U);
  server.inject(faults::http_status(500));
  server.inject(faults::reset());
  server.remove_faults();
  EXPECT_TRUE(pc.scan().succeeded());
}

TEST(MockServer, AFaultThatCannotBeChangesNothing) {
  MockServer server({.faults = {faults::http_status(404).named("taken").when(path("/nothing"))}});
  EXPECT_THAT([&] { server.inject(faults::http_status(500).named("taken")); },
              ThrowsMessage<Error>(HasSubstr("taken")));
  EXPECT_THAT([&] { server.inject(Fault::from_yaml("htp_status: {status: 500}")); },
              ThrowsMessage<Error>(AllOf(HasSubstr("htp_status"), HasSubstr("http_status"))));
  SimulatedPc pc(server);
  EXPECT_TRUE(pc.scan().succeeded());
}

TEST(MockServer, OptionsAreCheckedBeforeAnythingIsOpened) {
  EXPECT_THAT([] { MockServer server({.cookie_lifetime = minutes{0}}); },
              ThrowsMessage<Error>(AllOf(HasSubstr("cookie_lifetime"), HasSubstr("found 0"))));
  EXPECT_THAT([] { MockServer server({.journal_entries = 0}); }, ThrowsMessage<Error>(HasSubstr("journal_entries")));
  EXPECT_THAT([] { MockServer server({.limits = {.max_cached_updates = -1}}); },
              ThrowsMessage<Error>(HasSubstr("maxCachedUpdates: found -1")));
  EXPECT_THAT([] { MockServer server({.profile = "wsus-1"}); },
              ThrowsMessage<Error>(AllOf(HasSubstr("wsus-1"), HasSubstr("wsus-3.0-sp2"))));
  EXPECT_THAT([] { static_cast<void>(Catalogue::generate({.revisions = 3})); }, ThrowsMessage<Error>(HasSubstr("50")));
  EXPECT_THROW(static_cast<void>(Catalogue::from_file("/no/such/catalogue.yaml")), Error);
  EXPECT_THROW(static_cast<void>(Catalogue::from_yaml("generate: {revision: 3}")), Error);
  MockServer server;
  EXPECT_THROW(server.advance(milliseconds{-1}), Error);
  EXPECT_THROW(server.set_limits({.max_installed_prerequisites = -1}), Error);
}

TEST(MockServer, CataloguesComeFromSizesAndFromText) {
  EXPECT_EQ(Catalogue().size(), 120U);
  EXPECT_EQ(Catalogue::generate({.revisions = 200}).size(), 200U);
  EXPECT_EQ(Catalogue::from_yaml("generate: {revisions: 150, installed_non_leaf: 10}").size(), 150U);
}

TEST(MockServer, LimitsAreThoseOfWebConfig) {
  MockServer server({.limits = {.max_installed_prerequisites = 5}});
  SimulatedPc pc(server);
  EXPECT_EQ(pc.scan().hresult, 0x80244007U);
  EXPECT_EQ(server.counter("error_code.InvalidParameters"), 1U);
  server.set_limits({.max_installed_prerequisites = 50});
  EXPECT_TRUE(pc.scan().succeeded());
}

TEST(MockServer, TheJournalHasWhatTheClientReadAndItsBodies) {
  MockServer server;
  SimulatedPc pc(server);
  auto const scan = pc.scan();
  auto const journal = server.journal();
  EXPECT_EQ(operations_of(journal), scan.operations());
  ASSERT_FALSE(journal.empty());
  EXPECT_EQ(journal.front().sequence, 1U);
  EXPECT_THAT(journal.front().request_body, HasSubstr("GetConfig"));
  EXPECT_THAT(journal.front().response_body, HasSubstr("GetConfigResponse"));
  EXPECT_THAT(server.journal(journal.size() - 1), SizeIs(1));
  EXPECT_EQ(server.counter("requests"), journal.size());
  EXPECT_EQ(server.counter("no such counter"), 0U);
  EXPECT_TRUE(server.wait_for(journal.size(), milliseconds{0}));
  EXPECT_FALSE(server.wait_for(journal.size() + 1, milliseconds{0}));
}

TEST(MockServer, TheJournalKeepsTheNewestAndCountsTheRest) {
  MockServer server({.journal_entries = 2, .body_bytes = 10});
  SimulatedPc pc(server);
  auto const made = pc.scan().calls.size();
  ASSERT_THAT(server.journal(), SizeIs(2));
  EXPECT_EQ(server.counter("dropped"), made - 2);
  EXPECT_THAT(server.journal().front().request_body, SizeIs(10));
  EXPECT_THAT(server.transcript(), HasSubstr(std::to_string(made - 2) + " older ones are not kept any more"));
}

TEST(MockServer, VerifyTellsWhatDidNotHoldAndResetBeginsAnew) {
  MockServer server;
  server.expect_call("GetConfig");
  EXPECT_FALSE(server.verify().held());
  SimulatedPc pc(server);
  ASSERT_TRUE(pc.scan().succeeded());
  EXPECT_TRUE(server.verify().held()) << server.verify().text();
  server.forbid("RegisterComputer");
  EXPECT_THAT(server.verify().violations, SizeIs(1));
  server.reset();
  EXPECT_TRUE(server.verify().held());
  server.forbid("RegisterComputer");
  EXPECT_TRUE(server.verify().held()) << "what came before the reset does not count";
  EXPECT_FALSE(server.journal().empty());
}

TEST(MockServer, ResetCountsFaultsFromOneAgain) {
  MockServer server({.faults = {faults::soap_fault(ErrorCode::server_busy).when(operation("SyncUpdates")).first(1)}});
  SimulatedPc pc(server);
  EXPECT_FALSE(pc.scan().succeeded());
  EXPECT_TRUE(pc.scan().succeeded());
  server.reset();
  EXPECT_FALSE(pc.scan().succeeded());
}

TEST(MockServer, ItsPromptIsThatOfTheServer) {
  MockServer server;
  EXPECT_EQ(server.run("iisreset").exit_code, 0);
  EXPECT_EQ(server.run("no-such-command").exit_code, 9009);
  EXPECT_NE(server.run("type web.config").exit_code, 0) << "it is in another folder";
  server.run(R"(cd %programfiles%\Update Services\WebServices\ClientWebService)");
  EXPECT_THAT(server.run("type web.config").output, HasSubstr("maxCachedUpdates"));
}

TEST(MockServer, TheTranscriptHasTheExchangesAndTheLogsOfBothSides) {
  MockServer server({.faults = {faults::soap_fault(ErrorCode::server_busy, "later").when(operation("SyncUpdates"))}});
  std::string fault_id;
  {
    SimulatedPc pc(server, {.name = "PC77"});
    auto const scan = pc.scan();
    ASSERT_TRUE(scan.fault);
    fault_id = scan.fault->id;
  }  // its log stays
  auto const text = server.transcript();
  EXPECT_THAT(text, StartsWith("=== mock WSUS server " + server.url()));
  EXPECT_THAT(text, HasSubstr("SyncUpdates -> 500 ServerBusy (later)"));
  EXPECT_THAT(text, HasSubstr("--- log of the agent on PC77\n"));
  auto const logs = text.substr(text.find("--- SoftwareDistribution.log"));
  auto const of_agent = logs.find("--- log of the agent");
  EXPECT_THAT(logs.substr(0, of_agent), HasSubstr(fault_id));
  EXPECT_THAT(server.software_distribution_log(), HasSubstr(fault_id));
  EXPECT_THAT(server.iis_log(), HasSubstr("POST /ClientWebService/client.asmx"));
}

TEST(MockServer, SimulatedTimeStandsStillUntilItIsMoved) {
  MockServer server({.time = Time::simulated});
  auto const begin = server.now();
  EXPECT_EQ(begin, MockWsusOptions{}.start);
  SimulatedPc pc(server);
  ASSERT_TRUE(pc.scan().succeeded());
  EXPECT_EQ(server.now(), begin);
  server.advance(hours{22});
  EXPECT_EQ(server.now() - begin, hours{22});
  EXPECT_EQ(pc.now(), server.now());
}

TEST(MockServer, TheSameSimulatedTestWritesTheSameLogs) {
  auto const log = [] {
    MockServer server({.time = Time::simulated});
    SimulatedPc pc(server, {.profile = Profile::w8});
    auto text = pc.scan().log;
    for (auto at = text.find(server.url()); at != std::string::npos; at = text.find(server.url()))
      text.replace(at, server.url().size(), "URL");
    return text;
  };
  EXPECT_EQ(log(), log());
}

TEST(MockServer, RealTimeCanBeMovedAhead) {
  MockServer server;
  auto const before = server.now();
  server.advance(hours{2});
  EXPECT_GE(server.now() - before, hours{2});
  EXPECT_LT(server.now() - before, hours{3});
}

TEST(MockServer, AServerOfAnOlderGenerationLooksLikeOne) {
  MockServer old({.profile = "wsus-3.0-sp2"});
  MockServer current;
  auto const server_of = [](MockServer const& one) {
    return wsus::test::exchange(one.port(), {.method = "GET", .target = "/ClientWebService/client.asmx?wsdl"})
        .header("Server");
  };
  EXPECT_EQ(server_of(old), "Microsoft-IIS/7.5");
  EXPECT_EQ(server_of(current), "Microsoft-IIS/10.0");
}

}  // namespace
}  // namespace wsuslab
