// How a scan ends: the result, the last lines of the log, the events for the server.
#include "client_sim/agent/identity.hpp"
#include "client_sim/agent/reporting.hpp"
#include "client_sim/agent/scan_state.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wsus::agent {
namespace {

std::string sentence(MappedError const& error, std::string_view operation, std::string_view url) {
  auto const& cause = error.chain.front().what;
  if (operation.empty()) return cause + ".";
  return fmt::format("{} at {} failed: {}.", operation, url, cause);
}

/// The call is named where its answer was the trouble, not where the agent gave up by itself.
bool names_call(Failure const& failure) { return !std::holds_alternative<AgentFailure>(failure); }

}  // namespace

void Scan::State::set_error(Failure const& failure) {
  auto error = map_failure(failure, machine.options().profile, settings.mapping);
  result.message =
      names_call(failure) ? sentence(error, name_of(current.call).operation, current.url) : sentence(error, "", "");
  result.hresult = error.hresult;
  result.chain = std::move(error.chain);
  result.evaluated = cache.evaluated();
  result.deployed = cache.size();
}

void Scan::State::log_end() const {
  log.search_finished(settings.caller, result.updates_found, result.categories_found, result.evaluated, result.deployed,
                      result.hresult);
}

Action Scan::State::succeed() {
  auto const needed = cache.needed();
  result.updates_found = needed.size();
  result.categories_found = cache.installed_categories();
  result.evaluated = cache.evaluated();
  result.deployed = cache.size();
  result.message = fmt::format("The scan found {} needed updates.", needed.size());
  result.needed.reserve(needed.size());
  for (auto const* update : needed) result.needed.push_back(update->revision_id);
  for (auto const* update : needed) log.update_found(update->update_id, update->revision_number);
  log_end();
  for (auto&& event : {detection_finished(machine, needed.size()), client_status(machine, cache)}) {
    log.event_recorded(event, settings.caller);
    keep_event(store(), event);
  }
  return report_or_finish();
}

Action Scan::State::fail(Failure const& failure) {
  if (ended) {  // a report that does not get through changes nothing; its events stay pending
    log.events_not_uploaded(map_failure(failure, machine.options().profile, settings.mapping).hresult);
    return finish();
  }
  set_error(failure);
  cache.forget_incomplete_bundles();
  result.deployed = cache.size();
  if (!failure_has_its_line) {
    auto const step = operation_open ? Step::sync_software : plan.front();
    log.step_failed(recovery_name(step), result.hresult);
  }
  close_operation();
  log.sync_failed(result.hresult);
  log_end();
  auto const event = detection_failed(machine, result.hresult);
  log.event_recorded(event, settings.caller);
  keep_event(store(), event);
  return report_or_finish();
}

/// Nothing was sent yet: there is no server to talk to.
Action Scan::State::refuse(AgentFailure const& failure, std::string_view step) {
  set_error(failure);
  log.step_failed(step, result.hresult);
  log.sync_failed(result.hresult);
  log_end();
  auto const event = detection_failed(machine, result.hresult);
  log.event_recorded(event, settings.caller);
  keep_event(store(), event);
  ended = true;
  return finish();
}

/// A service that does not run writes no log and sends no events. Codes: hresults 0x8024001E (trigger M), 0x80070422.
Action Scan::State::stop_for_service() {
  bool const disabled = machine.services().is_disabled("wuauserv");
  cache.forget_incomplete_bundles();
  set_error(
      AgentFailure{disabled ? hr::service_disabled : settings.service_stop_hresult,
                   disabled ? "The Windows Update service is disabled" : "The Windows Update service is stopped"});
  ended = true;
  plan.clear();
  return finish();
}

Action Scan::State::report_or_finish() {
  ended = true;
  recoveries = 0;
  plan.clear();
  // Without a cookie that is good nobody would take the events: they stay pending (assumption).
  bool const can_report = is_valid(store().cookie, machine.now()) && store().config && !server.reporting.empty();
  if (can_report) plan.push_back(Step::report);
  return next();
}

Outcome Scan::State::events_taken() {
  auto& pending = store().pending_events;
  pending.erase(pending.begin(),
                pending.begin() + static_cast<std::ptrdiff_t>(std::min(events_on_the_way, pending.size())));
  log.events_uploaded(events_on_the_way);
  return events_on_the_way < max_events_per_batch ? Progress::step_done : Progress::step_again;
}

Action Scan::State::finish() const {
  limit_pending_events(store());
  return Finished{result};
}

}  // namespace wsus::agent
