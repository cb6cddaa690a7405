// The database of one server: its state, its backups, and how much its queries walk over.
#pragma once

#include "server/susdb/examine.hpp"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace wsus::susdb {

/// What BACKUP DATABASE leaves in a file.
struct Backup {
  SusDb state{};
  std::shared_ptr<domain::Catalogue const> catalogue{};
  StoredConfiguration configuration{};
};

/// Thread safety: every call from any thread; a call works on the state that it took at its start.
class Database {
public:
  explicit Database(SusDb state = {});

  [[nodiscard]] std::shared_ptr<SusDb const> state() const;
  /// Changes a copy, which takes the place of the state: nobody sees a change half.
  void change(std::function<void(SusDb&)> const& edit);

  /// Counted once a catalogue, when it is first asked for. `catalogue` is not null.
  [[nodiscard]] Load load(std::shared_ptr<domain::Catalogue const> const& catalogue) const;

  /// susdb::examine with the state as it is; the load is counted only when time is.
  [[nodiscard]] Examination examine(faults::CallFacts const& call,
                                    std::shared_ptr<domain::Catalogue const> const& catalogue,
                                    std::chrono::seconds execution_timeout = default_execution_timeout) const;

  /// A file that is there already is replaced. Paths compare without regard to case.
  void keep_backup(std::string_view path, Backup backup);
  [[nodiscard]] std::optional<Backup> backup(std::string_view path) const;

private:
  mutable std::mutex mutex_;
  std::shared_ptr<SusDb const> state_;
  std::map<std::string, Backup> backups_{};  ///< by path in lower case
  mutable std::weak_ptr<domain::Catalogue const> counted_{};
  mutable Load load_{};
};

}  // namespace wsus::susdb
