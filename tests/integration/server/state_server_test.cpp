// A server with a state file: what clients notice of a restart, and of a disk that is full.
#include "server/app/kept_state.hpp"
#include "server/config/node.hpp"
#include "server/domain/decline.hpp"
#include "server/faults/rules/rule_file.hpp"
#include "tests/integration/server/server_fixture.hpp"
#include "tests/support/raw_http.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>

namespace wsus::test {
namespace {

using testing::HasSubstr;
using testing::Not;

class StateServer : public ServerTest {
protected:
  StateServer()
      : folder_(std::filesystem::path(testing::TempDir()) /
                fmt::format("state-server-{}-{}", testing::UnitTest::GetInstance()->current_test_info()->name(),
                            ::getpid())),
        file_(folder_ / "state.db") {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~StateServer() override {
    server_.reset();
    std::filesystem::remove_all(folder_);
  }

  /// A server over the file, as wsus-mock makes one; the one before is gone.
  void serve(std::function<void(server::ServerConfig&)> const& edit = {}) {
    server_.reset();
    auto config = small_config();
    if (edit) edit(config);
    notes_ = server::take_over(server::open_state(file_), config);
    start(std::move(config));
  }
  void serve_without_file() {
    server_.reset();
    start(small_config());
  }
  /// A second driver that has what the first one learned: a client that saw no restart.
  [[nodiscard]] WuspDriver with_cookie(WuspDriver const& before) const {
    WuspDriver driver(server_->port());
    driver.last_change = before.last_change;
    driver.authorization_data = before.authorization_data;
    driver.expiration = before.expiration;
    driver.encrypted_data = before.encrypted_data;
    return driver;
  }
  [[nodiscard]] RawReply report(WuspDriver const& driver, int events) const {
    std::string batch;
    for (int i = 0; i < events; ++i)
      batch += fmt::format(
          "<ReportingEvent><BasicData><SequenceNumber>{}</SequenceNumber><TimeAtTarget>2026-10-04T15:04:00Z"
          "</TimeAtTarget><EventInstanceID>6964aab4-c5b5-43bd-a17d-ffb4346a8e1d</EventInstanceID><NamespaceID>1"
          "</NamespaceID><EventID>183</EventID><SourceID>101</SourceID><Win32HResult>0</Win32HResult>"
          "<AppName>{:-<400}</AppName></BasicData></ReportingEvent>",
          i, "lab");
    return driver.call(wusp::Service::reporting, "ReportEventBatch",
                       fmt::format("{}<clientTime>2026-10-04T15:04:00Z</clientTime><eventBatch>{}</eventBatch>",
                                   driver.cookie_element(), batch));
  }
  [[nodiscard]] domain::Computer only_computer() const { return server_->state().computers().all().at(0); }

  static constexpr auto decline =
      "powershell -ExecutionPolicy Bypass -File .\\Decline-SupersededUpdatesWithExclusionPeriod.ps1 -UpdateServer wsus "
      "-Port 8530";
  std::filesystem::path folder_;
  std::filesystem::path file_;
  std::vector<std::string> notes_;
};

TEST_F(StateServer, AClientNoticesNothingOfARestart) {
  serve();
  driver_->handshake();
  EXPECT_EQ(driver_->sync_updates().status, 200u);
  auto const before = *driver_;
  auto const id = server_->state().server_id();
  clock_.advance(std::chrono::minutes(5));
  serve([](server::ServerConfig& config) { config.seed = 99; });  // identity is that of the file
  EXPECT_EQ(server_->state().server_id(), id);
  EXPECT_EQ(with_cookie(before).sync_updates().status, 200u);
  EXPECT_TRUE(only_computer().registered);
  EXPECT_EQ(server_->journal().counter("soap_faults"), 0u);
  EXPECT_EQ(server_->journal().counter("requests"), 1u) << "the journal is not kept";
}

TEST_F(StateServer, WithoutAFileTheSameClientMustBeginAnew) {
  serve_without_file();
  driver_->handshake();
  auto const before = *driver_;
  serve_without_file();
  EXPECT_THAT(with_cookie(before).sync_updates().body, HasSubstr("<ErrorCode>InvalidCookie</ErrorCode>"));
  EXPECT_TRUE(server_->state().computers().all().empty());
}

TEST_F(StateServer, EventsDecisionsAndSettingsAreThereAfterARestart) {
  serve();
  driver_->handshake();
  EXPECT_EQ(report(*driver_, 3).status, 200u);
  auto const superseded = domain::summarise_supersedence(*server_->state().catalogue()).superseded.size();
  ASSERT_GT(superseded, 0u);
  EXPECT_EQ(server_->type_command(decline).exit_code, 0);
  ASSERT_EQ(server_->type_command(R"(wsusutil movecontent C:\new C:\log.txt)").exit_code, 0);
  auto const declined = domain::summarise_supersedence(*server_->state().catalogue()).declined;
  auto const before = *driver_;
  serve();
  EXPECT_EQ(only_computer().events.size(), 3u);
  EXPECT_EQ(domain::summarise_supersedence(*server_->state().catalogue()).declined, declined);
  EXPECT_EQ(server_->state().settings()->content_generation, 1u);
  EXPECT_THAT(with_cookie(before).sync_updates().body, HasSubstr("FileLocationChanged"));
}

TEST_F(StateServer, RulesOfTheAdminApiAreThereAfterARestart) {
  auto const given = config::Node::parse("- {name: first, soap_fault: {error_code: ServerBusy}, enabled: false}\n"
                                         "- {name: second, soap_fault: {error_code: ServerBusy}, enabled: false}\n",
                                         "faults.yaml");
  auto const with_admin = [&](server::ServerConfig& config) {
    config.admin_port = 0;
    config.faults = faults::read_rules(given);
  };
  auto const call = [&](std::string const& method, std::string const& target, std::string const& body) {
    return exchange(*server_->admin_port(),
                    {.method = method, .target = target, .content_type = "application/json", .body = body});
  };
  serve(with_admin);
  EXPECT_EQ(
      call("POST", "/api/v1/faults",
           R"({"name": "mine", "soap_fault": {"error_code": "ConfigChanged"}, "when": {"operation": "GetConfig"}})")
          .status,
      201u);
  EXPECT_EQ(call("POST", "/api/v1/faults/second/enable", "").status, 200u);
  serve(with_admin);
  auto const rules = call("GET", "/api/v1/faults", "").body;
  EXPECT_LT(rules.find("\"first\""), rules.find("\"second\""));
  EXPECT_LT(rules.find("\"second\""), rules.find("\"mine\""));
  EXPECT_THAT(driver_->get_config().body, HasSubstr("ServerBusy")) << "the second rule is switched on";
  EXPECT_EQ(call("DELETE", "/api/v1/faults/second", "").status, 204u);
  EXPECT_THAT(driver_->get_config().body, HasSubstr("ConfigChanged"));
  EXPECT_EQ(call("DELETE", "/api/v1/faults/mine", "").status, 204u);
  serve(with_admin);
  EXPECT_EQ(driver_->get_config().status, 200u);
  EXPECT_TRUE(state::read_state(file_).rules.empty());
}

TEST_F(StateServer, WhatTheOperatorGivesAnewCounts) {
  serve();
  driver_->handshake();
  auto const before = *driver_;
  clock_.advance(std::chrono::minutes(5));
  serve([&](server::ServerConfig& config) {
    config.settings.registration_required = false;
    config.settings.config_last_change = clock_.now();
  });
  EXPECT_FALSE(server_->state().settings()->registration_required);
  EXPECT_THAT(with_cookie(before).sync_updates().body, HasSubstr("ConfigChanged"));
}

TEST_F(StateServer, AnotherCatalogueLeavesDecisionsAside) {
  serve();
  EXPECT_EQ(server_->type_command(decline).exit_code, 0);
  serve([](server::ServerConfig& config) {
    config.catalogue = std::make_shared<domain::Catalogue const>(std::vector<domain::Revision>{});
  });
  EXPECT_THAT(notes_.front(), HasSubstr("decisions are about revisions that this catalogue does not have"));
  serve();
  EXPECT_GT(domain::summarise_supersedence(*server_->state().catalogue()).declined, 0u);
}

TEST_F(StateServer, MoreComputersThanMayBeKeptAreForgottenInTheFileToo) {
  serve();
  for (int i = 0; i < 4; ++i) {
    clock_.advance(std::chrono::minutes(1));
    driver_->get_authorization_cookie(fmt::format("e1da06a3-5601-43c9-bac3-52d5db70149{}", i));
  }
  serve([](server::ServerConfig& config) { config.settings.max_computers = 2; });
  EXPECT_EQ(server_->state().computers().all().size(), 2u);
  EXPECT_EQ(state::read_state(file_).computers.size(), 2u);
}

TEST_F(StateServer, AFullDiskIsAnsweredAsAFailingDatabaseAndGoesOnWhenThereIsRoom) {
  serve();
  driver_->handshake();
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  auto const handler = std::signal(SIGXFSZ, SIG_IGN);
  auto small = before;
  small.rlim_cur = std::filesystem::file_size(file_.string() + "-wal") + 10'000;
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  auto const refused = report(*driver_, 100);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, handler);

  EXPECT_EQ(refused.status, 500u);
  EXPECT_THAT(refused.body, HasSubstr("<faultcode>soap:Server</faultcode>"));
  EXPECT_THAT(refused.body, HasSubstr("<ErrorCode>InternalServerError</ErrorCode>"));
  EXPECT_EQ(last_entry().error_code, "InternalServerError");
  EXPECT_THAT(server_->software_distribution_log(),
              HasSubstr(fmt::format("ReportEventBatch\tstate file '{}': cannot be written: ", file_.string())));
  EXPECT_TRUE(only_computer().events.empty());
  EXPECT_TRUE(state::read_state(file_).computers.at(0).events.empty());

  EXPECT_EQ(report(*driver_, 100).status, 200u);
  EXPECT_EQ(only_computer().events.size(), 100u);
  EXPECT_EQ(state::read_state(file_).computers.at(0).events.size(), 100u);
}

TEST_F(StateServer, WithRoomTheSameReportIsTaken) {
  serve();
  driver_->handshake();
  EXPECT_EQ(report(*driver_, 100).status, 200u);
  EXPECT_EQ(faults_counted(), (std::map<std::string, std::uint64_t, std::less<>>{}));
  EXPECT_THAT(server_->software_distribution_log(), Not(HasSubstr("state file")));
}

}  // namespace
}  // namespace wsus::test
