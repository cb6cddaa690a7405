// The limit of SyncUpdates calls at a time, over real sockets: a call lasts until its answer is out.
#include "tests/integration/server/server_fixture.hpp"

#include <fmt/format.h>

#include <chrono>
#include <utility>
#include <vector>

namespace wsus::test {
namespace {

class AdmissionTest : public ServerTest {
protected:
  /// Answers of more bytes than both ends of a connection take while nobody reads.
  static std::shared_ptr<domain::Catalogue const> large_catalogue() {
    std::vector<domain::Revision> revisions;
    revisions.reserve(40'000);
    for (int id = 1; id <= 40'000; ++id) {
      revisions.push_back(
          {.id = id,
           .identity = {.update_id = wusp::guid_from_bits(1, static_cast<std::uint64_t>(id)), .revision_number = 1},
           .deployment = {.id = id, .action = domain::DeploymentAction::install}});
    }
    return std::make_shared<domain::Catalogue const>(std::move(revisions));
  }

  void start_with(std::size_t max_concurrent_syncs) {
    auto config = small_config();
    config.catalogue = large_catalogue();
    config.settings.page = {.updates = 0, .xml_bytes = 0};
    config.settings.max_concurrent_syncs = max_concurrent_syncs;
    config.journal_body_bytes = 0;
    config.threads = 1;  // a small answer is out before another connection is looked at
    start(std::move(config)).handshake();
  }

  [[nodiscard]] std::string sync_request() const {
    auto const& service = wusp::info(wusp::Service::client);
    return to_bytes({.target = std::string(service.path),
                     .soap_action = fmt::format("\"{}\"", wusp::soap_action(wusp::Service::client, "SyncUpdates")),
                     .body = fmt::format(R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>)"
                                         R"(<SyncUpdates xmlns="{}">{}<parameters><ExpressQuery>false</ExpressQuery>)"
                                         "<SkipSoftwareSync>false</SkipSoftwareSync></parameters></SyncUpdates>"
                                         "</s:Body></s:Envelope>",
                                         service.xml_namespace, driver_->cookie_element())},
                    server_->port());
  }
  /// Sends SyncUpdates and reads nothing; returns when the server has made the answer.
  void ask_and_read_nothing(RawConnection& connection) {
    auto const before = server_->journal().last_sequence();
    connection.send(sync_request());
    ASSERT_TRUE(server_->journal().wait_for(before + 1, std::chrono::minutes(2)));
  }
  /// A driver pass: the server has no drivers, so the answer is small.
  std::string small_sync() { return element(driver_->sync_updates({}, true).body, "ErrorCode"); }
};

// Conforms: ErrorCode.ServerBusy
TEST_F(AdmissionTest, AnAnswerThatNobodyReadsKeepsItsPlace) {
  start_with(1);
  RawConnection slow(server_->port());
  ask_and_read_nothing(slow);
  EXPECT_EQ(small_sync(), "ServerBusy");
  EXPECT_EQ(small_sync(), "ServerBusy");
  auto const whole = slow.read_reply();
  EXPECT_EQ(whole.status, 200U);
  EXPECT_GT(whole.body.size(), 12'000'000U) << "less may fit into the buffers of the connection";
  slow.send(sync_request());  // read by the server when the first answer is out
  EXPECT_EQ(slow.read_reply().status, 200U);
  EXPECT_EQ(server_->journal().counter("error_code.ServerBusy"), 2U);
}

TEST_F(AdmissionTest, APeerThatGoesAwayGivesItsPlaceBack) {
  start_with(1);
  {
    RawConnection gone(server_->port());
    ask_and_read_nothing(gone);
    EXPECT_EQ(small_sync(), "ServerBusy");
  }
  while (small_sync() == "ServerBusy") {  // until the server has seen it; the time limit of the test guards
  }
  EXPECT_EQ(small_sync(), "");
}

TEST_F(AdmissionTest, WithoutALimitNobodyWaits) {
  start_with(0);
  RawConnection slow(server_->port());
  ask_and_read_nothing(slow);
  EXPECT_EQ(small_sync(), "");
  EXPECT_EQ(server_->journal().counter("error_code.ServerBusy"), 0U);
}

}  // namespace
}  // namespace wsus::test
