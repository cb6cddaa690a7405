// What the resources of the admin API show and do, on a server that other hands change, too.
#include "tests/integration/server/server_fixture.hpp"

#include "server/iis/server_files.hpp"
#include "wsdl/wusp/offset_clock.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace wsus::test {
namespace {

namespace json = boost::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// Of WuspDriver, when no other is given.
std::string const client_id = "e1da06a3-5601-43c9-bac3-52d5db701494";

class AdminResourcesTest : public ServerTest {
protected:
  void SetUp() override {
    auto config = small_config();
    config.admin_port = 0;
    start(std::move(config));
  }
  RawReply get(std::string target) { return ask("GET", std::move(target)); }
  RawReply ask(std::string method, std::string target, std::string body = {}) {
    return exchange(*server_->admin_port(), {.method = std::move(method),
                                             .target = std::move(target),
                                             .content_type = body.empty() ? "" : "application/json",
                                             .body = std::move(body)});
  }
  static json::object object_of(RawReply const& reply) { return json::parse(reply.body).as_object(); }
  /// Why the server is not ready; empty when it is.
  std::vector<std::string> reasons() {
    auto const reply = get("/api/v1/ready");
    if (reply.status == 200) return {};
    EXPECT_EQ(reply.status, 503u);
    return json::value_to<std::vector<std::string>>(object_of(reply).at("errors"));
  }
  void type(std::string_view line) {
    auto const result = server_->type_command(line);
    EXPECT_EQ(result.exit_code, 0) << line << "\n" << result.output;
  }
};

TEST_F(AdminResourcesTest, AServerIsReadyUntilSomethingStandsAgainstAScanAndThenSaysWhat) {
  EXPECT_EQ(get("/api/v1/ready").body, "{\"status\":\"ready\"}\n");
  type("appcmd stop apppool WsusPool");
  EXPECT_THAT(reasons(), ElementsAre("the application pool 'WsusPool' is stopped"));
  type("appcmd stop site \"WSUS Administration\"");
  EXPECT_THAT(reasons(),
              ElementsAre("the site 'WSUS Administration' is stopped", "the application pool 'WsusPool' is stopped"));
  type("net stop W3SVC");
  EXPECT_THAT(reasons(), ElementsAre("the service W3SVC is stopped"));
  type("net start W3SVC");
  EXPECT_THAT(reasons(), ElementsAre());
}

TEST_F(AdminResourcesTest, ADatabaseThatDoesNotAnswerIsNotReady) {
  type("net stop MSSQL$MICROSOFT##WID");
  EXPECT_THAT(reasons(), ElementsAre(HasSubstr("SUSDB does not answer: the service MSSQL$MICROSOFT##WID is stopped")));
  type("net start MSSQL$MICROSOFT##WID");
  EXPECT_THAT(reasons(), ElementsAre());
}

TEST_F(AdminResourcesTest, ABrokenWebConfigIsNotReadyAndHasItsLine) {
  server_->files().write_as_system(iis::client_web_config, "<configuration>\n<appSettings>\n</configuration>");
  EXPECT_THAT(reasons(), testing::Each(HasSubstr("ClientWebService\\web.config:")));
  EXPECT_THAT(get("/api/v1/server").body, HasSubstr("\"max_cached_updates\":null"));
  server_->files().write_as_system(iis::client_web_config, iis::default_web_config());
  EXPECT_THAT(reasons(), ElementsAre());
}

TEST_F(AdminResourcesTest, TheServerTellsWhereItListensAndHowItIsSet) {
  auto const server = object_of(get("/api/v1/server"));
  EXPECT_EQ(server.at("version"), "0.1.0");
  EXPECT_EQ(server.at("addresses").at("http"), json::string(server_->url()));
  EXPECT_EQ(server.at("addresses").at("https"), nullptr);
  EXPECT_EQ(server.at("addresses").at("admin"),
            json::string("http://127.0.0.1:" + std::to_string(*server_->admin_port())));
  EXPECT_EQ(server.at("seed"), 1);
  EXPECT_EQ(server.at("now"), "2026-10-04T15:03:35.9967236Z");
  EXPECT_EQ(server.at("limits").at("max_installed_prerequisites"), 400);
  EXPECT_EQ(server.at("limits").at("max_cached_updates"), 22'000);
  EXPECT_EQ(server.at("settings").at("cookie_lifetime"), "1 h");
  EXPECT_EQ(server.at("settings").at("page_updates"), 30);
}

TEST_F(AdminResourcesTest, ADeletedComputerIsGoneAndStartsAnew) {
  driver_->handshake();
  ASSERT_EQ(driver_->sync_updates().status, 200u);
  EXPECT_EQ(get("/api/v1/computers/E1DA06A3-5601-43c9-bac3-52d5db701494").status, 200u)
      << "letter case does not matter";
  auto const gone = ask("DELETE", "/api/v1/computers/" + client_id);
  EXPECT_EQ(gone.status, 204u);
  EXPECT_EQ(gone.body, "");
  EXPECT_EQ(get("/api/v1/computers").body, "{\"computers\":[]}\n");
  EXPECT_EQ(ask("DELETE", "/api/v1/computers/" + client_id).status, 404u);
  EXPECT_THAT(driver_->sync_updates().body, HasSubstr("RegistrationRequired"));
}

TEST_F(AdminResourcesTest, TheCatalogueIsCountedAndSupersededUpdatesAreDeclined) {
  auto const before = object_of(get("/api/v1/catalogue"));
  EXPECT_EQ(before.at("revisions"), 120);
  EXPECT_EQ(before.at("declined"), 0);
  auto const superseded = before.at("superseded").to_number<int>();
  ASSERT_GT(superseded, 0);

  auto const dry = object_of(ask("POST", "/api/v1/catalogue/decline-superseded", R"({"dry_run": true})"));
  EXPECT_EQ(dry.at("would_be_declined"), superseded);
  EXPECT_EQ(dry.at("declined_now"), 0);
  EXPECT_EQ(object_of(get("/api/v1/catalogue")), before) << "a dry run changes nothing";

  auto const young = object_of(ask("POST", "/api/v1/catalogue/decline-superseded", R"({"exclusion_period": "30 d"})"));
  EXPECT_EQ(young.at("declined_now"), 0) << "all were approved today";

  auto const real = object_of(ask("POST", "/api/v1/catalogue/decline-superseded"));
  EXPECT_EQ(real.at("declined_now"), superseded);
  auto const after = object_of(get("/api/v1/catalogue"));
  EXPECT_EQ(after.at("declined"), superseded);
  EXPECT_EQ(after.at("superseded"), 0);
}

TEST_F(AdminResourcesTest, LastLevelIsAPartOfWhatIsSuperseded) {
  auto const all = object_of(ask("POST", "/api/v1/catalogue/decline-superseded", R"({"dry_run": true})"));
  auto const last =
      object_of(ask("POST", "/api/v1/catalogue/decline-superseded", R"({"dry_run": true, "last_level_only": true})"));
  EXPECT_EQ(last.at("would_be_declined"), all.at("superseded_last_level"));
  EXPECT_LT(last.at("would_be_declined").to_number<int>(), all.at("would_be_declined").to_number<int>());
}

TEST_F(AdminResourcesTest, EveryMistakeOfABodyIsTold) {
  auto const reply = ask("POST", "/api/v1/catalogue/decline-superseded",
                         R"({"dry_run": "yes", "exclusion_period": "3 weeks", "level": 1})");
  EXPECT_EQ(reply.status, 400u);
  EXPECT_THAT(
      json::value_to<std::vector<std::string>>(object_of(reply).at("errors")),
      ElementsAre("field 'exclusion_period' is \"3 weeks\"; allowed: 0 d to 36500 d, written as in 500 ms, 90 s, "
                  "15 min, 2 h, 1 d",
                  "field 'dry_run' is \"yes\"; allowed: true or false",
                  "field 'level' is not known; known: last_level_only, exclusion_period, dry_run"));
  EXPECT_EQ(object_of(get("/api/v1/catalogue")).at("declined"), 0);
}

TEST_F(AdminResourcesTest, APoolIsStoppedStartedAndRecycled) {
  EXPECT_THAT(get("/api/v1/pools").body, HasSubstr("\"name\":\"WsusPool\",\"state\":\"started\",\"stopped_by\":null"));
  driver_->handshake();
  auto const stopped = ask("POST", "/api/v1/pools/wsuspool/stop");
  EXPECT_EQ(stopped.status, 200u);
  EXPECT_EQ(object_of(stopped).at("state"), "stopped");
  EXPECT_EQ(object_of(stopped).at("stopped_by"), "administrator");
  EXPECT_EQ(driver_->get_config().status, 503u);
  EXPECT_EQ(ask("POST", "/api/v1/pools/WsusPool/stop").status, 409u);
  EXPECT_THAT(ask("POST", "/api/v1/pools/WsusPool/recycle").body, HasSubstr("there is no worker process to recycle"));
  EXPECT_EQ(ask("POST", "/api/v1/pools/WsusPool/start").status, 200u);
  EXPECT_EQ(driver_->get_config().status, 200u);
  EXPECT_EQ(ask("POST", "/api/v1/pools/WsusPool/start").status, 409u);
  EXPECT_EQ(ask("POST", "/api/v1/pools/WsusPool/recycle").status, 200u);
  EXPECT_EQ(ask("POST", "/api/v1/pools/OtherPool/stop").status, 404u);
}

TEST_F(AdminResourcesTest, AnIisresetStartsWhatWasStoppedByHandAsOneThatIsTyped) {
  for (bool const typed : {false, true}) {
    EXPECT_EQ(ask("POST", "/api/v1/pools/WsusPool/stop").status, 200u);
    type("appcmd stop site \"WSUS Administration\"");
    EXPECT_EQ(reasons().size(), 2u);
    if (typed)
      type("iisreset");
    else
      EXPECT_EQ(ask("POST", "/api/v1/iisreset").body, "{\"application_starts\":2}\n");
    EXPECT_THAT(reasons(), ElementsAre());
    EXPECT_EQ(server_->application().current()->starts, typed ? 3u : 2u);
  }
}

TEST_F(AdminResourcesTest, AnIisresetCannotStartADisabledService) {
  type("sc config W3SVC start= disabled");
  auto const reply = ask("POST", "/api/v1/iisreset");
  EXPECT_EQ(reply.status, 409u);
  EXPECT_THAT(reply.body, HasSubstr("the service W3SVC is disabled"));
  EXPECT_THAT(reasons(), ElementsAre("the service W3SVC is stopped"));
  type("sc config W3SVC start= auto");
  EXPECT_EQ(ask("POST", "/api/v1/iisreset").status, 200u);
  EXPECT_THAT(reasons(), ElementsAre());
}

TEST_F(AdminResourcesTest, LogsAreListedAndReadFromTheirEnd) {
  driver_->get_authorization_cookie("");
  auto const list = get("/api/v1/logs").body;
  EXPECT_THAT(list, HasSubstr("\"name\":\"SoftwareDistribution.log\",\"bytes\":"));
  EXPECT_THAT(list, HasSubstr("\"name\":\"u_ex261004.log\""));
  auto const whole = get("/api/v1/logs/SoftwareDistribution.log");
  EXPECT_EQ(whole.header("Content-Type"), "text/plain; charset=utf-8");
  EXPECT_EQ(whole.body, server_->software_distribution_log());
  auto const iis_log = server_->iis_log();
  auto const last_line = iis_log.substr(iis_log.rfind('\n', iis_log.size() - 2) + 1);
  EXPECT_EQ(get("/api/v1/logs/u_ex261004.log?tail=1").body, last_line);
  EXPECT_EQ(get("/api/v1/logs/u_ex261004.log?tail=0").body, "");
  EXPECT_EQ(get("/api/v1/logs/u_ex261004.log?tail=1000").body, iis_log);
  EXPECT_EQ(get("/api/v1/logs/u_ex261004.log?tail=-1").status, 400u);
  type("appcmd stop apppool WsusPool");
  driver_->get_config();
  EXPECT_EQ(get("/api/v1/logs/httperr1.log").body, server_->http_error_log());
}

TEST_F(AdminResourcesTest, NoOtherFileOfTheLogFolderCanBeRead) {
  auto const folder = std::filesystem::path(testing::TempDir()) / "admin-logs-test";
  std::filesystem::remove_all(folder);
  auto config = small_config();
  config.admin_port = 0;
  config.log_directory = folder;
  config.https_port = 0;
  start(std::move(config));
  ASSERT_TRUE(std::filesystem::exists(folder / "lab-ca.crt"));
  driver_->get_config();
  auto const list = get("/api/v1/logs").body;
  EXPECT_THAT(list, HasSubstr("u_ex261004.log"));
  EXPECT_THAT(list, Not(HasSubstr("lab-ca")));
  for (std::string const name :
       {"lab-ca.crt", "..%2Flab-ca.crt", "u_ex..%5Clab-ca.crt", "..%5C..%5Cweb.config", "%2e%2e",
        "C:%5CWindows%5CSystem32%5CLogFiles%5CHTTPERR%5Chttperr1.log", "u_ex*.log"}) {
    EXPECT_EQ(get("/api/v1/logs/" + name).status, 404u) << name;
  }
  EXPECT_EQ(get("/api/v1/logs/../health").status, 404u);
  std::filesystem::remove_all(folder);
}

class AdminClockTest : public AdminResourcesTest {
protected:
  void SetUp() override {
    auto config = small_config();
    config.admin_port = 0;
    config.movable_clock = &movable_;
    server_ = std::make_unique<server::WsusServer>(std::move(config), movable_);
    driver_ = std::make_unique<WuspDriver>(server_->port());
  }
  void TearDown() override { server_.reset(); }
  RawReply move(std::string body) { return ask("POST", "/api/v1/clock", std::move(body)); }

  wusp::OffsetClock movable_{clock_};
};

TEST_F(AdminClockTest, TwoHoursLaterACookieHasExpired) {
  driver_->handshake();
  EXPECT_EQ(driver_->sync_updates().status, 200u);
  EXPECT_EQ(move(R"({"advance": "59 min"})").status, 200u);
  EXPECT_EQ(driver_->sync_updates().status, 200u) << "a cookie lives an hour";
  EXPECT_EQ(move(R"({"advance": "2 h"})").body,
            "{\"now\":\"2026-10-04T18:02:35.9967236Z\",\"offset_ms\":10740000,\"movable\":true}\n");
  EXPECT_THAT(driver_->sync_updates().body, HasSubstr("CookieExpired"));
  EXPECT_EQ(server_->journal().counter("error_code.CookieExpired"), 1u);
  EXPECT_THAT(get("/api/v1/logs").body, HasSubstr("u_ex261004.log"));
  EXPECT_EQ(last_entry().time, clock_.now() + std::chrono::minutes(179));
}

TEST_F(AdminClockTest, IsSetAndGoesOnFromThere) {
  EXPECT_EQ(move(R"({"set": "2027-01-01T00:00:00Z"})").status, 200u);
  clock_.advance(std::chrono::seconds(5));
  EXPECT_THAT(get("/api/v1/clock").body, HasSubstr("\"now\":\"2027-01-01T00:00:05Z\""));
  EXPECT_EQ(move(R"({"set": "2020-01-01T00:00:00Z"})").status, 200u) << "backwards, too";
  driver_->get_config();
  EXPECT_THAT(get("/api/v1/logs").body, HasSubstr("u_ex200101.log"));
}

TEST_F(AdminClockTest, MistakesMoveNothing) {
  for (auto const* const body : {"{}", R"({"advance": "2 h", "set": "2027-01-01T00:00:00Z"})", R"({"advance": 7200})",
                                 R"({"advance": "-2 h"})", R"({"advance": "1e99 h"})", R"({"advance": "nan h"})",
                                 R"({"set": "tomorrow"})", R"({"set": "0001-01-01T00:00:00Z"})",
                                 R"({"set": "9999-12-31T00:00:00Z"})", R"({"advance": "2 h", "dry_run": true})"}) {
    auto const reply = move(body);
    EXPECT_EQ(reply.status, 400u) << body << "\n" << reply.body;
  }
  EXPECT_THAT(get("/api/v1/clock").body, HasSubstr("\"offset_ms\":0,"));
}

TEST_F(AdminResourcesTest, AClockThatTheProgramMovesIsNotMovedByTheApi) {
  EXPECT_THAT(get("/api/v1/clock").body, HasSubstr("\"movable\":false"));
  EXPECT_EQ(ask("POST", "/api/v1/clock", R"({"advance": "2 h"})").status, 409u);
}

}  // namespace
}  // namespace wsus::test
