// The computers table, in memory.
#include "server/domain/computers.hpp"

#include "server/domain/lower.hpp"

#include <algorithm>
#include <utility>

namespace wsus::domain {
namespace {

/// Forgets the oldest events until both bounds hold; the newest stays.
void trim(std::vector<ReportedEvent>& events) {
  std::size_t kept = 0;
  std::size_t bytes = 0;
  for (auto event = events.rbegin(); event != events.rend() && kept < Computers::max_events; ++event, ++kept) {
    bytes += kept_bytes(*event);
    if (kept != 0 && bytes > Computers::max_event_bytes) break;
  }
  events.erase(events.begin(), events.end() - static_cast<std::ptrdiff_t>(kept));
}

bool passes(EventFilter const& filter, ReportedEvent const& event) {
  return (!filter.event_id || *filter.event_id == event.event_id) &&
         (!filter.update_id || *filter.update_id == event.update_id);
}

}  // namespace

void Computers::heard_of(Table::iterator entry, wusp::UtcTime now) {
  by_contact_.erase({entry->second.last_contact, entry->first});
  entry->second.last_contact = now;
  by_contact_.emplace(now, entry->first);
}

void Computers::remove(Table::iterator entry) {
  by_contact_.erase({entry->second.last_contact, entry->first});
  by_lower_id_.erase(entry);
}

void Computers::make_room() {
  while (by_lower_id_.size() >= capacity_) {
    remove(by_lower_id_.find(std::string(by_contact_.begin()->second)));
    ++forgotten_;
  }
}

bool Computers::authorise(std::string const& client_id, std::string const& dns_name, std::string const& target_group,
                          wusp::UtcTime now) {
  std::lock_guard const lock(mutex_);
  auto id = lower(client_id);
  auto entry = by_lower_id_.find(id);
  if (entry == by_lower_id_.end()) {
    make_room();
    entry = by_lower_id_.try_emplace(std::move(id)).first;
    entry->second.client_id = client_id;
    entry->second.first_seen = now;
  }
  auto& computer = entry->second;
  if (computer.damaged) return false;
  computer.dns_name = dns_name;
  computer.target_group = target_group;
  heard_of(entry, now);
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

std::string Computers::dns_name_of(std::string const& client_id) const {
  std::lock_guard const lock(mutex_);
  auto const entry = by_lower_id_.find(lower(client_id));
  return entry == by_lower_id_.end() ? std::string() : entry->second.dns_name;
}

void Computers::synced(std::string const& client_id, wusp::UtcTime now) {
  std::lock_guard const lock(mutex_);
  auto const entry = by_lower_id_.find(lower(client_id));
  if (entry != by_lower_id_.end()) entry->second.last_sync = now;
}

void Computers::contacted(std::string const& client_id, wusp::UtcTime now) {
  std::lock_guard const lock(mutex_);
  auto const entry = by_lower_id_.find(lower(client_id));
  if (entry != by_lower_id_.end()) heard_of(entry, now);
}

bool Computers::add_events(std::string const& client_id, std::vector<ReportedEvent> const& events, wusp::UtcTime now) {
  std::lock_guard const lock(mutex_);
  auto const entry = by_lower_id_.find(lower(client_id));
  if (entry == by_lower_id_.end()) return false;
  auto& computer = entry->second;
  computer.last_report = now;
  if (std::ranges::any_of(events, is_status_event)) computer.last_status = now;
  computer.status = status_after(std::move(computer.status), events);
  computer.events.insert(computer.events.end(), events.begin(), events.end());
  trim(computer.events);
  return true;
}

bool Computers::store_inventory(std::string const& client_id, StoredInventory inventory) {
  std::lock_guard const lock(mutex_);
  auto const entry = by_lower_id_.find(lower(client_id));
  if (entry == by_lower_id_.end()) return false;
  entry->second.inventory = std::move(inventory);
  return true;
}

std::vector<EventOfComputer> Computers::events(EventFilter const& filter) const {
  std::lock_guard const lock(mutex_);
  std::vector<EventOfComputer> found;
  for (auto const& [id, computer] : by_lower_id_) {
    if (filter.client_id && !same_name(*filter.client_id, id)) continue;
    for (auto const& event : computer.events) {
      if (passes(filter, event)) found.push_back({.client_id = computer.client_id, .event = event});
    }
  }
  return found;
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

std::size_t Computers::size() const {
  std::lock_guard const lock(mutex_);
  return by_lower_id_.size();
}

bool Computers::erase(std::string const& client_id) {
  std::lock_guard const lock(mutex_);
  auto const entry = by_lower_id_.find(lower(client_id));
  if (entry == by_lower_id_.end()) return false;
  remove(entry);
  return true;
}

bool Computers::damage(std::string const& client_id) {
  std::lock_guard const lock(mutex_);
  auto const entry = by_lower_id_.find(lower(client_id));
  if (entry == by_lower_id_.end()) return false;
  entry->second.damaged = true;
  return true;
}

void Computers::restore(std::vector<Computer> computers) {
  Table table;
  for (auto& computer : computers) {
    auto id = lower(computer.client_id);
    table.insert_or_assign(std::move(id), std::move(computer));
  }
  std::lock_guard const lock(mutex_);
  by_contact_.clear();  // before the keys that it views
  by_lower_id_ = std::move(table);
  for (auto const& [id, computer] : by_lower_id_) by_contact_.emplace(computer.last_contact, id);
  if (by_lower_id_.size() <= capacity_) return;
  forgotten_ += by_lower_id_.size() - capacity_;
  while (by_lower_id_.size() > capacity_) remove(by_lower_id_.find(std::string(by_contact_.begin()->second)));
}

std::uint64_t Computers::forgotten() const {
  std::lock_guard const lock(mutex_);
  return forgotten_;
}

}  // namespace wsus::domain
