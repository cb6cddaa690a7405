// The state of SUSDB and of a farm's nodes on the wire: each cause, its cure,
// and the twin without it.
#include "tests/integration/server/server_fixture.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace wsus::test {
namespace {

using testing::HasSubstr;

class SusdbTest : public ServerTest {
protected:
  void type(std::string const& line) {
    auto const result = server_->type_command(line);
    ASSERT_EQ(result.exit_code, 0) << line << "\n" << result.output;
  }
  void expect_fault(RawReply const& reply, std::string_view code) {
    EXPECT_EQ(reply.status, 500u);
    EXPECT_THAT(reply.body, HasSubstr(fmt::format("<ErrorCode>{}</ErrorCode>", code)));
  }
  /// An update of the catalogue that a client without anything gets with its
  /// first page: one without clauses.
  domain::Revision const& first_told(server::ServerConfig const& config) {
    auto const& catalogue = *config.catalogue;
    return catalogue.at(catalogue.unconditional_software().front());
  }
  static std::size_t count(std::string_view text, std::string_view part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++found;
    return found;
  }
};

TEST_F(SusdbTest, AStoppedDatabaseFailsEveryCallUntilItRuns) {
  start(small_config()).handshake();
  type(R"(net stop "MSSQL$MICROSOFT##WID")");
  expect_fault(driver_->sync_updates(), "InternalServerError");
  expect_fault(driver_->get_config(), "InternalServerError");
  expect_fault(driver_->get_authorization_cookie(), "InternalServerError");
  EXPECT_THAT(server_->software_distribution_log(), HasSubstr("\tError\tw3wp.12\tClientImplementation."
                                                              "SyncUpdates\tSystem.Data.SqlClient.SqlException"));
  type(R"(net start "MSSQL$MICROSOFT##WID")");
  EXPECT_EQ(driver_->sync_updates().status, 200u);
}

TEST_F(SusdbTest, ADuePostinstallFailsSimpleAuthAloneUntilItIsDone) {
  auto config = small_config();
  config.database.binaries = config.database.schema + 1;
  start(std::move(config));
  EXPECT_EQ(driver_->get_config().status, 200u);
  expect_fault(driver_->get_authorization_cookie(), "InternalServerError");
  EXPECT_THAT(server_->software_distribution_log(), HasSubstr("Exception in SimpleAuth constructor"));
  type("iisreset");
  expect_fault(driver_->get_authorization_cookie(), "InternalServerError");
  type("wsusutil postinstall /servicing");
  driver_->handshake();
  EXPECT_EQ(driver_->sync_updates().status, 200u);
}

TEST_F(SusdbTest, AnUnreadableUpdateFailsWhoeverWouldGetIt) {
  auto config = small_config();
  auto const& bad = first_told(config);
  auto const id = bad.identity.update_id;
  auto const known = fmt::format("<OtherCachedUpdateIDs><int>{}</int></OtherCachedUpdateIDs>", bad.id);
  config.database.damage[id].unreadable = true;
  start(std::move(config)).handshake();
  expect_fault(driver_->sync_updates(), "InternalServerError");
  EXPECT_THAT(server_->software_distribution_log(), HasSubstr("\tError\tw3wp.12\tClientImplementation."
                                                              "SyncUpdates\tSystem.ArgumentException"));
  EXPECT_EQ(driver_->sync_updates(known).status, 200u) << "a client that has it already does not get it";
}

TEST_F(SusdbTest, LostAndDoubledRowsGoOutAsTheyAre) {
  auto config = small_config();
  auto const id = first_told(config).identity.update_id;
  start(config).handshake();
  auto const whole = driver_->sync_updates().body;
  EXPECT_EQ(count(whole, "<UpdateInfo>"), count(whole, "<Deployment>"));

  config.database.damage[id].lost_deployment = true;
  start(config).handshake();
  auto const lost = driver_->sync_updates().body;
  EXPECT_EQ(count(lost, "<UpdateInfo>"), count(lost, "<Deployment>") + 1);

  config.database.damage[id] = {.doubled = true};
  start(config).handshake();
  auto const doubled = driver_->sync_updates().body;
  EXPECT_EQ(count(doubled, "<UpdateInfo>"), count(whole, "<UpdateInfo>") + 1);
}

TEST_F(SusdbTest, NodesWithKeysOfTheirOwnRefuseEachOthersCookies) {
  auto config = small_config();
  config.further_nodes = {cookies::Key{9}};
  start(std::move(config));
  driver_->get_config();                // node 1
  driver_->get_authorization_cookie();  // node 2
  driver_->get_cookie();                // node 1
  expect_fault(driver_->sync_updates(), "InvalidCookie");
  type("wsusfarm share");
  driver_->handshake();
  EXPECT_EQ(driver_->sync_updates().status, 200u);
  EXPECT_EQ(driver_->sync_updates().status, 200u);
}

TEST_F(SusdbTest, AnotherIdentityIsToldToClientsOnce) {
  start(small_config()).handshake();
  type(
      R"(sqlcmd -S np:\\.\pipe\MICROSOFT##WID\tsql\query -b -Q "BACKUP DATABASE SUSDB TO DISK='C:\s.bak'; RESTORE DATABASE SUSDB FROM DISK='C:\s.bak'")");
  expect_fault(driver_->sync_updates(), "ServerChanged");
  driver_->encrypted_data.clear();
  driver_->handshake();
  EXPECT_EQ(driver_->sync_updates().status, 200u);
}

TEST_F(SusdbTest, AClockThatSwingsIsConfigChangedForEver) {
  auto config = small_config();
  config.settings.clock_swing = std::chrono::minutes(5);
  start(std::move(config));
  for (int round = 0; round < 3; ++round) {
    driver_->handshake();
    expect_fault(driver_->sync_updates(), "ConfigChanged");
  }
  type("w32tm /resync");
  driver_->handshake();
  EXPECT_EQ(driver_->sync_updates().status, 200u);
}

TEST_F(SusdbTest, AnUnknownGroupLandsInUnassignedComputers) {
  auto config = small_config();
  config.settings.targeting.knows_groups = true;
  start(std::move(config)).handshake();
  for (auto const& computer : server_->state().computers().all()) EXPECT_EQ(computer.target_group, "");
  EXPECT_TRUE(faults_counted().empty());
}

}  // namespace
}  // namespace wsus::test
