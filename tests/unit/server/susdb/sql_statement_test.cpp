// The statements that articles give, and what SQL Server says to others.
#include "server/susdb/sql_statement.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::susdb {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<SqlStatement> read(std::string_view batch) {
  auto const result = parse_sql(batch);
  if (auto const* const error = std::get_if<SqlError>(&result)) ADD_FAILURE() << batch << ": " << error->sentence;
  auto const* const list = std::get_if<std::vector<SqlStatement>>(&result);
  return list == nullptr ? std::vector<SqlStatement>{} : *list;
}

SqlError refused(std::string_view batch) {
  auto const result = parse_sql(batch);
  if (auto const* const error = std::get_if<SqlError>(&result)) return *error;
  ADD_FAILURE() << batch << " was read";
  return {};
}

TEST(ParseSql, TheIndexesOfTheMaintenanceGuide) {
  constexpr std::string_view script = R"(-- Create custom index in tbLocalizedPropertyForRevision
USE [SUSDB]

CREATE NONCLUSTERED INDEX [nclLocalizedPropertyID] ON [dbo].[tbLocalizedPropertyForRevision]
(
     [LocalizedPropertyID] ASC
)WITH (PAD_INDEX = OFF, ONLINE = OFF, ALLOW_PAGE_LOCKS = ON) ON [PRIMARY]

CREATE NONCLUSTERED INDEX [nclSupercededUpdateID] ON [dbo].[tbRevisionSupersedesUpdate] ([SupersededUpdateID] ASC)
)";
  EXPECT_THAT(read(script),
              ElementsAre(NothingToDo{}, CreateIndex{"nclLocalizedPropertyID", "tbLocalizedPropertyForRevision"},
                          CreateIndex{"nclSupercededUpdateID", "tbRevisionSupersedesUpdate"}));
  EXPECT_THAT(read("drop index nclSupercededUpdateID on DBO.TBREVISIONSUPERSEDESUPDATE"),
              ElementsAre(DropIndex{"nclSupercededUpdateID", "tbRevisionSupersedesUpdate"}));
}

TEST(ParseSql, ConfigurationAndCounts) {
  EXPECT_THAT(read("USE SUSDB; update tbConfigurationC set maxxmlperrequest = 0"),
              ElementsAre(NothingToDo{}, SetConfiguration{"MaxXMLPerRequest", 0}));
  EXPECT_THAT(read("select MaxXMLPerRequest from tbConfigurationC;"),
              ElementsAre(SelectConfiguration{"MaxXMLPerRequest"}));
  EXPECT_THAT(read("Select COUNT(UpdateID) from vwMinimalUpdate where IsSuperseded=1 and Declined=0"),
              ElementsAre(CountUpdates{1, 0}));
  EXPECT_THAT(read("SELECT COUNT(*) FROM dbo.vwMinimalUpdate"), ElementsAre(CountUpdates{}));
}

TEST(ParseSql, ProceduresBackupsAndAccess) {
  EXPECT_THAT(read("exec susdb.dbo.spDeleteUpdate @localUpdateID=77 EXEC spDeleteUpdate 78"),
              ElementsAre(DeleteUpdate{77}, DeleteUpdate{78}));
  EXPECT_THAT(read("EXECUTE spGetObsoleteUpdatesToCleanup; exec sp_updatestats"),
              ElementsAre(ListObsolete{}, UpdateStatistics{}));
  EXPECT_THAT(read("BACKUP DATABASE SUSDB TO DISK='C:\\SUSDB.bak' WITH INIT, STATS = 10"),
              ElementsAre(BackupDatabase{"C:\\SUSDB.bak"}));
  EXPECT_THAT(read("RESTORE DATABASE [SUSDB] FROM DISK = N'C:\\SUSDB.bak' WITH REPLACE"),
              ElementsAre(RestoreDatabase{"C:\\SUSDB.bak"}));
  EXPECT_THAT(read("ALTER DATABASE SUSDB SET SINGLE_USER WITH ROLLBACK IMMEDIATE; ALTER DATABASE SUSDB SET MULTI_USER"),
              ElementsAre(SetAccess{true}, SetAccess{false}));
}

TEST(ParseSql, MistakesHaveTheNumbersOfSqlServerAndTheNearestName) {
  struct Row {
    std::string_view batch;
    int number;
    std::string_view says;
    std::string_view known;
  };
  for (auto const& row :
       {Row{"SELEKT 1", 102, "Incorrect syntax near 'SELEKT'.", "sqlcmd -?"},
        Row{"UPDATE tbConfigurationC SET MaxXMLPerRequests = 0", 207, "Invalid column name 'MaxXMLPerRequests'.",
            "'MaxXMLPerRequest' is the nearest"},
        Row{"UPDATE tbConfiguration SET MaxXMLPerRequest = 0", 208, "Invalid object name 'tbConfiguration'.",
            "tbConfigurationC"},
        Row{"EXEC spDeleteUpdates 1", 2812, "Could not find stored procedure 'spDeleteUpdates'.", "'spDeleteUpdate'"},
        Row{"CREATE INDEX x ON tbUpdate (a)", 1088, "Cannot find the object \"tbUpdate\"",
            "tbRevisionSupersedesUpdate"},
        Row{"USE master", 911, "Database 'master' does not exist.", "SUSDB"},
        Row{"EXEC spDeleteUpdate 99999999999", 248, "overflowed an int column", ""},
        Row{"RESTORE DATABASE SUSDB FROM DISK = 'C:\\x", 105, "Unclosed quotation mark", ""},
        Row{"UPDATE tbConfigurationC SET MaxXMLPerRequest", 102, "near 'MaxXMLPerRequest'", "few statements"},
        Row{"EXEC", 102, "near 'EXEC'", ""}}) {
    auto const error = refused(row.batch);
    EXPECT_EQ(error.number, row.number) << row.batch;
    EXPECT_THAT(error.sentence, HasSubstr(std::string(row.says))) << row.batch;
    EXPECT_THAT(error.known, HasSubstr(std::string(row.known))) << row.batch;
  }
  EXPECT_EQ(refused("USE SUSDB\n\nSELEKT 1").line, 3);
}

TEST(KnownSql, ListsTheForms) { EXPECT_GE(known_sql().size(), 10u); }

}  // namespace
}  // namespace wsus::susdb
