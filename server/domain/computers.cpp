// The computers table, in memory.
#include "server/domain/computers.hpp"

#include "server/domain/lower.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace wsus::domain {
namespace {

/// How many of the newest events, of those there and then those that come, are within both bounds; the newest is.
std::size_t kept_count(std::vector<ReportedEvent> const& there, std::vector<ReportedEvent> const& coming) {
  std::size_t kept = 0;
  std::size_t bytes = 0;
  auto const all = there.size() + coming.size();
  for (; kept < all && kept < Computers::max_events; ++kept) {
    bytes += kept_bytes(kept < coming.size() ? coming[coming.size() - 1 - kept] : there[all - 1 - kept]);
    if (kept != 0 && bytes > Computers::max_event_bytes) break;
  }
  return kept;
}

/// The newest `kept` of both lists.
void append(std::vector<ReportedEvent>& there, std::vector<ReportedEvent> const& coming, std::size_t kept) {
  there.insert(there.end(), coming.begin(), coming.end());
  there.erase(there.begin(), there.end() - static_cast<std::ptrdiff_t>(kept));
}

bool passes(EventFilter const& filter, ReportedEvent const& event) {
  return (!filter.event_id || *filter.event_id == event.event_id) &&
         (!filter.update_id || *filter.update_id == event.update_id);
}

}  // namespace

void Computers::watch(ComputerListener listener) {
  std::lock_guard const lock(mutex_);
  listener_ = std::move(listener);
}

Computers::Table::iterator Computers::at(std::string const& client_id) { return by_lower_id_.find(lower(client_id)); }

void Computers::tell(ComputerChange const& change) const {
  if (listener_) listener_(change);
}

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
    auto const oldest = by_lower_id_.find(std::string(by_contact_.begin()->second));
    tell(ComputerErased{.id = oldest->first});
    remove(oldest);
    ++forgotten_;
  }
}

bool Computers::authorise(std::string const& client_id, std::string const& dns_name, std::string const& target_group,
                          wusp::UtcTime now) {
  std::lock_guard const lock(mutex_);
  auto id = lower(client_id);
  auto entry = by_lower_id_.find(id);
  bool const is_new = entry == by_lower_id_.end();
  if (!is_new && entry->second.damaged) return false;
  if (is_new) make_room();
  tell(ComputerAuthorised{.id = id,
                          .client_id = is_new ? client_id : entry->second.client_id,
                          .dns_name = dns_name,
                          .target_group = target_group,
                          .first_seen = is_new ? now : entry->second.first_seen,
                          .now = now});
  if (is_new) {
    entry = by_lower_id_.try_emplace(std::move(id)).first;
    entry->second.client_id = client_id;
    entry->second.first_seen = now;
  }
  entry->second.dns_name = dns_name;
  entry->second.target_group = target_group;
  heard_of(entry, now);
  return true;
}

bool Computers::register_computer(std::string const& client_id, ComputerInfo info) {
  std::lock_guard const lock(mutex_);
  auto const entry = at(client_id);
  if (entry == by_lower_id_.end()) return false;
  tell(ComputerRegistered{.id = entry->first, .info = &info});
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
  auto const entry = at(client_id);
  if (entry == by_lower_id_.end()) return;
  tell(ComputerSynced{.id = entry->first, .now = now});
  entry->second.last_sync = now;
}

void Computers::contacted(std::string const& client_id, wusp::UtcTime now) {
  std::lock_guard const lock(mutex_);
  auto const entry = at(client_id);
  if (entry == by_lower_id_.end()) return;
  tell(ComputerContacted{.id = entry->first, .now = now});
  heard_of(entry, now);
}

void Computers::tell_events(Table::const_iterator entry, std::vector<ReportedEvent> const& events, std::size_t kept,
                            wusp::UtcTime now) const {
  auto const& computer = entry->second;
  StatusChanges status;
  if (std::ranges::any_of(events, changes_status))
    status = status_changes(computer.status, status_after(computer.status, events));
  bool const has_status = std::ranges::any_of(events, is_status_event);
  tell(EventsAdded{.id = entry->first,
                   .added = std::span(events).last(std::min(kept, events.size())),
                   .kept = kept,
                   .last_report = now,
                   .last_status = has_status ? now : computer.last_status,
                   .status = &status});
}

bool Computers::add_events(std::string const& client_id, std::vector<ReportedEvent> const& events, wusp::UtcTime now) {
  std::lock_guard const lock(mutex_);
  auto const entry = at(client_id);
  if (entry == by_lower_id_.end()) return false;
  auto& computer = entry->second;
  auto const kept = kept_count(computer.events, events);
  if (listener_) tell_events(entry, events, kept, now);
  computer.last_report = now;
  if (std::ranges::any_of(events, is_status_event)) computer.last_status = now;
  computer.status = status_after(std::move(computer.status), events);
  append(computer.events, events, kept);
  return true;
}

bool Computers::store_inventory(std::string const& client_id, StoredInventory inventory) {
  std::lock_guard const lock(mutex_);
  auto const entry = at(client_id);
  if (entry == by_lower_id_.end()) return false;
  tell(InventoryStored{.id = entry->first, .inventory = &inventory});
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
  auto const entry = at(client_id);
  if (entry == by_lower_id_.end()) return false;
  tell(ComputerErased{.id = entry->first});
  remove(entry);
  return true;
}

bool Computers::damage(std::string const& client_id) {
  std::lock_guard const lock(mutex_);
  auto const entry = at(client_id);
  if (entry == by_lower_id_.end()) return false;
  tell(ComputerDamaged{.id = entry->first});
  entry->second.damaged = true;
  return true;
}

void Computers::restore(std::vector<Computer> computers) {
  Table table;
  for (auto& computer : computers) {
    auto id = lower(computer.client_id);
    table.insert_or_assign(std::move(id), std::move(computer));
  }
  std::set<std::pair<wusp::UtcTime, std::string_view>> by_contact;
  for (auto const& [id, computer] : table) by_contact.emplace(computer.last_contact, id);
  auto const too_many = table.size() - std::min(table.size(), capacity_);
  while (table.size() > capacity_) {
    auto const oldest = table.find(std::string(by_contact.begin()->second));
    by_contact.erase(by_contact.begin());  // before the key that it views
    table.erase(oldest);
  }
  std::lock_guard const lock(mutex_);
  if (listener_) {
    std::vector<Computer const*> whole;
    whole.reserve(table.size());
    for (auto const& [id, computer] : table) whole.push_back(&computer);
    tell(ComputersReplaced{.computers = whole});
  }
  by_contact_.swap(by_contact);  // the keys stay where they are when the table is moved
  by_lower_id_.swap(table);
  by_contact.clear();
  forgotten_ += too_many;
}

std::uint64_t Computers::forgotten() const {
  std::lock_guard const lock(mutex_);
  return forgotten_;
}

}  // namespace wsus::domain
