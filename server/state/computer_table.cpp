// Changes of computers as SQL: see computer_table.hpp.
#include "server/state/computer_table.hpp"

#include "server/domain/lower.hpp"
#include "server/state/json_fields.hpp"

#include <boost/json.hpp>

#include <utility>
#include <variant>

namespace wsus::state {
namespace {

std::int64_t ticks(wusp::UtcTime time) { return time.time_since_epoch().count(); }

std::string_view bytes_of(wusp::Guid const& guid) {
  return {reinterpret_cast<char const*>(guid.bytes.data()), guid.bytes.size()};
}

template <typename T>
std::string json_text(T const& value) {
  return boost::json::serialize(to_json(value));
}

}  // namespace

ComputerTable::ComputerTable(Connection& connection)
    : connection_(connection),
      authorise_(connection.prepare(
          "INSERT INTO computers(id, client_id, target_group, dns_name, first_seen, last_contact) "
          "VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET target_group = excluded.target_group, "
          "dns_name = excluded.dns_name, last_contact = excluded.last_contact")),
      register_(connection.prepare("UPDATE computers SET registered = 1, info = ? WHERE id = ?")),
      contact_(connection.prepare("UPDATE computers SET last_contact = ? WHERE id = ?")),
      sync_(connection.prepare("UPDATE computers SET last_sync = ? WHERE id = ?")),
      damage_(connection.prepare("UPDATE computers SET damaged = 1 WHERE id = ?")),
      report_(connection.prepare("UPDATE computers SET last_report = ?, last_status = ? WHERE key = ?")),
      find_key_(connection.prepare("SELECT key FROM computers WHERE id = ?")),
      last_event_(connection.prepare("SELECT coalesce(max(number), 0) FROM events WHERE computer = ?")),
      add_event_(connection.prepare("INSERT INTO events(computer, number, event) VALUES(?, ?, ?)")),
      forget_events_(connection.prepare("DELETE FROM events WHERE computer = ? AND number <= ?")),
      put_status_(connection.prepare("INSERT INTO status(computer, update_id, state) VALUES(?, ?, ?) "
                                     "ON CONFLICT DO UPDATE SET state = excluded.state")),
      remove_status_(connection.prepare("DELETE FROM status WHERE computer = ? AND update_id = ?")),
      put_inventory_(connection.prepare("INSERT OR REPLACE INTO inventories(computer, received, compressed, document) "
                                        "VALUES(?, ?, ?, ?)")),
      insert_(connection.prepare("INSERT INTO computers(id, client_id, target_group, dns_name, registered, info, "
                                 "first_seen, last_sync, last_contact, last_report, last_status, damaged) "
                                 "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
  for (auto const* const sql : {"DELETE FROM events WHERE computer = ?", "DELETE FROM status WHERE computer = ?",
                                "DELETE FROM inventories WHERE computer = ?", "DELETE FROM computers WHERE key = ?"})
    erase_.push_back(connection.prepare(sql));
}

void ComputerTable::apply(domain::ComputerChange const& change) {
  std::visit([this](auto const& one) { write(one); }, change);
}

void ComputerTable::write(domain::ComputerAuthorised const& change) {
  authorise_.run(change.id, change.client_id, change.target_group, change.dns_name, ticks(change.first_seen),
                 ticks(change.now));
}

void ComputerTable::write(domain::ComputerRegistered const& change) {
  register_.run(json_text(*change.info), change.id);
  require_one_row();
}

void ComputerTable::write(domain::ComputerContacted const& change) {
  contact_.run(ticks(change.now), change.id);
  require_one_row();
}

void ComputerTable::write(domain::ComputerSynced const& change) {
  sync_.run(ticks(change.now), change.id);
  require_one_row();
}

void ComputerTable::write(domain::ComputerDamaged const& change) {
  damage_.run(change.id);
  require_one_row();
}

/// Events of a computer have numbers without gaps, so the oldest are those up to a number.
void ComputerTable::write(domain::EventsAdded const& change) {
  Transaction transaction(connection_);
  auto const key = key_of(change.id);
  last_event_.start(key);
  static_cast<void>(last_event_.step());  // an aggregate always has a row
  auto number = last_event_.integer(0);
  last_event_.reset();
  for (auto const& event : change.added) add_event_.run(key, ++number, json_text(event));
  forget_events_.run(key, number - static_cast<std::int64_t>(change.kept));
  write_status(key, *change.status);
  report_.run(ticks(change.last_report), ticks(change.last_status), key);
  transaction.commit();
}

void ComputerTable::write(domain::InventoryStored const& change) {
  Transaction transaction(connection_);
  write_inventory(key_of(change.id), *change.inventory);
  transaction.commit();
}

void ComputerTable::write(domain::ComputerErased const& change) {
  Transaction transaction(connection_);
  auto const key = key_of(change.id);
  for (auto& statement : erase_) statement.run(key);
  transaction.commit();
}

void ComputerTable::write(domain::ComputersReplaced const& change) {
  Transaction transaction(connection_);
  clear();
  for (auto const* const computer : change.computers) insert(*computer);
  transaction.commit();
}

void ComputerTable::clear() {
  connection_.run("DELETE FROM events; DELETE FROM status; DELETE FROM inventories; DELETE FROM computers");
}

void ComputerTable::insert(domain::Computer const& computer) {
  auto const id = domain::lower(computer.client_id);
  insert_.run(id, computer.client_id, computer.target_group, computer.dns_name, computer.registered,
              json_text(computer.info), ticks(computer.first_seen), ticks(computer.last_sync),
              ticks(computer.last_contact), ticks(computer.last_report), ticks(computer.last_status), computer.damaged);
  auto const key = sqlite3_last_insert_rowid(connection_.handle());
  std::int64_t number = 0;
  for (auto const& event : computer.events) add_event_.run(std::int64_t{key}, ++number, json_text(event));
  write_status(key, {.put = computer.status});
  if (computer.inventory) write_inventory(key, *computer.inventory);
}

void ComputerTable::write_status(std::int64_t key, domain::StatusChanges const& changes) {
  for (auto const& [update, state] : changes.put) put_status_.run(key, Blob{bytes_of(update)}, static_cast<int>(state));
  for (auto const& update : changes.removed) remove_status_.run(key, Blob{bytes_of(update)});
}

void ComputerTable::write_inventory(std::int64_t key, domain::StoredInventory const& inventory) {
  put_inventory_.run(key, ticks(inventory.received), inventory.compressed, Blob{inventory.document});
}

std::int64_t ComputerTable::key_of(std::string_view id) {
  find_key_.start(id);
  bool const found = find_key_.step();
  auto const key = found ? find_key_.integer(0) : 0;
  find_key_.reset();
  if (!found) throw SqliteError(SQLITE_CONSTRAINT, "the file does not have the computer " + std::string(id));
  return key;
}

/// Another number means that somebody else has changed the file.
void ComputerTable::require_one_row() const {
  if (sqlite3_changes(connection_.handle()) != 1)
    throw SqliteError(SQLITE_CONSTRAINT, "the file does not have the computer of the change");
}

}  // namespace wsus::state
