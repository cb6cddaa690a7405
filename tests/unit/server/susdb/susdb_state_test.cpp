// What changes the state of SUSDB.
#include "server/susdb/susdb.hpp"

#include "tests/unit/server/domain/sample_catalogue.hpp"

#include <gtest/gtest.h>

namespace wsus::susdb {
namespace {

using domain::guid;

TEST(Postinstall, IsDueWhileTheSchemaIsOlderThanTheBinaries) {
  SusDb database{.schema = 1, .binaries = 2};
  EXPECT_TRUE(postinstall_is_due(database));
  EXPECT_TRUE(postinstall(database));
  EXPECT_FALSE(postinstall_is_due(database));
  EXPECT_FALSE(postinstall(database));
  EXPECT_FALSE(postinstall_is_due(SusDb{}));
}

TEST(RewriteDeployments, MendsLostRowsAndNothingElse) {
  SusDb database;
  database.damage[guid(1)].lost_deployment = true;
  database.damage[guid(2)] = {.unreadable = true, .lost_deployment = true};
  database.damage[guid(3)].lost_deployment = true;
  rewrite_deployments(database, {guid(1), guid(2), guid(9)});
  EXPECT_FALSE(database.damage.contains(guid(1)));
  EXPECT_EQ(database.damage.at(guid(2)), (RowDamage{.unreadable = true}));
  EXPECT_TRUE(database.damage.at(guid(3)).lost_deployment);
}

TEST(ServicesStarted, ReadTheRowThatSqlHasWritten) {
  domain::Settings settings{.config_last_change = domain::day(4)};
  SusDb database;
  services_started(database, settings);
  EXPECT_EQ(settings.page.xml_bytes, 5'242'880u);

  database.unread_configuration = StoredConfiguration{.max_core_updates = 5, .max_extended_updates = 7};
  database.unread_configuration->max_xml_bytes = 0;
  services_started(database, settings);
  EXPECT_EQ(settings.page.updates, 5u);
  EXPECT_EQ(settings.page.xml_bytes, 0u);
  EXPECT_EQ(settings.max_extended_updates_per_request, 7u);
  EXPECT_EQ(settings.config_last_change, domain::day(4)) << "SQL tells nobody that the configuration has changed";
  EXPECT_FALSE(database.unread_configuration);
  EXPECT_EQ(stored_part(settings), (StoredConfiguration{5, 7, 0}));
}

}  // namespace
}  // namespace wsus::susdb
