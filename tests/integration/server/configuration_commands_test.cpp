// The configuration of WSUS as it is changed at the server's prompt, on the wire.
#include "tests/integration/server/server_fixture.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace wsus::test {
namespace {

using testing::HasSubstr;
using testing::Not;

class ConfigurationCommandsTest : public ServerTest {
protected:
  void type(std::string const& line) {
    auto const result = server_->type_command(line);
    ASSERT_EQ(result.exit_code, 0) << line << "\n" << result.output;
  }
  void save(std::string_view change) {
    type(fmt::format("powershell -Command \"$c = (Get-WsusServer).GetConfiguration(); {}; $c.Save()\"", change));
  }
};

TEST_F(ConfigurationCommandsTest, ASavedConfigurationIsToldToClientsOnce) {
  start(small_config()).handshake();
  EXPECT_EQ(driver_->sync_updates().status, 200u);
  save("$c.MaxExtendedUpdatesPerRequest = 10");
  EXPECT_THAT(driver_->sync_updates().body, HasSubstr("<ErrorCode>ConfigChanged</ErrorCode>"));
  driver_->handshake();
  EXPECT_EQ(driver_->sync_updates().status, 200u);
  EXPECT_EQ(server_->state().settings()->max_extended_updates_per_request, 10u);
}

TEST_F(ConfigurationCommandsTest, WhatSqlWritesCountsAfterAnIisresetAndIsNotTold) {
  start(small_config()).handshake();
  type(
      R"(sqlcmd -S np:\\.\pipe\MICROSOFT##WID\tsql\query -b -Q "UPDATE tbConfigurationC SET MaxExtendedUpdatesPerRequest = 10")");
  EXPECT_EQ(server_->state().settings()->max_extended_updates_per_request, 50u);
  type("iisreset");
  EXPECT_EQ(server_->state().settings()->max_extended_updates_per_request, 10u);
  EXPECT_EQ(driver_->sync_updates().status, 200u);
}

TEST_F(ConfigurationCommandsTest, SupersededUpdatesAreDeclinedByPowershell) {
  start(small_config()).handshake();
  type("powershell -Command \"Get-WsusUpdate | Where-Object {$_.Update.IsSuperseded} | Deny-WsusUpdate\"");
  type("powershell -Command \"(Get-WsusUpdate | Where-Object {$_.Update.IsSuperseded}).Count\"");
  EXPECT_EQ(driver_->sync_updates().status, 200u);
  auto const count = server_->type_command(
      R"(sqlcmd -S np:\\.\pipe\MICROSOFT##WID\tsql\query -Q "SELECT COUNT(UpdateID) FROM vwMinimalUpdate WHERE IsSuperseded=1 AND Declined=0")");
  EXPECT_THAT(count.output, HasSubstr("          0\n"));
}

TEST_F(ConfigurationCommandsTest, TheDatabaseFollowsItsService) {
  start(small_config());
  auto const stopped = server_->type_command(R"(net stop "MSSQL$MICROSOFT##WID")");
  EXPECT_EQ(stopped.exit_code, 0) << stopped.output;
  EXPECT_THAT(server_->type_command("Get-WsusServer").output, HasSubstr("the database cannot be reached"));
  type(R"(net start "MSSQL$MICROSOFT##WID")");
  EXPECT_THAT(server_->type_command("Get-WsusServer").output, Not(HasSubstr("cannot be reached")));
}

}  // namespace
}  // namespace wsus::test
