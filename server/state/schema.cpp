// Tables and their history: see schema.hpp. A new version is one text at the end of the list; those before it never
// change. Times are 100 ns ticks since 1970, what no query asks for is JSON.
#include "server/state/schema.hpp"

#include <fmt/format.h>

#include <array>

namespace wsus::state {
namespace {

/// The first tables.
constexpr char const* step_1 = R"(
CREATE TABLE server(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE computers(
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  client_id TEXT NOT NULL,
  target_group TEXT NOT NULL,
  dns_name TEXT NOT NULL,
  registered INTEGER NOT NULL DEFAULT 0,
  info TEXT NOT NULL DEFAULT '{}',
  first_seen INTEGER NOT NULL,
  last_sync INTEGER NOT NULL DEFAULT 0,
  last_contact INTEGER NOT NULL,
  last_report INTEGER NOT NULL DEFAULT 0,
  last_status INTEGER NOT NULL DEFAULT 0,
  damaged INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE events(
  computer INTEGER NOT NULL, number INTEGER NOT NULL, event TEXT NOT NULL,
  PRIMARY KEY(computer, number)) STRICT, WITHOUT ROWID;
CREATE TABLE status(
  computer INTEGER NOT NULL, update_id BLOB NOT NULL, state INTEGER NOT NULL,
  PRIMARY KEY(computer, update_id)) STRICT, WITHOUT ROWID;
CREATE TABLE decisions(
  update_id BLOB NOT NULL, revision INTEGER NOT NULL, decision TEXT NOT NULL,
  PRIMARY KEY(update_id, revision)) STRICT, WITHOUT ROWID;
CREATE TABLE rules(position INTEGER PRIMARY KEY, definition TEXT NOT NULL) STRICT;
)";

/// Inventory documents; rules that are switched off.
constexpr char const* step_2 = R"(
CREATE TABLE inventories(
  computer INTEGER PRIMARY KEY, received INTEGER NOT NULL, compressed INTEGER NOT NULL, document BLOB NOT NULL) STRICT;
ALTER TABLE rules ADD COLUMN enabled INTEGER NOT NULL DEFAULT 1;
)";

constexpr std::array steps{step_1, step_2};

}  // namespace

int schema_version() { return static_cast<int>(steps.size()); }

void migrate(Connection& connection, int from) {
  if (from == schema_version()) return;
  Transaction transaction(connection);
  for (auto step = static_cast<std::size_t>(from); step < steps.size(); ++step) connection.run(steps.at(step));
  connection.run(
      fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", application_id, schema_version()).c_str());
  transaction.commit();
}

}  // namespace wsus::state
