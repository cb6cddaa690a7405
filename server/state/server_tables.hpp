// What a state file holds beside computers, as rows. Private to server/state.
#pragma once

#include "server/state/snapshot.hpp"
#include "server/state/sqlite.hpp"

#include <span>
#include <vector>

namespace wsus::state {

/// All of these write within a transaction of the caller and throw SqliteError.
void write_server(Connection& connection, ServerRecord const& server);
void write_decisions(Connection& connection, DecisionChanges const& changes);
void clear_decisions(Connection& connection);
/// The whole list takes the place of the one before.
void write_rules(Connection& connection, std::span<KeptRule const> rules);

/// These throw SqliteError, and JsonError for rows that cannot be read.
[[nodiscard]] ServerRecord read_server(Connection& connection);
[[nodiscard]] std::vector<Decision> read_decisions(Connection& connection);
[[nodiscard]] std::vector<KeptRule> read_rules(Connection& connection);

}  // namespace wsus::state
