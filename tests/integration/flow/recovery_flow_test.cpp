// Recoveries between server and agent: another cookie key, content that has moved.
#include "tests/integration/flow/flow_fixture.hpp"

#include <gmock/gmock.h>

namespace wsus::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

cookies::Key key_of(std::uint8_t byte) {
  cookies::Key key{};
  key.fill(byte);
  return key;
}

/// The PC knows its server by name, so that the server behind it can be replaced.
class RecoveryFlow : public FlowTest {
protected:
  std::unique_ptr<client::SimulatedPc> pc_of_named_server() {
    machine::MachineOptions options;
    options.server_url = "http://wsus.lab.example:8530";
    auto pc = std::make_unique<client::SimulatedPc>(std::move(options), clock_);
    pc->machine().network().outside = outside_;
    return pc;
  }
  void serve_as_named(server::ServerConfig config) {
    serve(std::move(config));
    outside_->dns.set("wsus.lab.example", {.address = "10.0.0.5"});
    outside_->listeners[{"10.0.0.5", 8530}] = {"127.0.0.1", server_->port()};
  }
  server::ServerConfig keyed_config(std::uint8_t key) {
    auto config = config_of({needed_update(1), needed_update(2)});
    config.cookie_key = key_of(key);
    return config;
  }
  std::shared_ptr<machine::LabNetwork> outside_ = std::make_shared<machine::LabNetwork>();
};

TEST_F(RecoveryFlow, AnotherCookieKeyIsAnsweredByAHandshakeAndARefreshOfTheCache) {
  serve_as_named(keyed_config(1));
  auto const pc = pc_of_named_server();
  ASSERT_EQ(pc->scan().result.updates_found, 2U);
  serve_as_named(keyed_config(2));
  auto const result = pc->scan().result;
  ASSERT_EQ(result.hresult, agent::hr::ok) << result.message;
  EXPECT_EQ(result.updates_found, 2U);
  EXPECT_EQ(result.evaluated, 0U) << "the cache was refreshed, not fetched again";
  EXPECT_EQ(server_->journal().counter("error_code.InvalidCookie"), 1U);
  auto const called = operations();
  ASSERT_GE(called.size(), 6U);
  EXPECT_THAT(std::vector(called.begin(), called.begin() + 5),
              ElementsAre("SyncUpdates", "GetConfig", "GetAuthorizationCookie", "GetCookie", "RefreshCache"));
  EXPECT_THAT(calls_of("RefreshCache").front().response_body, HasSubstr(to_string(update_guid(1))));
}

TEST_F(RecoveryFlow, TheSameCookieKeyIsNoReasonToRecover) {
  serve_as_named(keyed_config(1));
  auto const pc = pc_of_named_server();
  ASSERT_EQ(pc->scan().result.updates_found, 2U);
  auto const computers = server_->state().computers().all();
  serve_as_named(keyed_config(1));
  server_->state().computers().restore(computers);
  ASSERT_EQ(pc->scan().result.hresult, agent::hr::ok);
  EXPECT_THAT(operations(), Not(Contains("RefreshCache")));
  EXPECT_EQ(server_->journal().counter("soap_faults"), 0U);
}

class MovedContent : public FlowTest {
protected:
  void move_content() {
    auto const moved = server_->type_command(R"(wsusutil movecontent C:\new C:\log.txt)");
    ASSERT_EQ(moved.exit_code, 0) << moved.output;
  }
};

TEST_F(MovedContent, IsLocatedAgainByTheDigestsThatTheMachineKnows) {
  serve(config_of({needed_update(1, 3'000)}));
  auto const pc = make_pc();
  ASSERT_EQ(pc->scan().result.updates_found, 1U);
  move_content();
  auto const before = server_->journal().last_sequence();
  auto const report = pc->update();
  EXPECT_EQ(report::hresult_of(report), agent::hr::ok) << report.result.message;
  auto const called = operations(before);
  ASSERT_GE(called.size(), 4U);
  EXPECT_THAT(std::vector(called.begin(), called.begin() + 3),
              ElementsAre("SyncUpdates", "GetFileLocations", "SyncUpdates"));
  EXPECT_EQ(server_->journal().counter("error_code.FileLocationChanged"), 1U);
  EXPECT_THAT(calls_of("GetFileLocations"), SizeIs(1));
  EXPECT_THAT(calls_of("GetFileLocations").front().response_body, HasSubstr("/Content/"));
  EXPECT_EQ(pc->scan().result.hresult, agent::hr::ok);
  EXPECT_EQ(server_->journal().counter("error_code.FileLocationChanged"), 1U) << "once is enough";
  EXPECT_EQ(status_of(1), "Installed");
}

TEST_F(MovedContent, IsLocatedByAScanWithoutADownloadToo) {
  serve(config_of({needed_update(1, 3'000)}));
  auto const pc = make_pc();
  ASSERT_EQ(pc->scan().result.updates_found, 1U);
  move_content();
  auto const result = pc->scan().result;
  ASSERT_EQ(result.hresult, agent::hr::ok) << result.message;
  EXPECT_EQ(result.updates_found, 1U);
  EXPECT_THAT(calls_of("GetFileLocations"), SizeIs(1));
}

TEST_F(MovedContent, ThatTheMachineKnowsNothingOfCostsANewCookie) {
  serve(config_of({needed_update(1)}));
  auto const pc = make_pc();
  ASSERT_EQ(pc->scan().result.updates_found, 1U);
  move_content();
  auto const before = server_->journal().last_sequence();
  auto const result = pc->scan().result;
  ASSERT_EQ(result.hresult, agent::hr::ok) << result.message;
  auto const called = operations(before);
  ASSERT_GE(called.size(), 4U);
  EXPECT_THAT(std::vector(called.begin(), called.begin() + 4),
              ElementsAre("SyncUpdates", "GetAuthorizationCookie", "GetCookie", "SyncUpdates"));
  EXPECT_THAT(calls_of("GetFileLocations"), IsEmpty());
}

TEST_F(MovedContent, IsNoSubjectWhereNothingMoved) {
  serve(config_of({needed_update(1, 3'000)}));
  auto const pc = make_pc();
  ASSERT_EQ(pc->scan().result.updates_found, 1U);
  ASSERT_EQ(report::hresult_of(pc->update()), agent::hr::ok);
  EXPECT_THAT(calls_of("GetFileLocations"), IsEmpty());
  EXPECT_EQ(server_->journal().counter("soap_faults"), 0U);
}

}  // namespace
}  // namespace wsus::test
