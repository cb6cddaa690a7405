// Windows services of the server: see service_table.hpp. Names, display names and dependencies: WSUS and IIS as
// installed.
#include "server/machine/service_table.hpp"

#include "windows/fs/caseless.hpp"

#include <algorithm>

namespace wsus::server_machine {

using windows::equal_caseless;

ServiceTable::ServiceTable() {
  services_.push_back({.name = "MSSQL$MICROSOFT##WID", .display_name = "Windows Internal Database"});
  services_.push_back(
      {.name = "W3SVC", .display_name = "World Wide Web Publishing Service", .needs = {std::string("WAS")}});
  services_.push_back(
      {.name = "WAS", .display_name = "Windows Process Activation Service", .start = ServiceStart::manual});
  services_.push_back({.name = "WsusService", .display_name = "WSUS Service"});
  for (auto& service : services_) service.process = last_process_ += 4;
}

ServerService const* ServiceTable::locate(std::string_view name) const {
  auto const found = std::find_if(services_.begin(), services_.end(), [name](ServerService const& one) {
    return equal_caseless(one.name, name) || equal_caseless(one.display_name, name);
  });
  return found == services_.end() ? nullptr : &*found;
}

ServerService* ServiceTable::locate(std::string_view name) {
  auto const found = std::find_if(services_.begin(), services_.end(), [name](ServerService const& one) {
    return equal_caseless(one.name, name) || equal_caseless(one.display_name, name);
  });
  return found == services_.end() ? nullptr : &*found;
}

std::optional<ServerService> ServiceTable::find(std::string_view name_or_display_name) const {
  std::lock_guard const lock(mutex_);
  auto const* const service = locate(name_or_display_name);
  return service == nullptr ? std::nullopt : std::optional(*service);
}

bool ServiceTable::is_running(std::string_view name) const {
  std::lock_guard const lock(mutex_);
  auto const* const service = locate(name);
  return service != nullptr && service->running;
}

std::vector<ServerService> ServiceTable::all() const {
  std::lock_guard const lock(mutex_);
  return services_;
}

bool ServiceTable::needs(ServerService const& service, std::string_view name) const {
  return std::any_of(service.needs.begin(), service.needs.end(), [&](std::string const& one) {
    if (equal_caseless(one, name)) return true;
    auto const* const needed = locate(one);
    return needed != nullptr && needs(*needed, name);
  });
}

std::vector<ServerService> ServiceTable::dependents(std::string_view name) const {
  std::lock_guard const lock(mutex_);
  auto const* const wanted = locate(name);
  std::vector<ServerService> found;
  if (wanted == nullptr) return found;
  for (auto const& service : services_) {
    if (service.running && needs(service, wanted->name)) found.push_back(service);
  }
  return found;
}

ServiceOutcome ServiceTable::start_one(ServerService& service, std::vector<ServerService>& changed) {
  if (service.start == ServiceStart::disabled) return ServiceOutcome::disabled;
  for (auto const& name : service.needs) {
    auto* const needed = locate(name);
    if (needed == nullptr || needed->running) continue;
    if (start_one(*needed, changed) != ServiceOutcome::done) return ServiceOutcome::dependency_failed;
  }
  service.running = true;
  service.process = last_process_ += 4;
  changed.push_back(service);
  return ServiceOutcome::done;
}

ServiceTable::Result ServiceTable::start(std::string_view name_or_display_name) {
  std::lock_guard const lock(mutex_);
  auto* const service = locate(name_or_display_name);
  if (service == nullptr) return {.outcome = ServiceOutcome::no_such_service};
  if (service->running) return {.outcome = ServiceOutcome::already_running};
  Result result;
  result.outcome = start_one(*service, result.changed);
  return result;
}

ServiceTable::Result ServiceTable::stop(std::string_view name_or_display_name, bool dependents_too) {
  std::lock_guard const lock(mutex_);
  auto* const service = locate(name_or_display_name);
  if (service == nullptr) return {.outcome = ServiceOutcome::no_such_service};
  if (!service->running) return {.outcome = ServiceOutcome::not_started};
  Result result;
  for (auto& other : services_) {
    if (!other.running || !needs(other, service->name)) continue;
    if (!dependents_too) return {.outcome = ServiceOutcome::dependents_running};
    other.running = false;
    other.process = 0;
    result.changed.push_back(other);
  }
  service->running = false;
  service->process = 0;
  result.changed.push_back(*service);
  return result;
}

bool ServiceTable::set_start(std::string_view name_or_display_name, ServiceStart start) {
  std::lock_guard const lock(mutex_);
  auto* const service = locate(name_or_display_name);
  if (service == nullptr) return false;
  service->start = start;
  return true;
}

}  // namespace wsus::server_machine
