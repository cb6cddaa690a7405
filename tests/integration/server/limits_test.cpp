// The limits of web.config on the wire: the exact boundary, edits while the server runs, and broken files.
#include "tests/integration/server/server_fixture.hpp"

#include "server/iis/server_files.hpp"

#include <fmt/format.h>

namespace wsus::test {
namespace {

class LimitsTest : public ServerTest {
protected:
  WuspDriver& start_ready(iis::WebConfigReload reload = iis::WebConfigReload::on_change,
                          domain::CachedCount count = domain::CachedCount::other) {
    auto config = small_config();
    config.web_config_reload = reload;
    config.settings.cached_count = count;
    start(std::move(config)).handshake();
    return *driver_;
  }
  void write_web_config(std::string const& text) { server_->files().write_as_system(iis::client_web_config, text); }
  static std::string app_settings(std::string_view adds) {
    return fmt::format("<configuration><appSettings>{}</appSettings></configuration>", adds);
  }
  /// Message of the fault, or "ok".
  std::string sync(int installed, int other) {
    auto const reply = driver_->sync_updates(int_list("InstalledNonLeafUpdateIDs", numbers(1, installed)) +
                                             int_list("OtherCachedUpdateIDs", numbers(100'000, other)));
    return reply.status == 200 ? "ok" : element(reply.body, "Message");
  }
};

constexpr auto installed_list = "parameters.InstalledNonLeafUpdateIDs";
constexpr auto cached_list = "parameters.OtherCachedUpdateIDs";

// Conforms: SyncUpdates.limits
TEST_F(LimitsTest, TheDefaultsAreFourHundredAndTwentyTwoThousand) {
  start_ready();
  EXPECT_EQ(sync(400, 22'000), "ok");
  EXPECT_EQ(sync(401, 0), installed_list);
  EXPECT_EQ(sync(0, 22'001), cached_list);
  EXPECT_EQ(sync(401, 22'001), installed_list);  // both exceeded: the installed list is named (assumption)
}

TEST_F(LimitsTest, DuplicatesCountAsEntries) {
  start_ready();
  auto const same = std::vector<int>(401, 7);
  EXPECT_EQ(driver_->sync_updates(int_list("InstalledNonLeafUpdateIDs", same)).status, 500u);
}

TEST_F(LimitsTest, TheUnionCountsBothListsWhenAsked) {
  start_ready(iis::WebConfigReload::on_change, domain::CachedCount::union_of_both);
  EXPECT_EQ(sync(400, 21'600), "ok");
  EXPECT_EQ(sync(400, 21'601), cached_list);
}

TEST_F(LimitsTest, AnEditTakesEffectAtOnceWhenChangesAreWatched) {
  start_ready();
  EXPECT_EQ(sync(401, 0), installed_list);
  write_web_config(app_settings(R"(<add key="maxInstalledPrerequisites" value="800"/>)"));
  EXPECT_EQ(sync(401, 0), "ok");
  EXPECT_EQ(sync(801, 0), installed_list);
}

TEST_F(LimitsTest, AnEditWaitsForIisresetWhenChangesAreNotWatched) {
  start_ready(iis::WebConfigReload::iisreset);
  write_web_config(app_settings(R"(<add key="maxInstalledPrerequisites" value="800"/>)"));
  EXPECT_EQ(sync(401, 0), installed_list);
  server_->iisreset();
  EXPECT_EQ(sync(401, 0), "ok");
}

TEST_F(LimitsTest, AMisspeltKeyHasNoEffect) {
  start_ready();
  write_web_config(app_settings(R"(<add key="maxCachedUpdate" value="5"/>)"));
  EXPECT_EQ(sync(0, 6), "ok");
  write_web_config(app_settings(R"(<add key="MAXCACHEDUPDATES" value="5"/>)"));
  EXPECT_EQ(sync(0, 6), cached_list);
}

TEST_F(LimitsTest, ABrokenFileAnswers500With19UntilItIsRepaired) {
  start_ready();
  for (auto const* broken :
       {"<configuration>", R"(<configuration><appSettings><add key="maxCachedUpdates" value="many"/>)"
                           "</appSettings></configuration>"}) {
    write_web_config(broken);
    auto const reply = driver_->sync_updates();
    EXPECT_EQ(reply.status, 500u);
    EXPECT_EQ(reply.header("Content-Type").substr(0, 9), "text/html");
    EXPECT_EQ(last_entry().sub_status, 19u);
    EXPECT_EQ(last_entry().error_code, "");
    EXPECT_NE(server_->iis_log().find(" 500 19 "), std::string::npos);
    write_web_config(app_settings(""));
    EXPECT_EQ(driver_->sync_updates().status, 200u);
  }
}

TEST_F(LimitsTest, OtherServicesHaveAWebConfigOfTheirOwn) {
  start_ready();
  write_web_config("<configuration>");
  EXPECT_EQ(driver_->get_authorization_cookie().status, 200u);
}

TEST_F(LimitsTest, TheCommandsOfTheArticleRaiseTheLimits) {
  start_ready(iis::WebConfigReload::iisreset);
  for (auto const* line :
       {R"(cd %programfiles%\Update Services\WebServices\ClientWebService)", "takeown /f web.config",
        "icacls web.config /grant administrator:(F)",
        "notepad.exe web.config /set maxInstalledPrerequisites=800 /set maxCachedUpdates=44000", "iisreset"}) {
    auto const result = server_->type_command(line);
    EXPECT_EQ(result.exit_code, 0) << line << "\n" << result.output;
  }
  EXPECT_EQ(sync(800, 44'000), "ok");
  EXPECT_EQ(sync(801, 0), installed_list);
}

TEST_F(LimitsTest, ABodyOverMaxRequestLengthIsRefusedByAspNet) {
  start_ready();
  auto const reply = driver_->send(wusp::Service::client, "SyncUpdates", std::string(4096 * 1024 + 1, ' '));
  EXPECT_EQ(reply.status, 500u);
  EXPECT_NE(last_entry().refused.find("maxRequestLength"), std::string::npos);
  EXPECT_EQ(driver_->sync_updates().status, 200u);
}

}  // namespace
}  // namespace wsus::test
