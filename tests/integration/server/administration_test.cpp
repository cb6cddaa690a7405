// What an administrator does at the server, on the wire: httpRedirect, the computers table, declining superseded
// updates.
#include "tests/integration/server/server_fixture.hpp"

#include "server/domain/decline.hpp"
#include "server/iis/server_files.hpp"
#include "server/iis/site_configuration.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wsus::test {
namespace {

class AdministrationTest : public ServerTest {
protected:
  void type(std::string const& line) {
    auto const result = server_->type_command(line);
    ASSERT_EQ(result.exit_code, 0) << line << "\n" << result.output;
  }
  void write_site(std::string_view attributes) {
    server_->files().write_as_system(
        iis::site_web_config,
        fmt::format("<configuration><system.webServer><httpRedirect {}/></system.webServer></configuration>",
                    attributes));
  }
};

TEST_F(AdministrationTest, ASiteWithARedirectSendsEveryRequestAwayAndSaysSo) {
  start(small_config()).handshake();
  write_site("enabled='true' destination='http://other:8530/'");
  auto const reply = driver_->sync_updates();
  EXPECT_EQ(reply.status, 302u);
  EXPECT_EQ(reply.head.substr(0, reply.head.find("\r\nDate: ")),
            "HTTP/1.1 302 Found\r\n"
            "Content-Type: text/html; charset=UTF-8\r\n"
            "Location: http://other:8530/ClientWebService/client.asmx\r\n"
            "Server: Microsoft-IIS/10.0\r\n"
            "X-Powered-By: ASP.NET");
  EXPECT_EQ(reply.body,
            "<head><title>Document Moved</title></head>\n<body><h1>Object Moved</h1>This document may be found "
            "<a HREF=\"http://other:8530/ClientWebService/client.asmx\">here</a></body>");
  EXPECT_EQ(last_entry().refused, "the site's httpRedirect sends to http://other:8530/ClientWebService/client.asmx");
  EXPECT_EQ(last_entry().service, "ClientWebService");
  EXPECT_EQ(last_entry().operation, "");
  EXPECT_NE(server_->iis_log().find(" 302 0 0 "), std::string::npos);
  EXPECT_EQ(faults_counted(), (std::map<std::string, std::uint64_t, std::less<>>{{"refused", 1}}));
  EXPECT_EQ(exchange(server_->port(), {.method = "GET", .target = "/nowhere?x=1"}).header("Location"),
            "http://other:8530/nowhere?x=1");
}

TEST_F(AdministrationTest, ASiteWhoseRedirectIsOffServes) {
  start(small_config()).handshake();
  write_site("enabled='false' destination='http://other:8530/'");
  auto const reply = driver_->sync_updates();
  EXPECT_EQ(reply.status, 200u);
  EXPECT_EQ(reply.header("Location"), "");
  EXPECT_TRUE(faults_counted().empty());
  EXPECT_EQ(server_->iis_log().find(" 302 "), std::string::npos);
}

TEST_F(AdministrationTest, EachResponseStatusIsOnTheWire) {
  start(small_config());
  for (auto const& [name, line] :
       std::map<std::string, std::string>{{"Permanent", "HTTP/1.1 301 Moved Permanently"},
                                          {"Found", "HTTP/1.1 302 Found"},
                                          {"Temporary", "HTTP/1.1 307 Temporary Redirect"},
                                          {"PermRedirect", "HTTP/1.1 308 Permanent Redirect"}}) {
    write_site(fmt::format("enabled='true' destination='http://other/' exactDestination='true' httpResponseStatus='{}'",
                           name));
    auto const reply = driver_->get_config();
    EXPECT_EQ(reply.head.substr(0, reply.head.find("\r\n")), line);
    EXPECT_EQ(reply.header("Location"), "http://other/");
  }
}

TEST_F(AdministrationTest, TheSiteNeedsNoRestartEvenWhenWebConfigWaitsForOne) {
  auto config = small_config();
  config.web_config_reload = iis::WebConfigReload::iisreset;
  start(std::move(config));
  write_site("enabled='true' destination='/'");
  EXPECT_EQ(driver_->get_config().header("Location"), "/ClientWebService/client.asmx");  // to itself: a loop
  write_site("enabled='false' destination='/'");
  EXPECT_EQ(driver_->get_config().status, 200u);
}

TEST_F(AdministrationTest, ABrokenSiteConfigurationIs500With19ForEveryService) {
  start(small_config());
  for (auto const* attributes : {"enabled='maybe'", "unknown='1'", "enabled='true"}) {
    write_site(attributes);
    EXPECT_EQ(driver_->get_config().status, 500u) << attributes;
    EXPECT_EQ(last_entry().sub_status, 19u) << attributes;
    auto const reply = driver_->get_authorization_cookie();
    EXPECT_EQ(reply.status, 500u) << attributes;
    EXPECT_NE(reply.body.find(R"(\\?\C:\Program Files\Update Services\WebServices\Root\web.config)"),
              std::string::npos);
    EXPECT_EQ(last_entry().sub_status, 19u) << attributes;
  }
  write_site("");
  EXPECT_EQ(driver_->get_config().status, 200u);
}

TEST_F(AdministrationTest, AppcmdSwitchesTheRedirectOff) {
  start(small_config());
  write_site("enabled='true' destination='http://other/'");
  EXPECT_EQ(driver_->get_config().status, 302u);
  constexpr auto line = R"(appcmd set config "WSUS Administration" /section:httpRedirect /enabled:false)";
  EXPECT_EQ(server_->type_command(line, /*elevated=*/false).exit_code, 5);
  EXPECT_EQ(driver_->get_config().status, 302u);
  type(line);
  EXPECT_EQ(driver_->get_config().status, 200u);
}

TEST_F(AdministrationTest, ADamagedEntryRefusesThisClientUntilItIsDeleted) {
  start(small_config()).handshake();
  std::string const id = "e1da06a3-5601-43c9-bac3-52d5db701494";
  type("wsuscomputer damage pc01");
  for (int attempt = 0; attempt < 2; ++attempt) {
    auto const reply = driver_->get_authorization_cookie(id);
    EXPECT_EQ(reply.status, 500u);
    EXPECT_EQ(element(reply.body, "ErrorCode"), "InternalServerError");
    EXPECT_EQ(element(reply.body, "faultcode"), "soap:Server");
    EXPECT_EQ(element(reply.body, "Message"), "");
    EXPECT_EQ(last_entry().client_id, id);
  }
  EXPECT_EQ(driver_->get_authorization_cookie("11111111-5601-43c9-bac3-52d5db701494").status, 200u);  // its twin
  type("wsuscomputer delete " + id);
  driver_->handshake();
  EXPECT_EQ(driver_->sync_updates().status, 200u);
}

TEST_F(AdministrationTest, ADeletedComputerMustRegisterAgainWithTheCookieItHas) {
  start(small_config()).handshake();
  EXPECT_EQ(driver_->sync_updates().status, 200u);
  type("wsuscomputer delete pc01.lab.example");
  auto const reply = driver_->sync_updates();
  EXPECT_EQ(reply.status, 500u);
  EXPECT_EQ(element(reply.body, "ErrorCode"), "RegistrationRequired");
  EXPECT_EQ(driver_->register_computer().status, 200u);
  EXPECT_EQ(driver_->sync_updates().status, 200u);
  EXPECT_NE(server_->type_command("powershell Get-WsusComputer").output.find("pc01.lab.example"), std::string::npos);
}

class DeclineTest : public AdministrationTest {
protected:
  static constexpr auto script =
      "powershell -ExecutionPolicy Bypass -File .\\Decline-SupersededUpdatesWithExclusionPeriod.ps1 -UpdateServer wsus "
      "-Port 8530";

  void SetUp() override {
    start(small_config()).handshake();
    superseded_ = superseded();
    ASSERT_FALSE(superseded_.empty());
  }
  std::vector<int> superseded() {
    auto const catalogue = server_->state().catalogue();
    std::vector<int> ids;
    for (auto const& update : domain::summarise_supersedence(*catalogue).superseded)
      ids.push_back(catalogue->at(*catalogue->current(update.identity.update_id)).id);
    return ids;
  }
  /// A warm client that has the superseded updates and everything they wait for, in a list of `installed` entries.
  RawReply warm_scan(int installed) {
    auto const catalogue = server_->state().catalogue();
    std::vector<int> ids;
    for (domain::RevisionIndex index = 0; index < catalogue->revisions().size(); ++index) {
      if (!catalogue->is_leaf(index)) ids.push_back(catalogue->at(index).id);
    }
    for (auto const id : numbers(900'000, installed - static_cast<int>(ids.size()))) ids.push_back(id);
    return driver_->sync_updates(int_list("InstalledNonLeafUpdateIDs", ids) +
                                 int_list("OtherCachedUpdateIDs", superseded_));
  }
  std::vector<int> superseded_;
};

TEST_F(DeclineTest, AClientWithRoomIsToldThatTheDeclinedUpdatesAreOutOfScope) {
  auto const before = element(warm_scan(400).body, "OutOfScopeRevisionIDs");
  for (int const id : superseded_) EXPECT_EQ(before.find(fmt::format("<int>{}</int>", id)), std::string::npos) << id;
  auto const output = server_->type_command(script).output;
  EXPECT_NE(output.find(fmt::format("  Declined {} updates.\n", superseded_.size())), std::string::npos) << output;
  auto const after = element(warm_scan(400).body, "OutOfScopeRevisionIDs");
  for (int const id : superseded_) EXPECT_NE(after.find(fmt::format("<int>{}</int>", id)), std::string::npos) << after;
  EXPECT_TRUE(superseded().empty());
}

TEST_F(DeclineTest, AClientOverTheCapIsRefusedAsBefore) {
  EXPECT_EQ(element(warm_scan(401).body, "Message"), "parameters.InstalledNonLeafUpdateIDs");
  type(script);
  EXPECT_EQ(element(warm_scan(401).body, "Message"), "parameters.InstalledNonLeafUpdateIDs");
}

TEST_F(DeclineTest, CountingAndAnExclusionPeriodDeclineNothing) {
  type(fmt::format("{} -SkipDecline", script));
  EXPECT_EQ(superseded(), superseded_);
  type(fmt::format("{} -ExclusionPeriod 30", script));  // all were approved today
  EXPECT_EQ(superseded(), superseded_);
  EXPECT_EQ(server_->type_command(script, /*elevated=*/false).output.find("Declined"), std::string::npos);
  EXPECT_EQ(superseded(), superseded_);
  clock_.advance(std::chrono::hours(24 * 30));
  type(fmt::format("{} -ExclusionPeriod 30", script));
  EXPECT_TRUE(superseded().empty());
}

}  // namespace
}  // namespace wsus::test
