// How a scan begins: policy, self-update check, the plan of its steps.
#include "client_sim/agent/identity.hpp"
#include "client_sim/agent/preflight.hpp"
#include "client_sim/agent/reporting.hpp"
#include "client_sim/agent/scan_state.hpp"
#include "client_sim/machine/fact_fingerprint.hpp"
#include "windows/prompt/prompt.hpp"

#include <fmt/format.h>

#include <charconv>

namespace wsus::agent {
namespace {

constexpr std::string_view self_update_user_agent = "Windows-Update-Agent";

/// Another server means other revision ids, another cookie and another registration (wusp-protocol 7.1).
void forget_server(machine::DataStore& store) {
  store.updates.clear();
  store.config.reset();
  store.cookie.reset();
  store.registered_data.clear();
}

/// "3.2" against {3, 2}. What is no version is none that is high enough.
bool is_at_least(std::string_view version, std::pair<int, int> wanted) {
  std::pair<int, int> parts{};
  auto const* const end = version.data() + version.size();
  auto const major = std::from_chars(version.data(), end, parts.first);
  if (major.ec != std::errc{} || major.ptr == end || *major.ptr != '.') return false;
  auto const minor = std::from_chars(major.ptr + 1, end, parts.second);
  return minor.ec == std::errc{} && parts >= wanted;
}

}  // namespace

Scan::State::State(machine::Machine& machine_in, AgentLog& log_in, Evaluate evaluate_in, AgentSettings settings_in,
                   FragmentReaders readers_in)
    : machine(machine_in),
      log(log_in),
      evaluate(std::move(evaluate_in)),
      settings(std::move(settings_in)),
      readers(std::move(readers_in)),
      cache(machine_in.data_store(), readers.keep) {
  if (settings.protocol_version.empty()) settings.protocol_version = protocol_version(machine);
  if (settings.categories.empty()) settings.categories = searched_categories(machine);
}

Action Scan::State::begin() {
  if (!machine.services().is_running("wuauserv")) return stop_for_service();
  log.search_started(settings.caller);
  if (auto const refusal = preflight(machine)) {
    if (!refusal->method.empty()) log.method_failed(refusal->method, refusal->failure.hresult);
    return refuse(refusal->failure, refusal->step);
  }
  auto address = read_server_address(machine.registry());
  if (auto const* failure = std::get_if<AgentFailure>(&address)) return refuse(*failure);
  server = std::get<ServerAddress>(std::move(address));
  if (!settings.self_update.enabled) return begin_with_server();
  log.self_update_started();
  self_update.emplace(server.policy_url, std::string(self_update_user_agent), settings.self_update,
                      settings.attempts_per_call);
  return FetchContent{self_update->start()};
}

Action Scan::State::begin_with_server() {
  start_with_server();
  plan_steps();
  return next();
}

Action Scan::State::on_content(ContentReply const& reply) {
  if (!self_update) return ended ? finish() : begin_with_server();
  if (!machine.services().is_running("wuauserv")) return stop_for_service();
  auto step = self_update->resume(reply);
  if (auto* request = std::get_if<ContentRequest>(&step)) return FetchContent{std::move(*request)};
  auto const checked = std::get<SelfUpdateResult>(std::move(step));
  if (checked.failure) return skip_scan(*checked.failure);
  self_update.reset();
  log.self_update_finished();
  return begin_with_server();
}

/// No sync was begun: neither its lines nor its report (wua-behaviour 8.3).
Action Scan::State::skip_scan(Failure const& failure) {
  auto const error = map_failure(failure, machine.options().profile, settings.mapping);
  result.message = fmt::format("Skipping scan, the self-update check at {} failed: {}.", self_update->url(),
                               error.chain.front().what);
  result.hresult = error.hresult;
  result.chain = error.chain;
  log.self_update_failed({failure, error, self_update->url()});
  log_end();
  auto const event = detection_failed(machine, result.hresult);
  log.event_recorded(event, settings.caller);
  keep_event(store(), event);
  self_update.reset();
  ended = true;
  return finish();
}

void Scan::State::evaluate_again_when_due() {
  auto const facts_now = settings.facts != 0 ? settings.facts : machine::fact_fingerprint(machine);
  bool const same_machine = store().evaluated_facts == facts_now;
  if (same_machine && !store().evaluation_due) return;
  store().evaluation_due = false;
  store().evaluated_facts = facts_now;
  cache.evaluate_again(evaluate, machine);
}

/// Policy: drivers are excluded from quality updates (docs: ExcludeWUDriversInQualityUpdate).
bool Scan::State::wants_drivers() const {
  return machine.registry().get_dword(machine::keys::policy, "ExcludeWUDriversInQualityUpdate") != 1U;
}

/// Category scans: agents from 1.7 on, servers from 3.2 on (wusp-protocol 1.5).
bool Scan::State::can_filter_categories() const {
  return !settings.categories.empty() && is_at_least(settings.protocol_version, {1, 7}) &&
         is_at_least(config().protocol_version, {3, 2});
}

void Scan::State::start_with_server() {
  if (!windows::equal_caseless(store().server_url, server.policy_url)) forget_server(store());
  store().server_url = server.policy_url;
  evaluate_again_when_due();
  log.sync_started(server.client_service);
}

void Scan::State::plan_steps() {
  bool const valid_cookie = store().config && is_valid(store().cookie, machine.now());
  if (store().config) {
    log.configuration_reused();
  } else {
    plan.push_back(Step::get_config);
  }
  if (valid_cookie) {
    log.cookie_reused();
  } else {
    if (store().cookie) log.cookie_renewed();
    plan.insert(plan.end(), {Step::authorize, Step::get_cookie});
  }
  plan.insert(plan.end(), {Step::register_computer, Step::category_scan});
  plan_sync();
}

void Scan::State::plan_sync() {
  plan.push_back(Step::sync_software);
  if (wants_drivers()) plan.push_back(Step::sync_drivers);
  plan.insert(plan.end(), {Step::extended_info, Step::file_locations});
}

}  // namespace wsus::agent
