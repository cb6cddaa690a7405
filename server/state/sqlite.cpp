// SQLite's handles: see sqlite.hpp.
#include "server/state/sqlite.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace wsus::state {
namespace {

struct CodeName {
  int code;
  std::string_view name;
};

/// Those that a file can show to somebody.
constexpr std::array<CodeName, 12> code_names{{{SQLITE_BUSY, "SQLITE_BUSY"},
                                               {SQLITE_LOCKED, "SQLITE_LOCKED"},
                                               {SQLITE_READONLY, "SQLITE_READONLY"},
                                               {SQLITE_IOERR, "SQLITE_IOERR"},
                                               {SQLITE_CORRUPT, "SQLITE_CORRUPT"},
                                               {SQLITE_FULL, "SQLITE_FULL"},
                                               {SQLITE_CANTOPEN, "SQLITE_CANTOPEN"},
                                               {SQLITE_NOTADB, "SQLITE_NOTADB"},
                                               {SQLITE_CONSTRAINT, "SQLITE_CONSTRAINT"},
                                               {SQLITE_PERM, "SQLITE_PERM"},
                                               {SQLITE_NOMEM, "SQLITE_NOMEM"},
                                               {SQLITE_ERROR, "SQLITE_ERROR"}}};

std::string name_of(int extended_code) {
  for (auto const& row : code_names) {
    if (row.code == (extended_code & 0xFF)) return std::string(row.name);
  }
  return fmt::format("code {}", extended_code);
}

/// How much of an error's number says more than its name.
std::string sentence(int extended_code, std::string const& message) {
  auto const name = name_of(extended_code);
  if (extended_code <= 0xFF) return fmt::format("{} ({})", message, name);
  return fmt::format("{} ({}, {})", message, name, extended_code);
}

[[noreturn]] void fail(sqlite3* connection) {
  throw SqliteError(sqlite3_extended_errcode(connection), sqlite3_errmsg(connection));
}

}  // namespace

SqliteError::SqliteError(int extended_code, std::string const& message)
    : std::runtime_error(sentence(extended_code, message)), extended_code_(extended_code) {}

Connection::Connection(std::filesystem::path const& file, OpenMode mode) {
  sqlite3* handle = nullptr;
  int const access = mode == OpenMode::read_write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
  int const flags = access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  int const code = sqlite3_open_v2(file.c_str(), &handle, flags, nullptr);
  handle_.reset(handle);  // there to be closed even where it could not be opened
  if (handle == nullptr) throw SqliteError(SQLITE_NOMEM, "out of memory");
  if (code != SQLITE_OK) throw SqliteError(code, sqlite3_errmsg(handle));
}

void Connection::run(char const* sql) {
  if (sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(handle_.get());
}

Statement Connection::prepare(std::string_view sql) { return {handle_.get(), sql}; }

std::int64_t Connection::number(std::string_view sql) {
  auto statement = prepare(sql);
  if (!statement.step()) throw SqliteError(SQLITE_ERROR, fmt::format("no row: {}", sql));
  return statement.integer(0);
}

std::string Connection::text(std::string_view sql) {
  auto statement = prepare(sql);
  if (!statement.step()) throw SqliteError(SQLITE_ERROR, fmt::format("no row: {}", sql));
  return std::string(statement.text(0));
}

bool Connection::is_read_only() const { return sqlite3_db_readonly(handle_.get(), "main") == 1; }

bool Connection::in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }

Statement::Statement(sqlite3* connection, std::string_view sql) {
  sqlite3_stmt* handle = nullptr;
  auto const code = sqlite3_prepare_v3(connection, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                       &handle, nullptr);
  handle_.reset(handle);
  if (code != SQLITE_OK) fail(connection);
}

bool Statement::step() {
  int const code = sqlite3_step(handle_.get());
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) fail(sqlite3_db_handle(handle_.get()));
  return false;
}

void Statement::reset() {
  sqlite3_reset(handle_.get());  // its code is that of the step, which was told
  sqlite3_clear_bindings(handle_.get());
}

std::string_view Statement::text(int column) const {
  auto const* const bytes = static_cast<char const*>(sqlite3_column_blob(handle_.get(), column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column))};
}

void Statement::bind(int index, std::int64_t value) {
  if (sqlite3_bind_int64(handle_.get(), index, value) != SQLITE_OK) fail(sqlite3_db_handle(handle_.get()));
}

void Statement::bind(int index, std::string_view text) {
  auto const* const data = text.data() == nullptr ? "" : text.data();  // a null pointer would be NULL
  if (sqlite3_bind_text64(handle_.get(), index, data, text.size(), nullptr, SQLITE_UTF8) != SQLITE_OK)
    fail(sqlite3_db_handle(handle_.get()));
}

void Statement::bind(int index, Blob const& blob) {
  auto const* const data = blob.bytes.data() == nullptr ? "" : blob.bytes.data();
  if (sqlite3_bind_blob64(handle_.get(), index, data, blob.bytes.size(), nullptr) != SQLITE_OK)
    fail(sqlite3_db_handle(handle_.get()));
}

Transaction::Transaction(Connection& connection) : connection_(connection) { connection_.run("BEGIN IMMEDIATE"); }

Transaction::~Transaction() {
  // Some errors end a transaction by themselves.
  if (connection_.in_transaction()) sqlite3_exec(connection_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() { connection_.run("COMMIT"); }

}  // namespace wsus::state
