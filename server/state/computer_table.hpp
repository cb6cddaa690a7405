// Computers with their events, rows of status and inventories as rows of a state file. Private to server/state.
#pragma once

#include "server/domain/computers.hpp"
#include "server/state/sqlite.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::state {

/// Writes as many rows as a change has. Lifetime: the connection outlives it. Thread safety: that of the connection.
class ComputerTable {
public:
  explicit ComputerTable(Connection& connection);

  /// In one transaction. Throws SqliteError; nothing has changed then.
  void apply(domain::ComputerChange const& change);
  /// Within a transaction of the caller.
  void clear();
  void insert(domain::Computer const& computer);

private:
  void write(domain::ComputerAuthorised const& change);
  void write(domain::ComputerRegistered const& change);
  void write(domain::ComputerContacted const& change);
  void write(domain::ComputerSynced const& change);
  void write(domain::EventsAdded const& change);
  void write(domain::InventoryStored const& change);
  void write(domain::ComputerDamaged const& change);
  void write(domain::ComputerErased const& change);
  void write(domain::ComputersReplaced const& change);

  [[nodiscard]] std::int64_t key_of(std::string_view id);
  void write_status(std::int64_t key, domain::StatusChanges const& changes);
  void write_inventory(std::int64_t key, domain::StoredInventory const& inventory);
  void require_one_row() const;

  Connection& connection_;
  Statement authorise_;
  Statement register_;
  Statement contact_;
  Statement sync_;
  Statement damage_;
  Statement report_;
  Statement find_key_;
  Statement last_event_;
  Statement add_event_;
  Statement forget_events_;
  Statement put_status_;
  Statement remove_status_;
  Statement put_inventory_;
  std::vector<Statement> erase_;  ///< each takes the key
  Statement insert_;
};

/// All computers, in the order of their ids. Throws SqliteError, JsonError (a row that cannot be read; names it).
[[nodiscard]] std::vector<domain::Computer> read_computers(Connection& connection);

}  // namespace wsus::state
