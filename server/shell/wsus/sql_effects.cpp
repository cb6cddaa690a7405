// Effects of SQL statements: see sql_effects.hpp. Layout of results as sqlcmd prints an int column (M).
#include "server/shell/wsus/sql_effects.hpp"

#include "server/domain/decisions.hpp"
#include "server/domain/decline.hpp"
#include "server/shell/wsus/wsus_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace wsus::server_shell {
namespace {

using Outcome = std::variant<std::string, susdb::SqlError>;

/// The rows of one int column with its head, as sqlcmd prints them.
std::string column(std::string_view head, std::vector<std::int64_t> const& rows) {
  auto const width = std::max<std::size_t>(head.size(), 11);
  auto text = fmt::format("{:<{}}\n{}\n", head, width, std::string(width, '-'));
  for (auto const row : rows) text += fmt::format("{:>{}}\n", row, width);
  return text + fmt::format("\n({} rows affected)\n", rows.size());
}

/// What the row of tbConfigurationC says: what SQL has written, else what the services have.
susdb::StoredConfiguration stored(WsusControl const& wsus) {
  auto const state = wsus.database->state();
  return state->unread_configuration.value_or(susdb::stored_part(*wsus.settings()));
}

std::size_t& field(susdb::StoredConfiguration& row, std::string_view name) {
  if (name == "MaxXMLPerRequest") return row.max_xml_bytes;
  return name == "MaxCoreUpdatesPerRequest" ? row.max_core_updates : row.max_extended_updates;
}

bool& flag_of(susdb::Indexes& indexes, std::string_view table) {
  return table == "tbRevisionSupersedesUpdate" ? indexes.superseded_update : indexes.localized_property;
}

class Runner {
public:
  explicit Runner(WsusControl const& wsus) : wsus_(wsus) {}

  Outcome operator()(susdb::CreateIndex const& index) const {
    auto indexes = wsus_.database->state()->indexes;
    if (flag_of(indexes, index.table)) {
      return susdb::SqlError{.number = 1913,
                             .level = 16,
                             .sentence = fmt::format("The operation failed because an index or statistics with name "
                                                     "'{}' already exists on table 'dbo.{}'.",
                                                     index.name, index.table),
                             .known = {}};
    }
    wsus_.database->change([&](susdb::SusDb& state) { flag_of(state.indexes, index.table) = true; });
    return std::string();
  }

  Outcome operator()(susdb::DropIndex const& index) const {
    auto indexes = wsus_.database->state()->indexes;
    if (!flag_of(indexes, index.table)) {
      return susdb::SqlError{.number = 3701,
                             .level = 11,
                             .sentence = fmt::format("Cannot drop the index 'dbo.{}.{}', because it does not exist or "
                                                     "you do not have permission.",
                                                     index.table, index.name),
                             .known = {}};
    }
    wsus_.database->change([&](susdb::SusDb& state) { flag_of(state.indexes, index.table) = false; });
    return std::string();
  }

  Outcome operator()(susdb::SetConfiguration const& set) const {
    if (set.value < 0) {
      return susdb::SqlError{.number = 547,
                             .level = 16,
                             .sentence = fmt::format("The UPDATE statement conflicted with a CHECK constraint: {} = {} "
                                                     "is below 0.",
                                                     set.column, set.value),
                             .known = {}};
    }
    auto row = stored(wsus_);
    field(row, set.column) = static_cast<std::size_t>(set.value);
    wsus_.database->change([&](susdb::SusDb& state) { state.unread_configuration = row; });
    return std::string("\n(1 rows affected)\n");
  }

  Outcome operator()(susdb::SelectConfiguration const& select) const {
    auto row = stored(wsus_);
    return column(select.column, {static_cast<std::int64_t>(field(row, select.column))});
  }

  Outcome operator()(susdb::CountUpdates const& count) const {
    auto const summary = domain::summarise_supersedence(*wsus_.catalogue());
    auto const live = summary.updates - summary.declined;
    // Of declined updates nobody asks whether they are superseded; they count as not superseded (lab's own).
    auto const superseded = count.is_superseded == 0 ? 0 : summary.superseded.size();
    auto const others = count.is_superseded == 1 ? 0 : live - summary.superseded.size();
    auto const declined = count.is_superseded == 1 ? 0 : summary.declined;
    std::size_t counted = 0;
    if (count.declined != 1) counted += superseded + others;
    if (count.declined != 0) counted += declined;
    return column("", {static_cast<std::int64_t>(counted)});
  }

  /// LocalUpdateID is the server's own number of an update; the lab takes the id of any of its revisions.
  Outcome operator()(susdb::DeleteUpdate const& remove) const {
    auto const catalogue = wsus_.catalogue();
    auto const index = remove.local_update_id > 0 ? catalogue->find(static_cast<int>(remove.local_update_id))
                                                  : std::optional<domain::RevisionIndex>();
    if (!index) return std::string();  // nothing to delete: the procedure says nothing
    auto const update = catalogue->at(*index).identity.update_id;
    auto without = domain::delete_update(*catalogue, update);
    if (std::holds_alternative<domain::StillReferenced>(without)) {
      return susdb::SqlError{
          .number = 50000,
          .level = 16,
          .sentence = "spDeleteUpdate got error: cannot delete update as it is still referenced by other update(s)",
          .known = {}};
    }
    wsus_.replace_catalogue(std::make_shared<domain::Catalogue const>(std::get<domain::Catalogue>(std::move(without))));
    wsus_.database->change([&](susdb::SusDb& state) { susdb::forget(state, update); });
    return std::string();
  }

  Outcome operator()(susdb::ListObsolete const&) const {
    auto const catalogue = wsus_.catalogue();
    std::vector<std::int64_t> ids;
    for (auto const& update : domain::obsolete_updates(*catalogue)) {
      if (auto const index = catalogue->current(update)) ids.push_back(catalogue->at(*index).id);
    }
    return column("LocalUpdateID", ids);
  }

  Outcome operator()(susdb::UpdateStatistics const&) const {
    wsus_.database->change([](susdb::SusDb& state) { state.indexes.maintained = true; });
    return std::string("Statistics for all tables have been updated.\n");
  }

  Outcome operator()(susdb::BackupDatabase const& backup) const {
    wsus_.database->keep_backup(
        backup.path,
        {.state = *wsus_.database->state(), .catalogue = wsus_.catalogue(), .configuration = stored(wsus_)});
    return std::string("BACKUP DATABASE successfully processed the pages of 'SUSDB'.\n");
  }

  /// A restored database is another one for clients: they get ServerChanged (MS-WUSP names a restore as its cause).
  Outcome operator()(susdb::RestoreDatabase const& restore) const {
    auto const backup = wsus_.database->backup(restore.path);
    if (!backup) {
      return susdb::SqlError{.number = 3201,
                             .level = 16,
                             .sentence = fmt::format("Cannot open backup device '{}'. Operating system error 2(The "
                                                     "system cannot find the file specified.).",
                                                     restore.path),
                             .known = "a file that BACKUP DATABASE has written"};
    }
    wsus_.database->change([&](susdb::SusDb& state) { state = backup->state; });
    auto settings = *wsus_.settings();
    susdb::apply(backup->configuration, settings);
    wsus_.replace_settings(std::move(settings));
    wsus_.replace_catalogue(backup->catalogue);
    if (wsus_.set_server_id) wsus_.set_server_id(wsus_.new_guid());
    return std::string("RESTORE DATABASE successfully processed the pages of 'SUSDB'.\n");
  }

  Outcome operator()(susdb::SetAccess const& access) const {
    wsus_.database->change([&](susdb::SusDb& state) {
      state.availability = access.single_user ? susdb::Availability::single_user : susdb::Availability::running;
    });
    return std::string();
  }

  Outcome operator()(susdb::NothingToDo const&) const { return std::string(); }

private:
  WsusControl const& wsus_;
};

}  // namespace

std::variant<std::string, susdb::SqlError> run_statement(WsusControl const& wsus,
                                                         susdb::SqlStatement const& statement) {
  return std::visit(Runner(wsus), statement);
}

}  // namespace wsus::server_shell
