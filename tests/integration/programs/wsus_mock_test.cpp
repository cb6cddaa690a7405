// wsus-mock as a process: the ports file, signals, a real web.config, logs, exit codes.
#include "tests/integration/programs/process.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/wusp_driver.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>

namespace wsus::test {
namespace {

using testing::HasSubstr;

class WsusMock : public testing::Test {
protected:
  void SetUp() override { folder_ = fresh_folder(testing::UnitTest::GetInstance()->current_test_info()->name()); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void start(std::vector<std::string> options = {}) {
    std::vector<std::string> command{WSUS_MOCK,     "--http",       "127.0.0.1:0", "--admin",
                                     "127.0.0.1:0", "--ports-file", "ports.json"};
    command.insert(command.end(), options.begin(), options.end());
    mock_.emplace(command, folder_);
    mock_->wait_for(folder_ / "ports.json");
    auto const ports = boost::json::parse(read_file(folder_ / "ports.json")).as_object();
    http_ = ports.at("http").to_number<std::uint16_t>();
    admin_ = ports.at("admin").to_number<std::uint16_t>();
  }
  std::filesystem::path folder_;
  std::optional<Background> mock_;
  std::uint16_t http_ = 0;
  std::uint16_t admin_ = 0;
};

TEST_F(WsusMock, TellsItsPortsServesAndStopsCleanlyOnSigterm) {
  start();
  EXPECT_EQ(WuspDriver(http_).get_config().status, 200u);
  auto const begin = std::chrono::steady_clock::now();
  auto const end = mock_->stop();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(1));
  EXPECT_EQ(end.exit_code, 0);
  EXPECT_THAT(end.output, HasSubstr("stopped after 1 requests"));
  EXPECT_EQ(end.errors, "");
}

TEST_F(WsusMock, TheTokenOfThisStartIsInThePortsFileAndIsWanted) {
  start();
  auto const file = folder_ / "ports.json";
  EXPECT_EQ(std::filesystem::status(file).permissions(), std::filesystem::perms(0600));
  std::string const token(boost::json::parse(read_file(file)).at("token").as_string());
  auto const status_with = [&](std::string headers) {
    return exchange(
               admin_,
               {.method = "GET", .target = "/api/v1/server", .content_type = "", .extra_headers = std::move(headers)})
        .status;
  };
  EXPECT_EQ(status_with("Authorization: Bearer " + token + "\r\n"), 200u);
  EXPECT_EQ(status_with(""), 401u);
  auto const output = mock_->stop().output;
  EXPECT_THAT(output, HasSubstr("its token is in ports.json"));
  EXPECT_THAT(output, testing::Not(HasSubstr(token)));
  std::filesystem::remove(file);  // what start() waits for
  start();
  EXPECT_EQ(status_with("Authorization: Bearer " + token + "\r\n"), 401u) << "another start has another one";
}

TEST_F(WsusMock, WithoutATokenItTakesCallsFromThisMachineAlone) {
  start({"--admin-no-token"});
  EXPECT_EQ(boost::json::parse(read_file(folder_ / "ports.json")).at("token"), nullptr);
  EXPECT_EQ(exchange(admin_, {.method = "GET", .target = "/api/v1/server", .content_type = ""}).status, 200u);
  EXPECT_EQ(mock_->stop().exit_code, 0);
  std::filesystem::remove(folder_ / "ports.json");
  auto const refused = run(
      {WSUS_MOCK, "--http", "127.0.0.1:0", "--admin", "0.0.0.0:0", "--admin-no-token", "--ports-file", "ports.json"},
      folder_);
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.errors, HasSubstr("where others can reach it"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "ports.json"));
}

TEST_F(WsusMock, ItsLogTellsOfARuleAddedAtRunTimeThatNeverHappens) {
  start({"--admin-no-token"});
  auto const add = [&](std::string rule) {
    return exchange(admin_, {.method = "POST",
                             .target = "/api/v1/faults",
                             .content_type = "application/json",
                             .body = std::move(rule)})
        .status;
  };
  EXPECT_EQ(add(R"({"name": "down", "http_status": {"status": 503}, "when": {"operation": "GetCookie"}})"), 201u);
  EXPECT_EQ(add(R"({"name": "one", "missing_route": {}, "when": {"operation": "SyncUpdates"}})"), 201u);
  EXPECT_EQ(add(R"({"name": "hidden", "missing_route": {}, "when": {"operation": "GetCookie"}})"), 201u);
  auto const errors = mock_->stop().errors;
  EXPECT_THAT(errors, HasSubstr("faults: api:1: rule 'hidden' never happens: 'down' (line 1) always comes first\n"));
  EXPECT_THAT(errors, testing::Not(HasSubstr("'one'"))) << "nothing is odd about it";
}

TEST_F(WsusMock, WritesARealisticWebConfigAndItsLogsBesideIt) {
  start({"--log-dir", "logs"});
  WuspDriver(http_).get_authorization_cookie("");
  EXPECT_EQ(mock_->stop().exit_code, 0);
  EXPECT_THAT(read_file(folder_ / "logs/web.config"), HasSubstr("maxInstalledPrerequisites"));
  EXPECT_THAT(read_file(folder_ / "logs/SoftwareDistribution.log"), HasSubstr("ErrorCode=InternalServerError"));
}

TEST_F(WsusMock, AnEditOfTheRealFileTakesEffectAtTheNextRequest) {
  std::ofstream(folder_ / "w.config") << "<configuration><appSettings/></configuration>";
  start({"--web-config", "w.config"});
  WuspDriver driver(http_);
  driver.handshake();
  auto const entries = int_list("InstalledNonLeafUpdateIDs", numbers(1, 6));
  EXPECT_EQ(driver.sync_updates(entries).status, 200u);
  std::ofstream(folder_ / "w.config")
      << R"(<configuration><appSettings><add key="maxInstalledPrerequisites" value="5"/></appSettings></configuration>)";
  EXPECT_EQ(driver.sync_updates(entries).status, 500u);
}

class WsusMockContent : public WsusMock {
protected:
  static constexpr std::size_t size = 3'000'000;

  /// Starts with one content file and learns its URL as an agent does.
  void SetUp() override {
    WsusMock::SetUp();
    std::filesystem::create_directories(folder_ / "client");  // each program's output is a file in its folder
    std::ofstream(folder_ / "c.yaml") << "revisions:\n  - {id: 1, update: 11111111-2222-3333-4444-000000000001, "
                                         "type: software, installed: false, installable: true, files: "
                                         "[{name: one.cab, size: 3000000}]}\n";
    start({"--catalog", "c.yaml"});
    auto const update =
        run({WUA_SIM, "update", "--server", "http://127.0.0.1:" + std::to_string(http_), "--json"}, folder_ / "client");
    ASSERT_EQ(update.exit_code, 0) << update.output << update.errors;
    url_ = boost::json::parse(update.output).at("content").at(0).at("url").as_string();
    ASSERT_EQ(curl({"--output", "whole"}), "200");
    whole_ = read_file(folder_ / "client/whole");
    ASSERT_EQ(whole_.size(), size);
  }
  /// The status of the answer.
  [[nodiscard]] std::string curl(std::vector<std::string> const& words) const {
    std::vector<std::string> command{CURL_PROGRAM, "--silent", "--show-error", "--noproxy",   "*",
                                     "--max-time", "50",       "--write-out",  "%{http_code}"};
    command.insert(command.end(), words.begin(), words.end());
    command.push_back(url_);
    auto const end = run(command, folder_ / "client");
    EXPECT_EQ(end.exit_code, 0) << end.errors;
    return end.output;
  }
  std::string url_;
  std::string whole_;
};

// Conforms: Content.ranges
TEST_F(WsusMockContent, GivesCurlEveryFormOfARange) {
  struct Row {
    char const* range;
    std::string expected;
  };
  for (auto const& row : std::vector<Row>{{"0-9", whole_.substr(0, 10)},
                                          {"1048576-2097151", whole_.substr(1'048'576, 1'048'576)},
                                          {"2999990-", whole_.substr(2'999'990)},
                                          {"-5", whole_.substr(size - 5)},
                                          {"2999990-9999999", whole_.substr(2'999'990)}}) {
    EXPECT_EQ(curl({"--range", row.range, "--output", "part"}), "206") << row.range;
    EXPECT_EQ(read_file(folder_ / "client/part"), row.expected) << row.range;
  }
  EXPECT_EQ(curl({"--range", "3000000-", "--output", "part"}), "416");
}

TEST_F(WsusMockContent, LetsCurlGoOnWithHalfAFile) {
  std::ofstream(folder_ / "client/half", std::ios::binary) << whole_.substr(0, 1'234'567);
  EXPECT_EQ(curl({"--continue-at", "-", "--output", "half"}), "206");
  EXPECT_EQ(read_file(folder_ / "client/half"), whole_);
  EXPECT_EQ(curl({"--head", "--output", "head"}), "200");
  EXPECT_THAT(read_file(folder_ / "client/head"), HasSubstr("Content-Length: 3000000\r\n"));
}

TEST_F(WsusMock, SighupIsIisreset) {
  std::ofstream(folder_ / "w.config") << "<configuration><appSettings/></configuration>";
  start({"--web-config", "w.config", "--web-config-reload", "iisreset"});
  WuspDriver driver(http_);
  driver.handshake();
  auto const entries = int_list("InstalledNonLeafUpdateIDs", numbers(1, 6));
  std::ofstream(folder_ / "w.config")
      << R"(<configuration><appSettings><add key="maxInstalledPrerequisites" value="5"/></appSettings></configuration>)";
  EXPECT_EQ(driver.sync_updates(entries).status, 200u);
  mock_->signal(SIGHUP);
  // The restart is an event of the server: ask until it has happened (bounded by the test's own time limit).
  while (exchange(admin_, {.method = "GET", .target = "/api/v1/health", .content_type = ""})
             .body.find("\"application_starts\":2") == std::string::npos) {
  }
  EXPECT_EQ(driver.sync_updates(entries).status, 500u);
}

TEST_F(WsusMock, WrongUsageAndWrongFilesEndWithTwoAndStartNothing) {
  auto const usage = run({WSUS_MOCK, "--http", "nowhere"}, folder_);
  EXPECT_EQ(usage.exit_code, 2);
  EXPECT_THAT(usage.errors, HasSubstr("ADDR:PORT"));
  auto const missing = run({WSUS_MOCK, "--web-config", "no.config", "--ports-file", "ports.json"}, folder_);
  EXPECT_EQ(missing.exit_code, 2);
  EXPECT_THAT(missing.errors, HasSubstr("no.config"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "ports.json"));
}

TEST_F(WsusMock, InjectsTheFaultsOfItsFileAndNamesThem) {
  std::ofstream(folder_ / "f.yaml")
      << "faults:\n  - {soap_fault: {error_code: ServerBusy}, when: {operation: GetConfig}}\n";
  start({"--faults", "f.yaml"});
  WuspDriver driver(http_);
  EXPECT_THAT(driver.get_config().body, HasSubstr("<ErrorCode>ServerBusy</ErrorCode>"));
  EXPECT_EQ(driver.get_authorization_cookie().status, 200u);
  auto const end = mock_->stop();
  EXPECT_EQ(end.exit_code, 0);
  EXPECT_THAT(end.output, HasSubstr("injects soap_fault 'soap_fault-1' (f.yaml:2)"));
}

TEST_F(WsusMock, WrongFaultsEndWithTwoAndStartNothing) {
  std::ofstream(folder_ / "f.yaml") << "faults:\n  - redirect: {to: hops}\n";
  auto const wrong =
      run({WSUS_MOCK, "--http", "127.0.0.1:0", "--faults", "f.yaml", "--ports-file", "ports.json"}, folder_);
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_EQ(wrong.errors,
            "wsus-mock: f.yaml:2: /faults/0/redirect/hops: found nothing; allowed: a value, it must be given\n");
  auto const missing =
      run({WSUS_MOCK, "--http", "127.0.0.1:0", "--faults", "no.yaml", "--ports-file", "ports.json"}, folder_);
  EXPECT_EQ(missing.exit_code, 2);
  EXPECT_THAT(missing.errors, HasSubstr("no.yaml:1: /: found no readable file"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "ports.json"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "wsus-mock-logs"));
}

TEST_F(WsusMock, APortThatIsTakenEndsWithOne) {
  start();
  auto const second = run({WSUS_MOCK, "--http", "127.0.0.1:" + std::to_string(http_)}, folder_);
  EXPECT_EQ(second.exit_code, 1);
  EXPECT_THAT(second.errors, HasSubstr("cannot listen on 127.0.0.1:" + std::to_string(http_)));
}

}  // namespace
}  // namespace wsus::test
