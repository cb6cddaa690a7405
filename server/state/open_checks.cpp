// Checks of a state file: see open_checks.hpp.
#include "server/state/open_checks.hpp"

#include "server/state/schema.hpp"
#include "server/state/state_error.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <system_error>

namespace wsus::state {

std::string told_of(std::filesystem::path const& file, std::string_view what) {
  return fmt::format("state file '{}': {}", file.string(), what);
}

void check_place(std::filesystem::path const& file) {
  std::error_code ignored;
  auto const folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  if (!std::filesystem::is_directory(folder, ignored))
    throw StateError(told_of(file, fmt::format("its folder '{}' is not there", folder.string())));
  if (std::filesystem::exists(file, ignored) && !std::filesystem::is_regular_file(file, ignored))
    throw StateError(told_of(file, "is no file"));
}

int check_content(std::filesystem::path const& file, Connection& connection) {
  auto const application = connection.number("PRAGMA application_id");
  auto const version = connection.number("PRAGMA user_version");
  bool const is_empty =
      application == 0 && version == 0 && connection.number("SELECT count(*) FROM sqlite_schema") == 0;
  if (is_empty) return 0;
  if (application != application_id)
    throw StateError(told_of(file, "is a database of another program; it is left as it is"));
  if (version > schema_version())
    throw StateError(told_of(
        file, fmt::format("was written by a newer version of wsus-mock (format {}; this one knows formats up to {})",
                          version, schema_version())));
  if (version < 1) throw StateError(told_of(file, fmt::format("has no format {}", version)));
  if (auto const finding = connection.text("PRAGMA quick_check(1)"); finding != "ok")
    throw StateError(told_of(file, fmt::format("is damaged: {}", finding)));
  return static_cast<int>(version);
}

void fail_to_open(std::filesystem::path const& file, SqliteError const& error) {
  switch (error.code()) {
  case SQLITE_NOTADB: throw StateError(told_of(file, "is no state file: not a SQLite database"));
  case SQLITE_CORRUPT: throw StateError(told_of(file, fmt::format("is damaged: {}", error.what())));
  case SQLITE_READONLY: throw StateError(told_of(file, fmt::format("cannot be written: {}", error.what())));
  case SQLITE_BUSY:
  case SQLITE_LOCKED: throw StateError(told_of(file, fmt::format("another program works with it: {}", error.what())));
  default: break;
  }
  throw StateError(told_of(file, fmt::format("cannot be used: {}", error.what())));
}

}  // namespace wsus::state
