// The computers table, in memory.
#include "server/domain/computers.hpp"

#include <algorithm>
#include <utility>

namespace wsus::domain {
namespace {

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

}  // namespace

bool Computers::authorise(std::string const& client_id, std::string const& dns_name, std::string const& target_group,
                          wusp::UtcTime now) {
  std::lock_guard const lock(mutex_);
  auto const [entry, is_new] = by_lower_id_.try_emplace(lower(client_id));
  auto& computer = entry->second;
  if (computer.damaged) return false;
  if (is_new) {
    computer.client_id = client_id;
    computer.first_seen = now;
  }
  computer.dns_name = dns_name;
  computer.target_group = target_group;
  return true;
}

bool Computers::register_computer(std::string const& client_id, ComputerInfo info) {
  std::lock_guard const lock(mutex_);
  auto const entry = by_lower_id_.find(lower(client_id));
  if (entry == by_lower_id_.end()) return false;
  entry->second.info = std::move(info);
  entry->second.registered = true;
  return true;
}

bool Computers::is_registered(std::string const& client_id) const {
  std::lock_guard const lock(mutex_);
  auto const entry = by_lower_id_.find(lower(client_id));
  return entry != by_lower_id_.end() && entry->second.registered;
}

void Computers::synced(std::string const& client_id, wusp::UtcTime now) {
  std::lock_guard const lock(mutex_);
  auto const entry = by_lower_id_.find(lower(client_id));
  if (entry != by_lower_id_.end()) entry->second.last_sync = now;
}

bool Computers::add_events(std::string const& client_id, std::vector<ReportedEvent> const& events) {
  std::lock_guard const lock(mutex_);
  auto const entry = by_lower_id_.find(lower(client_id));
  if (entry == by_lower_id_.end()) return false;
  auto& stored = entry->second.events;
  stored.insert(stored.end(), events.begin(), events.end());
  if (stored.size() > max_events) {
    stored.erase(stored.begin(), stored.end() - static_cast<std::ptrdiff_t>(max_events));
  }
  return true;
}

std::optional<Computer> Computers::find(std::string const& client_id) const {
  std::lock_guard const lock(mutex_);
  auto const entry = by_lower_id_.find(lower(client_id));
  if (entry == by_lower_id_.end()) return std::nullopt;
  return entry->second;
}

std::vector<Computer> Computers::all() const {
  std::lock_guard const lock(mutex_);
  std::vector<Computer> computers;
  computers.reserve(by_lower_id_.size());
  for (auto const& [id, computer] : by_lower_id_) computers.push_back(computer);
  return computers;
}

bool Computers::erase(std::string const& client_id) {
  std::lock_guard const lock(mutex_);
  return by_lower_id_.erase(lower(client_id)) != 0;
}

bool Computers::damage(std::string const& client_id) {
  std::lock_guard const lock(mutex_);
  auto const entry = by_lower_id_.find(lower(client_id));
  if (entry == by_lower_id_.end()) return false;
  entry->second.damaged = true;
  return true;
}

void Computers::restore(std::vector<Computer> computers) {
  std::map<std::string, Computer> table;
  for (auto& computer : computers) {
    auto id = lower(computer.client_id);
    table.insert_or_assign(std::move(id), std::move(computer));
  }
  std::lock_guard const lock(mutex_);
  by_lower_id_ = std::move(table);
}

}  // namespace wsus::domain
