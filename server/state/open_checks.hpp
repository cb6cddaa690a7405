// Whether a file is one that this program can work with. Private to server/state.
#pragma once

#include "server/state/sqlite.hpp"

#include <filesystem>
#include <string>

namespace wsus::state {

/// "state file 'x': WHAT"
[[nodiscard]] std::string told_of(std::filesystem::path const& file, std::string_view what);

/// What can be said before SQLite looks. Throws StateError: no folder, or no file but something else.
void check_place(std::filesystem::path const& file);

/// The version of an open file; 0: an empty one. Throws StateError where it is no state file, is damaged, or newer than
/// schema_version(); SqliteError.
[[nodiscard]] int check_content(std::filesystem::path const& file, Connection& connection);

/// What SQLite said when the file was opened or read, as a StateError for people.
[[noreturn]] void fail_to_open(std::filesystem::path const& file, SqliteError const& error);

}  // namespace wsus::state
