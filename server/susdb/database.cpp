// The holder of a database's state: see database.hpp.
#include "server/susdb/database.hpp"

#include "server/domain/lower.hpp"

#include <utility>

namespace wsus::susdb {

Database::Database(SusDb state) : state_(std::make_shared<SusDb const>(std::move(state))) {}

std::shared_ptr<SusDb const> Database::state() const {
  std::scoped_lock const lock(mutex_);
  return state_;
}

void Database::change(std::function<void(SusDb&)> const& edit) {
  std::scoped_lock const lock(mutex_);
  auto copy = *state_;
  edit(copy);
  state_ = std::make_shared<SusDb const>(std::move(copy));
}

Load Database::load(std::shared_ptr<domain::Catalogue const> const& catalogue) const {
  {
    std::scoped_lock const lock(mutex_);
    if (counted_.lock() == catalogue) return load_;
  }
  auto const counted = load_of(*catalogue);  // walks over everything: not while others wait
  std::scoped_lock const lock(mutex_);
  counted_ = catalogue;
  load_ = counted;
  return counted;
}

Examination Database::examine(faults::CallFacts const& call, std::shared_ptr<domain::Catalogue const> const& catalogue,
                              std::chrono::seconds execution_timeout) const {
  auto const now = state();
  return susdb::examine(call, *now, now->latency ? load(catalogue) : Load{}, execution_timeout);
}

void Database::keep_backup(std::string_view path, Backup backup) {
  std::scoped_lock const lock(mutex_);
  backups_.insert_or_assign(domain::lower(path), std::move(backup));
}

std::optional<Backup> Database::backup(std::string_view path) const {
  std::scoped_lock const lock(mutex_);
  auto const found = backups_.find(domain::lower(path));
  if (found == backups_.end()) return std::nullopt;
  return found->second;
}

}  // namespace wsus::susdb
