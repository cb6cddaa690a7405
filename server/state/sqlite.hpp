// SQLite's handles as values that close themselves, and its errors as sentences. Nothing of the lab's own meaning.
#pragma once

#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace wsus::state {

/// What SQLite refused: `what()` is its sentence with the name of its code, "database or disk is full (SQLITE_FULL)".
class SqliteError : public std::runtime_error {
public:
  SqliteError(int extended_code, std::string const& message);
  /// Without the upper bits: SQLITE_BUSY, SQLITE_FULL, SQLITE_NOTADB...
  [[nodiscard]] int code() const { return extended_code_ & 0xFF; }
  [[nodiscard]] int extended_code() const { return extended_code_; }

private:
  int extended_code_;
};

/// A file that is not there is an error in either.
enum class OpenMode { read_write, read_only };

class Statement;

/// A connection. Thread safety: one thread at a time. Everything may throw SqliteError.
class Connection {
public:
  Connection(std::filesystem::path const& file, OpenMode mode);

  /// Statements without results, one after the other.
  void run(char const* sql);
  /// Kept for many runs; must not outlive the connection.
  [[nodiscard]] Statement prepare(std::string_view sql);
  /// First column of the first row; throws where there is no row.
  [[nodiscard]] std::int64_t number(std::string_view sql);
  [[nodiscard]] std::string text(std::string_view sql);
  [[nodiscard]] bool is_read_only() const;
  [[nodiscard]] bool in_transaction() const;
  [[nodiscard]] sqlite3* handle() const { return handle_.get(); }

private:
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };
  std::unique_ptr<sqlite3, Close> handle_{};
};

/// Bytes that are bound as a BLOB.
struct Blob {
  std::string_view bytes{};
};

/// A prepared statement. Texts that are bound must live until it has run.
class Statement {
public:
  Statement(sqlite3* connection, std::string_view sql);

  /// Binds all parameters in their order, runs it to its end and makes it ready again, also when it fails.
  template <typename... Values>
  void run(Values const&... values) {
    Ready const ready{*this};
    bind_all(values...);
    while (step()) {
    }
  }
  /// Binds all parameters; the rows follow with step().
  template <typename... Values>
  void start(Values const&... values) {
    reset();
    bind_all(values...);
  }
  /// True: there is a row.
  [[nodiscard]] bool step();
  void reset();

  /// Columns of the row, from 0. Of another type than the one in the table: SQLite's conversions.
  [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(handle_.get(), column); }
  /// Good until the next step.
  [[nodiscard]] std::string_view text(int column) const;

private:
  struct Ready {
    Statement& statement;
    ~Ready() { statement.reset(); }
  };
  struct Finalise {
    void operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }
  };

  template <typename... Values>
  void bind_all(Values const&... values) {
    int index = 0;
    (bind(++index, values), ...);
  }
  void bind(int index, std::int64_t value);
  void bind(int index, int value) { bind(index, std::int64_t{value}); }
  void bind(int index, bool value) { bind(index, std::int64_t{value ? 1 : 0}); }
  void bind(int index, std::string_view text);
  void bind(int index, std::string const& text) { bind(index, std::string_view(text)); }
  void bind(int index, char const* text) { bind(index, std::string_view(text)); }
  void bind(int index, Blob const& blob);

  std::unique_ptr<sqlite3_stmt, Finalise> handle_{};
};

/// BEGIN IMMEDIATE; without commit() everything is taken back.
class Transaction {
public:
  explicit Transaction(Connection& connection);
  ~Transaction();
  Transaction(Transaction const&) = delete;
  Transaction& operator=(Transaction const&) = delete;
  void commit();

private:
  Connection& connection_;
};

}  // namespace wsus::state
