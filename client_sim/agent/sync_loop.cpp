// The steps that fetch updates: SyncUpdates until nothing new can come, one driver pass, extended information.
#include "client_sim/agent/scan_state.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wsus::agent {
namespace {

constexpr std::string_view sync_wrapper = "CAgentProtocolTalker::SyncUpdates_WithRecover";

/// The agent asks for these two, in this order (wusp-protocol 3.2).
std::vector<std::string> locales_of(machine::SystemFacts const& facts) {
  std::vector<std::string> locales{facts.locale};
  auto const dash = facts.locale.find('-');
  if (dash != std::string::npos) locales.push_back(facts.locale.substr(0, dash));
  return locales;
}

/// "AMD64.10.0" (capture SyncUpdates).
std::string matching_key(machine::SystemFacts const& facts) {
  constexpr int amd64 = 9;
  auto const* const name = facts.processor_architecture == amd64 ? "AMD64" : "x86";
  return fmt::format("{}.{}.{}", name, facts.os_major, facts.os_minor);
}

bool lacks_deployment(ReceivedUpdate const& update) { return update.action.empty(); }

}  // namespace

void Scan::State::open_operation() {
  if (operation_open) return;  // a recovery runs inside the operation it repairs
  operation_open = true;
  log.operation_started(sync_wrapper, ++store().operation_number);
}

void Scan::State::close_operation() {
  if (!operation_open) return;
  operation_open = false;
  log.operation_stopped(sync_wrapper, store().operation_number);
}

AddressedCall Scan::State::sync_call(Step step) {
  open_operation();
  auto ids = cache.ids();
  SyncUpdatesCall call{.cookie = store().cookie.value_or(machine::ClientCookie{}),
                       .installed_non_leaf = std::move(ids.installed_non_leaf)};
  if (step == Step::sync_drivers) {  // wusp-protocol 7.2, step 6
    call.skip_software = true;
    call.cached_drivers = std::move(ids.drivers);
    call.hardware = machine.hardware();
    if (!call.hardware.devices.empty()) call.feature_score_matching_key = matching_key(machine.facts());
  } else {
    call.other_cached = std::move(ids.other);
  }
  call.filter_categories = filter_categories;
  return to_client_service(std::move(call));
}

Outcome Scan::State::got_updates(Step step, SyncReply const& reply) {
  auto const bad = std::ranges::find_if(reply.new_updates, lacks_deployment);
  if (bad != reply.new_updates.end())  // FM27
    return not_stored(hr::invalid_argument, fmt::format("Revision {} came without a Deployment", bad->revision_id));
  if (auto const doubled = cache.apply(reply, evaluate, machine)) {  // FM28
    return not_stored(settings.duplicate_update_hresult,
                      fmt::format("Revision {} is the same as revision {}", doubled->second, doubled->first));
  }
  if (reply.new_cookie) store().cookie = reply.new_cookie;
  close_operation();
  if (result.server_trips > settings.max_server_trips) {  // looked at after the sync (wua-behaviour 4.3)
    log.trips_exceeded(hr::pt_exceeded_max_server_trips);
    failure_has_its_line = true;
    return AgentFailure{hr::pt_exceeded_max_server_trips,
                        fmt::format("Exceeded max server round trips: {} SyncUpdates calls, {} are allowed",
                                    result.server_trips, settings.max_server_trips)};
  }
  if (step == Step::sync_software && UpdateCache::wants_more(reply)) return Progress::step_again;
  if (auto const circle = cache.forget_circle(); !circle.empty())  // FM82
    return AgentFailure{hr::cycle_detected, fmt::format("{} updates need each other in a circle, {} is one of them",
                                                        circle.size(), wusp::to_string(circle.front()))};
  if (is_last_sync(step, reply.driver_sync_not_needed)) all_updates_received();
  return Progress::step_done;
}

/// SyncUpdates itself was well: what it has brought is at fault, and nothing of it is kept.
AgentFailure Scan::State::not_stored(Hresult hresult, std::string what) {
  close_operation();
  log.updates_not_stored(hresult);
  failure_has_its_line = true;
  return {hresult, std::move(what)};
}

/// Without a driver pass (policy, or the server's word where it counts) the software pass is the last.
bool Scan::State::is_last_sync(Step step, bool drivers_not_needed) {
  if (step == Step::sync_drivers) return true;
  if (drivers_not_needed && settings.obey_driver_sync_not_needed) std::erase(plan, Step::sync_drivers);
  return !is_ahead(Step::sync_drivers);
}

AddressedCall Scan::State::category_scan_call() const {
  return to_client_service(StartCategoryScanCall{settings.categories});
}

AddressedCall Scan::State::file_locations_call(std::vector<std::string> digests) const {
  return to_client_service(GetFileLocationsCall{store().cookie.value_or(machine::ClientCookie{}), std::move(digests)});
}

Outcome Scan::State::got_file_locations(FileLocationsReply const& reply) {
  cache.apply(reply);
  if (reply.new_cookie) store().cookie = reply.new_cookie;
  return Progress::step_done;
}

void Scan::State::all_updates_received() {
  cache.resolve_bundles();
  auto const ids = cache.extended_info_ids();
  auto const batch = static_cast<std::size_t>(std::max(1, config().max_extended_updates_per_request));
  extended_batches.clear();
  for (std::size_t begin = 0; begin < ids.size(); begin += batch) {
    auto const end = std::min(ids.size(), begin + batch);
    extended_batches.emplace_back(ids.begin() + static_cast<std::ptrdiff_t>(begin),
                                  ids.begin() + static_cast<std::ptrdiff_t>(end));
  }
  if (!ids.empty()) log.extended_info_started(server.client_service);
}

AddressedCall Scan::State::extended_info_call() {
  auto const& ids = extended_batches.front();
  return to_client_service(GetExtendedUpdateInfoCall{.cookie = store().cookie.value_or(machine::ClientCookie{}),
                                                     .revision_ids = ids,
                                                     .locales = locales_of(machine.facts()),
                                                     .with_licenses = cache.has_license(ids, readers)});
}

Outcome Scan::State::got_extended_info(ExtendedReply const& reply) {
  cache.apply(reply, readers);
  extended_batches.pop_front();
  return extended_batches.empty() ? Progress::step_done : Progress::step_again;
}

}  // namespace wsus::agent
