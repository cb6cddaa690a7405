// sqlcmd: the statements of the articles and what they change.
#include "tests/unit/server/shell/wsus_machine.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::server_shell::test {
namespace {

using testing::HasSubstr;

class Sqlcmd : public testing::Test {
protected:
  windows::CommandResult query(std::string_view sql, windows::Identity identity = {}) {
    return machine_.type(fmt::format(R"(sqlcmd -S np:\\.\pipe\MICROSOFT##WID\tsql\query -d SUSDB -b -Q "{}")", sql),
                         std::move(identity));
  }
  susdb::SusDb state() const { return *machine_.database.state(); }
  WsusMachine machine_;
};

TEST_F(Sqlcmd, AnIndexIsCreatedOnceAndDropped) {
  constexpr std::string_view create = "CREATE NONCLUSTERED INDEX [nclSupercededUpdateID] ON "
                                      "[dbo].[tbRevisionSupersedesUpdate] ([SupersededUpdateID] ASC)";
  EXPECT_EQ(query(create).exit_code, 0);
  EXPECT_TRUE(state().indexes.superseded_update);
  EXPECT_FALSE(state().indexes.localized_property);
  auto const again = query(create);
  EXPECT_EQ(again.exit_code, 1);
  EXPECT_THAT(
      again.output,
      HasSubstr("Msg 1913, Level 16, State 1, Server MICROSOFT##WID, Line 1\nThe operation failed because an index "
                "or statistics with name 'nclSupercededUpdateID' already exists on table "
                "'dbo.tbRevisionSupersedesUpdate'.\n"));
  EXPECT_EQ(query("DROP INDEX nclSupercededUpdateID ON tbRevisionSupersedesUpdate").exit_code, 0);
  EXPECT_FALSE(state().indexes.superseded_update);
  EXPECT_THAT(query("DROP INDEX nclSupercededUpdateID ON tbRevisionSupersedesUpdate").output, HasSubstr("Msg 3701"));
}

TEST_F(Sqlcmd, ConfigurationWaitsForTheServicesToStart) {
  EXPECT_EQ(query("UPDATE tbConfigurationC SET MaxXMLPerRequest = 0").output, "\n(1 rows affected)\n");
  EXPECT_EQ(machine_.settings->page.xml_bytes, 5'242'880u);
  ASSERT_TRUE(state().unread_configuration);
  EXPECT_EQ(state().unread_configuration->max_xml_bytes, 0u);
  EXPECT_EQ(query("SELECT MaxXMLPerRequest FROM tbConfigurationC").output,
            "MaxXMLPerRequest\n----------------\n               0\n\n(1 rows affected)\n");
  EXPECT_THAT(query("UPDATE tbConfigurationC SET MaxXMLPerRequest = -1").output, HasSubstr("Msg 547"));
}

TEST_F(Sqlcmd, SupersededUpdatesAreCounted) {
  constexpr std::string_view count = "Select COUNT(UpdateID) from vwMinimalUpdate where IsSuperseded=1 and Declined=0";
  EXPECT_EQ(query(count).output, "           \n-----------\n          1\n\n(1 rows affected)\n");
  machine_.catalogue =
      std::make_shared<domain::Catalogue const>(domain::decline_updates(*machine_.catalogue, {domain::guid(1)}));
  EXPECT_THAT(query(count).output, HasSubstr("          0\n"));
  EXPECT_THAT(query("SELECT COUNT(*) FROM vwMinimalUpdate").output, HasSubstr("          3\n"));
  EXPECT_THAT(query("SELECT COUNT(*) FROM vwMinimalUpdate WHERE Declined = 1").output, HasSubstr("          1\n"));
}

TEST_F(Sqlcmd, AnUpdateIsDeletedWithItsDamage) {
  machine_.database.change([](susdb::SusDb& db) { db.damage[domain::guid(3)].doubled = true; });
  EXPECT_EQ(query("EXEC spDeleteUpdate @localUpdateID = 3").output, "");
  EXPECT_FALSE(machine_.catalogue->find(3));
  EXPECT_TRUE(state().damage.empty());
  EXPECT_EQ(query("EXEC spDeleteUpdate 77").output, "");
  auto const refused = query("EXEC spDeleteUpdate 90");
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.output, HasSubstr("cannot delete update as it is still referenced by other update(s)"));
  EXPECT_TRUE(machine_.catalogue->find(90));
}

TEST_F(Sqlcmd, ObsoleteUpdatesAreListed) {
  machine_.catalogue = std::make_shared<domain::Catalogue const>(
      domain::decline_updates(*machine_.catalogue, {domain::guid(1), domain::guid(3)}));
  EXPECT_EQ(query("exec spGetObsoleteUpdatesToCleanup").output,
            "LocalUpdateID\n-------------\n            1\n            3\n\n(2 rows affected)\n");
}

TEST_F(Sqlcmd, ARestoredDatabaseIsAnOlderOneWithAnotherIdentity) {
  EXPECT_EQ(query(R"(BACKUP DATABASE SUSDB TO DISK='C:\susdb.bak')").exit_code, 0);
  EXPECT_EQ(query("EXEC spDeleteUpdate 3").exit_code, 0);
  EXPECT_EQ(query("ALTER DATABASE SUSDB SET SINGLE_USER").exit_code, 0);
  auto const before = machine_.server_id;
  EXPECT_EQ(query(R"(RESTORE DATABASE SUSDB FROM DISK='C:\SUSDB.bak' WITH REPLACE)").exit_code, 0);
  EXPECT_TRUE(machine_.catalogue->find(3));
  EXPECT_EQ(state().availability, susdb::Availability::running);
  EXPECT_NE(machine_.server_id, before);
  EXPECT_THAT(query(R"(RESTORE DATABASE SUSDB FROM DISK='C:\other.bak')").output, HasSubstr("Msg 3201"));
}

TEST_F(Sqlcmd, SingleUserModeIsSetAndLeft) {
  EXPECT_EQ(query("ALTER DATABASE SUSDB SET SINGLE_USER WITH ROLLBACK IMMEDIATE").exit_code, 0);
  EXPECT_EQ(state().availability, susdb::Availability::single_user);
  EXPECT_EQ(query("ALTER DATABASE SUSDB SET MULTI_USER").exit_code, 0);
  EXPECT_EQ(state().availability, susdb::Availability::running);
}

TEST_F(Sqlcmd, ScriptsAreFilesOrTheReindexScript) {
  machine_.database.change([](susdb::SusDb& db) { db.indexes.maintained = false; });
  auto const run = [&](std::string_view file) {
    return machine_.type(fmt::format(R"(sqlcmd -E -S \\.\pipe\microsoft##wid\tsql\query -i "{}")", file));
  };
  EXPECT_THAT(run(R"(C:\missing.sql)").output, HasSubstr("Sqlcmd: 'C:\\missing.sql': Invalid filename."));
  EXPECT_FALSE(state().indexes.maintained);
  EXPECT_EQ(run(R"(C:\Users\WsusDBMaintenance.sql)").exit_code, 0);
  EXPECT_TRUE(state().indexes.maintained);
  machine_.files.write_as_system(R"(C:\own.sql)",
                                 "USE SUSDB\nGO\nUPDATE tbConfigurationC SET MaxExtendedUpdatesPerRequest = 10\n");
  EXPECT_EQ(run(R"(C:\own.sql)").exit_code, 0);
  EXPECT_EQ(state().unread_configuration->max_extended_updates, 10u);
}

TEST_F(Sqlcmd, RefusalsChangeNothing) {
  auto const other = machine_.type("sqlcmd -S SQL01 -Q \"USE SUSDB\"");
  EXPECT_EQ(other.exit_code, 1);
  EXPECT_THAT(other.output, HasSubstr("Server is not found or not accessible."));
  EXPECT_THAT(other.output, HasSubstr("MICROSOFT##WID"));
  EXPECT_THAT(query("USE SUSDB", not_elevated).output, HasSubstr("Login failed for user 'administrator'."));
  machine_.database.change([](susdb::SusDb& db) { db.availability = susdb::Availability::stopped; });
  EXPECT_THAT(query("USE SUSDB").output, HasSubstr("Login timeout expired"));
  EXPECT_THAT(machine_.type("sqlcmd -Z").output, HasSubstr("'-Z': Unknown Option."));
  EXPECT_THAT(machine_.type("sqlcmd -Q").output, HasSubstr("'-Q': Missing argument."));
  EXPECT_THAT(machine_.type("sqlcmd query").output, HasSubstr("'query': Unexpected argument."));
  EXPECT_THAT(machine_.type("sqlcmd -?").output, HasSubstr("EXEC spDeleteUpdate"));
}

TEST_F(Sqlcmd, AMistakeSaysWhatTheLabKnows) {
  auto const result = query("UPDATE tbConfigurationC SET MaxXMLPerRequests = 0");
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.output, HasSubstr("Msg 207, Level 16, State 1, Server MICROSOFT##WID, Line 1\nInvalid column name "
                                       "'MaxXMLPerRequests'.\n(The lab: 'MaxXMLPerRequest' is the nearest name;"));
  EXPECT_FALSE(state().unread_configuration);
}

}  // namespace
}  // namespace wsus::server_shell::test
