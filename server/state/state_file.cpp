// State files: see state_file.hpp.
#include "server/state/state_file.hpp"

#include "server/state/checkpointer.hpp"
#include "server/state/computer_table.hpp"
#include "server/state/file_lock.hpp"
#include "server/state/json_codec.hpp"
#include "server/state/open_checks.hpp"
#include "server/state/schema.hpp"
#include "server/state/server_tables.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <mutex>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

namespace wsus::state {
namespace {

/// A file that was not there is made, for its owner alone: it holds the key of the cookies. SQLite gives its other
/// files the same rights. What is made here goes again unless it is kept.
class FreshFile {
public:
  explicit FreshFile(std::filesystem::path const& file) : file_(file) {
    int const descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    is_ours_ = descriptor >= 0;
    if (is_ours_) ::close(descriptor);
    if (!is_ours_ && errno != EEXIST)
      throw StateError(told_of(file, fmt::format("cannot be made: {}", std::system_category().message(errno))));
  }
  ~FreshFile() {
    if (!is_ours_) return;
    for (auto const* const ending : {"", "-wal", "-shm"}) ::unlink((file_.string() + ending).c_str());
  }
  FreshFile(FreshFile const&) = delete;
  FreshFile& operator=(FreshFile const&) = delete;
  void keep() { is_ours_ = false; }

private:
  std::filesystem::path file_;
  bool is_ours_ = false;
};

std::filesystem::path const& checked(std::filesystem::path const& file) {
  check_place(file);
  return file;
}

constexpr int patience_ms = 2'000;  ///< while it is opened, for a reader that ends just now
/// While it serves. Nobody else writes, but whoever looks at the file (an export, SQLite's shell) may hold the lock of
/// writers for a moment, and no client is to be refused for that.
constexpr int patience_of_changes_ms = 500;

Connection open_checked(std::filesystem::path const& file, std::int64_t max_pages) {
  try {
    Connection connection(file, OpenMode::read_write);
    sqlite3_busy_timeout(connection.handle(), patience_ms);
    auto const version = check_content(file, connection);
    if (connection.is_read_only()) throw StateError(told_of(file, "cannot be written: it is read-only"));
    if (connection.text("PRAGMA journal_mode = WAL") != "wal")
      throw StateError(told_of(file, "cannot be used: its file system has no room for a write-ahead log"));
    connection.run("PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0");
    if (max_pages > 0) connection.run(fmt::format("PRAGMA max_page_count = {}", max_pages).c_str());
    migrate(connection, version);
    sqlite3_busy_timeout(connection.handle(), patience_of_changes_ms);
    return connection;
  } catch (SqliteError const& e) {
    fail_to_open(file, e);
  }
}

Snapshot load_from(Connection& connection) {
  Snapshot snapshot;
  snapshot.server = read_server(connection);
  snapshot.decisions = read_decisions(connection);
  snapshot.rules = read_rules(connection);
  snapshot.computers = read_computers(connection);
  return snapshot;
}

}  // namespace

struct StateFile::Parts {
  Parts(std::filesystem::path path, StateFileOptions given)
      : file(std::move(path)),
        options(std::move(given)),
        lock(checked(file)),
        fresh(std::in_place, file),
        connection(open_checked(file, options.max_pages)),
        computers(connection),
        checkpointer(file, mutex, [this](std::string_view what) { checkpoint_failed(what); }) {
    sqlite3_wal_hook(
        connection.handle(),
        [](void* self, sqlite3*, char const*, int pages) {
          static_cast<Checkpointer*>(self)->committed(pages);
          return SQLITE_OK;
        },
        &checkpointer);
    fresh->keep();
  }

  void tell(std::string_view what) const {
    if (options.told) options.told(told_of(file, what));
  }
  void checkpoint_failed(std::string_view what) const {
    tell(fmt::format("its log cannot be moved into it and grows: {}", what));
  }

  std::filesystem::path const file;
  StateFileOptions const options;
  FileLock lock;
  std::optional<FreshFile> fresh;
  mutable std::mutex mutex;
  Connection connection;
  ComputerTable computers;
  bool fails = false;
  Checkpointer checkpointer;
};

StateFile::StateFile(std::filesystem::path file, StateFileOptions options) try
    : parts_(std::make_unique<Parts>(std::move(file), std::move(options))) {
} catch (SqliteError const& e) {
  throw StateError(fmt::format("state file: {}", e.what()));
}

StateFile::~StateFile() = default;

std::filesystem::path const& StateFile::path() const { return parts_->file; }

Snapshot StateFile::load() const {
  std::scoped_lock const lock(parts_->mutex);
  try {
    return load_from(parts_->connection);
  } catch (SqliteError const& e) {
    fail_to_open(parts_->file, e);
  } catch (JsonError const& e) {
    throw StateError(told_of(parts_->file, fmt::format("is damaged: {}", e.what())));
  }
}

/// What fails is told once, however many changes fail after it.
template <typename Work>
void StateFile::write(Work work) {
  std::scoped_lock const lock(parts_->mutex);
  try {
    work(parts_->connection);
  } catch (SqliteError const& e) {
    auto const what = fmt::format("cannot be written: {}", e.what());
    if (!std::exchange(parts_->fails, true)) parts_->tell(what);
    throw StateError(told_of(parts_->file, what));
  }
  if (std::exchange(parts_->fails, false)) parts_->tell("can be written again");
}

void StateFile::put_server(ServerRecord const& server) {
  write([&](Connection& connection) {
    Transaction transaction(connection);
    write_server(connection, server);
    transaction.commit();
  });
}

void StateFile::apply(domain::ComputerChange const& change) {
  write([&](Connection&) { parts_->computers.apply(change); });
}

void StateFile::apply(DecisionChanges const& changes) {
  write([&](Connection& connection) {
    Transaction transaction(connection);
    write_decisions(connection, changes);
    transaction.commit();
  });
}

void StateFile::put_rules(std::span<KeptRule const> rules) {
  write([&](Connection& connection) {
    Transaction transaction(connection);
    write_rules(connection, rules);
    transaction.commit();
  });
}

void StateFile::replace(Snapshot const& snapshot) {
  write([&](Connection& connection) {
    Transaction transaction(connection);
    write_server(connection, snapshot.server);
    clear_decisions(connection);
    write_decisions(connection, {.put = snapshot.decisions});
    write_rules(connection, snapshot.rules);
    parts_->computers.clear();
    for (auto const& computer : snapshot.computers) parts_->computers.insert(computer);
    transaction.commit();
  });
}

Snapshot read_state(std::filesystem::path const& file) {
  if (!std::filesystem::exists(checked(file))) throw StateError(told_of(file, "is not there"));
  try {
    Connection connection(file, OpenMode::read_only);
    sqlite3_busy_timeout(connection.handle(), patience_ms);
    connection.run("BEGIN");  // one moment, whatever is written meanwhile
    auto const version = check_content(file, connection);
    if (version == 0) throw StateError(told_of(file, "is empty"));
    if (version < schema_version())
      throw StateError(told_of(file, fmt::format("has format {}; a start of wsus-mock with it brings it to format {}",
                                                 version, schema_version())));
    return load_from(connection);
  } catch (SqliteError const& e) {
    fail_to_open(file, e);
  } catch (JsonError const& e) {
    throw StateError(told_of(file, fmt::format("is damaged: {}", e.what())));
  }
}

}  // namespace wsus::state
