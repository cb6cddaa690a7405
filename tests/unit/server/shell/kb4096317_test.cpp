// Proves the whole fix of KB4096317 at the server's prompt, and that leaving one of its steps out leaves the fault.
#include "tests/unit/server/shell/server_machine.hpp"

#include "server/iis/application.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace wsus::server_shell::test {
namespace {

constexpr std::string_view edit =
    "notepad.exe web.config /set maxInstalledPrerequisites=800 /set maxCachedUpdates=44000";

/// A server whose iisreset reaches the application, and the administrator's elevated prompt on it.
class Kb4096317 : public testing::Test {
protected:
  void start(iis::WebConfigReload reload) {
    application = std::make_unique<iis::Application>(server.files, std::string(iis::client_web_config), reload);
    prompt = std::make_unique<windows::Prompt>(windows::Session{.files = server.files},
                                               server_commands({.iisreset = [this] { application->iisreset(); }}));
    EXPECT_EQ(run(R"(cd /d "%ProgramFiles%\Update Services\WebServices\ClientWebService")"), 0);
    expect_limits(400, 22'000);
  }
  int run(std::string_view line) { return prompt->run(line).exit_code; }
  void expect_limits(long prerequisites, long cached) {
    auto const state = application->current();
    auto const* const config = std::get_if<iis::WebConfig>(&state->config);
    ASSERT_NE(config, nullptr);
    EXPECT_EQ(config->max_installed_prerequisites, prerequisites);
    EXPECT_EQ(config->max_cached_updates, cached);
  }

  ServerMachine server;
  std::unique_ptr<iis::Application> application;
  std::unique_ptr<windows::Prompt> prompt;
};

TEST_F(Kb4096317, AllStepsRaiseBothLimits) {
  start(iis::WebConfigReload::iisreset);
  EXPECT_EQ(run("takeown /f web.config"), 0);
  EXPECT_EQ(run("icacls web.config /grant administrator:(F)"), 0);
  EXPECT_EQ(run(edit), 0);
  expect_limits(400, 22'000);  // not before the last step
  EXPECT_EQ(run("IISReset"), 0);
  expect_limits(800, 44'000);
}

TEST_F(Kb4096317, WithChangeNotificationTheSaveIsEnough) {
  start(iis::WebConfigReload::on_change);
  EXPECT_EQ(run("takeown /f web.config && icacls web.config /grant administrator:(F)"), 0);
  EXPECT_EQ(run(edit), 0);
  expect_limits(800, 44'000);
  EXPECT_EQ(application->current()->starts, 2U);
}

TEST_F(Kb4096317, NotepadAloneCannotSave) {
  start(iis::WebConfigReload::on_change);
  EXPECT_EQ(run(edit), 1);
  EXPECT_EQ(run("iisreset"), 0);
  expect_limits(400, 22'000);
}

TEST_F(Kb4096317, TakeownAloneIsNotEnough) {
  start(iis::WebConfigReload::on_change);
  EXPECT_EQ(run("takeown /f web.config"), 0);
  EXPECT_EQ(run(edit), 1);
  expect_limits(400, 22'000);
}

TEST_F(Kb4096317, IcaclsAloneIsRefused) {
  start(iis::WebConfigReload::on_change);
  EXPECT_EQ(run("icacls web.config /grant administrator:(F)"), 5);
  EXPECT_EQ(run(edit), 1);
  expect_limits(400, 22'000);
}

TEST_F(Kb4096317, WithoutElevationNoStepWorks) {
  start(iis::WebConfigReload::on_change);
  prompt->session().identity.elevated = false;
  EXPECT_EQ(run("takeown /f web.config"), 1);
  EXPECT_EQ(run("icacls web.config /grant administrator:(F)"), 5);
  EXPECT_EQ(run(edit), 1);
  EXPECT_EQ(run("iisreset"), 5);
  expect_limits(400, 22'000);
  EXPECT_EQ(application->current()->starts, 1U);
}

TEST_F(Kb4096317, TheKeyOfTheTroubleshootingPageDoesNotHelp) {
  start(iis::WebConfigReload::on_change);
  server.open_up();
  EXPECT_EQ(run("notepad web.config /set maxCachedUpdate=44000"), 0);
  EXPECT_EQ(run("iisreset"), 0);
  expect_limits(400, 22'000);
}

TEST_F(Kb4096317, ADamagedFileStopsTheApplicationUntilItIsRepaired) {
  start(iis::WebConfigReload::on_change);
  server.open_up();
  EXPECT_EQ(run("notepad web.config /replace </appSettings> </appSetting>"), 0);
  auto const* const error = std::get_if<iis::ConfigurationError>(&application->current()->config);
  ASSERT_NE(error, nullptr);
  EXPECT_EQ(error->line, 8);
  EXPECT_EQ(run("notepad web.config /replace </appSetting> </appSettings>"), 0);
  expect_limits(400, 22'000);
}

}  // namespace
}  // namespace wsus::server_shell::test
