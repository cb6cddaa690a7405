// Identity, settings, decisions and rules as rows: see server_tables.hpp.
#include "server/state/server_tables.hpp"

#include "server/state/json_fields.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace wsus::state {
namespace {

namespace json = boost::json;

std::string_view bytes_of(wusp::Guid const& guid) {
  return {reinterpret_cast<char const*>(guid.bytes.data()), guid.bytes.size()};
}

json::value parsed(std::string_view text, std::string_view place) {
  json::error_code error;
  auto value = json::parse(text, error);
  if (error) throw JsonError(fmt::format("{}: {}", place, error.message()));
  return value;
}

}  // namespace

/// A row a member of the record.
void write_server(Connection& connection, ServerRecord const& server) {
  connection.run("DELETE FROM server");
  auto insert = connection.prepare("INSERT INTO server(name, value) VALUES(?, ?)");
  auto const record = to_json(server);
  for (auto const& member : record.as_object())
    insert.run(std::string_view(member.key()), json::serialize(member.value()));
}

ServerRecord read_server(Connection& connection) {
  json::object object;
  auto row = connection.prepare("SELECT name, value FROM server");
  while (row.step()) {
    auto const name = std::string(row.text(0));
    object[name] = parsed(row.text(1), fmt::format("table server, row '{}'", name));
  }
  try {
    return from_json<ServerRecord>(object);
  } catch (JsonError const& e) {
    throw JsonError(fmt::format("table server: {}", e.what()));
  }
}

void write_decisions(Connection& connection, DecisionChanges const& changes) {
  auto put = connection.prepare("INSERT OR REPLACE INTO decisions(update_id, revision, decision) VALUES(?, ?, ?)");
  for (auto const& decision : changes.put)
    put.run(Blob{bytes_of(decision.identity.update_id)}, decision.identity.revision_number,
            json::serialize(to_json(decision)));
  auto remove = connection.prepare("DELETE FROM decisions WHERE update_id = ? AND revision = ?");
  for (auto const& identity : changes.removed) remove.run(Blob{bytes_of(identity.update_id)}, identity.revision_number);
}

void clear_decisions(Connection& connection) { connection.run("DELETE FROM decisions"); }

std::vector<Decision> read_decisions(Connection& connection) {
  std::vector<Decision> decisions;
  auto row = connection.prepare("SELECT decision FROM decisions ORDER BY update_id, revision");
  while (row.step()) {
    auto const place = fmt::format("table decisions, row {}", decisions.size() + 1);
    try {
      decisions.push_back(from_json<Decision>(parsed(row.text(0), place)));
    } catch (JsonError const& e) {
      throw JsonError(fmt::format("{}: {}", place, e.what()));
    }
  }
  return decisions;
}

void write_rules(Connection& connection, std::span<KeptRule const> rules) {
  connection.run("DELETE FROM rules");
  auto insert = connection.prepare("INSERT INTO rules(position, definition, enabled) VALUES(?, ?, ?)");
  std::int64_t position = 0;
  for (auto const& rule : rules) insert.run(++position, rule.definition, rule.enabled);
}

std::vector<KeptRule> read_rules(Connection& connection) {
  std::vector<KeptRule> rules;
  auto row = connection.prepare("SELECT definition, enabled FROM rules ORDER BY position");
  while (row.step()) {
    auto& rule = rules.emplace_back();
    rule.definition = row.text(0);
    rule.enabled = row.integer(1) != 0;
    if (!parsed(rule.definition, fmt::format("table rules, row {}", rules.size())).is_object())
      throw JsonError(fmt::format("table rules, row {}: expected an object", rules.size()));
  }
  return rules;
}

}  // namespace wsus::state
