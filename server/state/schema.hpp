// The tables of a state file, version by version.
#pragma once

#include "server/state/sqlite.hpp"

#include <cstdint>

namespace wsus::state {

/// PRAGMA application_id: "WSUS". `file` names such a database.
inline constexpr std::int64_t application_id = 0x57535553;

/// PRAGMA user_version that this program writes.
[[nodiscard]] int schema_version();

/// Takes a database of version `from` (0: empty) to schema_version(), in one transaction. Throws SqliteError; the file
/// is as it was then. `from` is from 0 to schema_version().
void migrate(Connection& connection, int from);

}  // namespace wsus::state
