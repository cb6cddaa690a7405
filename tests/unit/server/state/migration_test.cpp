// Files of earlier and later versions.
#include "server/state/schema.hpp"
#include "server/state/state_file.hpp"
#include "tests/unit/server/state/state_folder.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace wsus::state {
namespace {

using testing::HasSubstr;

/// A file of format 1, as SQLite's shell writes it out: no inventories, and rules without a switch.
constexpr char const* format_1 = R"(
CREATE TABLE server(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO server VALUES('server_id','"00000000-0000-404d-8000-000000000001"');
CREATE TABLE computers(
  key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, client_id TEXT NOT NULL, target_group TEXT NOT NULL,
  dns_name TEXT NOT NULL, registered INTEGER NOT NULL DEFAULT 0, info TEXT NOT NULL DEFAULT '{}',
  first_seen INTEGER NOT NULL, last_sync INTEGER NOT NULL DEFAULT 0, last_contact INTEGER NOT NULL,
  last_report INTEGER NOT NULL DEFAULT 0, last_status INTEGER NOT NULL DEFAULT 0,
  damaged INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO computers VALUES(7,'pc-1','PC-1','Pilot','pc1.lab',1,'{"os_version":"10.0.26200"}',
  17911224000000000,0,17911224000000001,0,0,0);
CREATE TABLE events(computer INTEGER NOT NULL, number INTEGER NOT NULL, event TEXT NOT NULL,
  PRIMARY KEY(computer, number)) STRICT, WITHOUT ROWID;
INSERT INTO events VALUES(7,41,'{"event_id":183}');
CREATE TABLE status(computer INTEGER NOT NULL, update_id BLOB NOT NULL, state INTEGER NOT NULL,
  PRIMARY KEY(computer, update_id)) STRICT, WITHOUT ROWID;
INSERT INTO status VALUES(7,x'000102030405060708090a0b0c0d0e0f',3);
CREATE TABLE decisions(update_id BLOB NOT NULL, revision INTEGER NOT NULL, decision TEXT NOT NULL,
  PRIMARY KEY(update_id, revision)) STRICT, WITHOUT ROWID;
CREATE TABLE rules(position INTEGER PRIMARY KEY, definition TEXT NOT NULL) STRICT;
INSERT INTO rules VALUES(1,'{"reset":{"after":100}}');
PRAGMA application_id = 1465079123;
PRAGMA user_version = 1;
)";

class StateMigration : public StateFolder {};

TEST_F(StateMigration, AFileOfFormat1IsBroughtToThisOneWithEverythingInIt) {
  run_sql(file_, format_1);
  {
    StateFile state(file_);
    auto const read = state.load();
    ASSERT_EQ(read.computers.size(), 1u);
    EXPECT_EQ(read.computers[0].client_id, "PC-1");
    EXPECT_EQ(read.computers[0].info.os_version, "10.0.26200");
    EXPECT_EQ(read.computers[0].events.at(0).event_id, 183);
    EXPECT_EQ(read.computers[0].status.begin()->second, domain::InstallationState::installed);
    EXPECT_EQ(read.rules.at(0), (KeptRule{.definition = R"({"reset":{"after":100}})", .enabled = true}));
    domain::StoredInventory const inventory{.document = "new in format 2"};
    state.apply(domain::InventoryStored{.id = "pc-1", .inventory = &inventory});
  }
  EXPECT_EQ(read_state(file_).computers.at(0).inventory->document, "new in format 2");
  Connection connection(file_, OpenMode::read_only);
  EXPECT_EQ(connection.number("PRAGMA user_version"), schema_version());
}

TEST_F(StateMigration, AFileOfThisFormatIsNotTouchedByIt) {
  { StateFile(file_).replace(full_snapshot()); }
  { StateFile const again(file_); }
  EXPECT_EQ(text_of(read_state(file_)), text_of(full_snapshot()));
}

TEST_F(StateMigration, AnUnfinishedMigrationLeavesFormat1) {
  run_sql(file_, std::string(format_1) + "CREATE TABLE inventories(x);");  // in the way of the second step
  EXPECT_THAT(state_error_of([&] { StateFile const state(file_); }), HasSubstr("inventories already exists"));
  Connection connection(file_, OpenMode::read_only);
  EXPECT_EQ(connection.number("PRAGMA user_version"), 1);
  EXPECT_EQ(connection.number("SELECT count(*) FROM computers"), 1);
}

TEST_F(StateMigration, ANewerFormatIsRefusedWithASentenceAndLeftAlone) {
  { StateFile(file_).replace(full_snapshot()); }
  run_sql(file_, "PRAGMA user_version = 99");
  auto const sentence = fmt::format("state file '{}': was written by a newer version of wsus-mock (format 99; this one "
                                    "knows formats up to {})",
                                    file_.string(), schema_version());
  EXPECT_EQ(state_error_of([&] { StateFile const state(file_); }), sentence);
  EXPECT_EQ(state_error_of([&] { static_cast<void>(read_state(file_)); }), sentence);
  run_sql(file_, "PRAGMA user_version = 2");
  EXPECT_EQ(text_of(read_state(file_)), text_of(full_snapshot()));
}

TEST_F(StateMigration, AnExportOfAnOlderFormatSaysWhatBringsItToThisOne) {
  run_sql(file_, format_1);
  EXPECT_THAT(state_error_of([&] { static_cast<void>(read_state(file_)); }),
              HasSubstr("has format 1; a start of wsus-mock"));
}

}  // namespace
}  // namespace wsus::state
