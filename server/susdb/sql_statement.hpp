// The SQL statements that articles tell administrators to type on SUSDB. Values, read by a small parser; what they do
// is server/shell/sqlcmd.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace wsus::susdb {

/// CREATE [NONCLUSTERED] INDEX name ON [dbo.]table (column [ASC]) [WITH (...)] [ON [PRIMARY]]
struct CreateIndex {
  std::string name{};
  std::string table{};  ///< without schema, as the database spells it
  bool operator==(CreateIndex const&) const = default;
};
/// DROP INDEX name ON [dbo.]table
struct DropIndex {
  std::string name{};
  std::string table{};
  bool operator==(DropIndex const&) const = default;
};
/// UPDATE tbConfigurationC SET column = n
struct SetConfiguration {
  std::string column{};  ///< as the database spells it
  std::int64_t value = 0;
  bool operator==(SetConfiguration const&) const = default;
};
/// SELECT column FROM tbConfigurationC
struct SelectConfiguration {
  std::string column{};
  bool operator==(SelectConfiguration const&) const = default;
};
/// SELECT COUNT(UpdateID) FROM vwMinimalUpdate WHERE IsSuperseded=1 AND Declined=0: conditions in any order, or none
struct CountUpdates {
  int is_superseded = -1;  ///< -1: not asked
  int declined = -1;
  bool operator==(CountUpdates const&) const = default;
};
/// EXEC spDeleteUpdate @localUpdateID = n
struct DeleteUpdate {
  std::int64_t local_update_id = 0;
  bool operator==(DeleteUpdate const&) const = default;
};
/// EXEC spGetObsoleteUpdatesToCleanup
struct ListObsolete {
  bool operator==(ListObsolete const&) const = default;
};
/// EXEC sp_updatestats, and what the reindex script comes to
struct UpdateStatistics {
  bool operator==(UpdateStatistics const&) const = default;
};
/// BACKUP DATABASE SUSDB TO DISK = 'path' [WITH ...]
struct BackupDatabase {
  std::string path{};
  bool operator==(BackupDatabase const&) const = default;
};
/// RESTORE DATABASE SUSDB FROM DISK = 'path' [WITH ...]
struct RestoreDatabase {
  std::string path{};
  bool operator==(RestoreDatabase const&) const = default;
};
/// ALTER DATABASE SUSDB SET SINGLE_USER | MULTI_USER [WITH ROLLBACK IMMEDIATE]
struct SetAccess {
  bool single_user = false;
  bool operator==(SetAccess const&) const = default;
};
/// USE database, SET option ON | OFF: nothing of ours changes
struct NothingToDo {
  bool operator==(NothingToDo const&) const = default;
};

using SqlStatement =
    std::variant<CreateIndex, DropIndex, SetConfiguration, SelectConfiguration, CountUpdates, DeleteUpdate,
                 ListObsolete, UpdateStatistics, BackupDatabase, RestoreDatabase, SetAccess, NothingToDo>;

/// A message of SQL Server: "Msg 208, Level 16, State 1, Server ..., Line 1", then the sentence.
struct SqlError {
  int number = 102;
  int level = 15;
  int line = 1;
  std::string sentence{};
  std::string known{};  ///< what the lab knows instead, in a line; empty when the sentence says it all
};

/// The statements of one batch (GO has been taken out), in order; or the first one that cannot be read. Names in any
/// letter case, with or without brackets and "dbo.".
[[nodiscard]] std::variant<std::vector<SqlStatement>, SqlError> parse_sql(std::string_view batch);

/// One line a form, as the statements above have it.
[[nodiscard]] std::vector<std::string_view> known_sql();

}  // namespace wsus::susdb
