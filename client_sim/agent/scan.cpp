// Drives a scan: takes the steps of its plan one by one, repeats, recovers.
#include "client_sim/agent/scan.hpp"

#include "client_sim/agent/identity.hpp"
#include "client_sim/agent/reporting.hpp"
#include "client_sim/agent/scan_state.hpp"
#include "wsdl/wusp/date_time.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wsus::agent {
namespace {

Failure wrong_answer(Call const& call) {
  return MalformedReply{fmt::format("The answer does not belong to {}", name_of(call).operation)};
}

/// The code of a back-off is one of WWSAPI's: agents without it have none (assumption, I).
bool knows_back_off(machine::Machine const& machine) {
  return traits_of(machine.options().profile).soap_stack == machine::SoapStack::wwsapi;
}

/// A connection may get better by waiting; a redirect that failed is an answer, and would be the same (assumption).
bool is_worth_repeating(Failure const& failure) {
  constexpr unsigned redirect_failed = 12156;
  auto const* transport = std::get_if<TransportFailure>(&failure);
  return transport != nullptr && transport->error != redirect_failed;
}

}  // namespace

bool Scan::State::has_nothing_to_do(Step step) const {
  switch (step) {
  case Step::authorize: return config().auth_service_url.empty() || store().authorization.has_value();
  case Step::register_computer: return !registration_is_due();
  case Step::refresh_cache: return store().updates.empty();
  case Step::extended_info: return extended_batches.empty();
  case Step::category_scan: return !can_filter_categories();
  case Step::file_locations: return !settings.wants_files || cache.files_without_location().empty();
  case Step::report: return store().pending_events.empty();
  case Step::get_config:
  case Step::get_cookie:
  case Step::sync_software:
  case Step::sync_drivers:
  case Step::relocate: break;
  }
  return false;
}

AddressedCall Scan::State::make_call(Step step) {
  switch (step) {
  case Step::get_config: return get_config_call();
  case Step::authorize: return authorize_call();
  case Step::get_cookie: return get_cookie_call();
  case Step::register_computer: return register_call();
  case Step::refresh_cache: return refresh_call();
  case Step::sync_software:
  case Step::sync_drivers: return sync_call(step);
  case Step::extended_info: return extended_info_call();
  case Step::category_scan: return category_scan_call();
  case Step::file_locations: return file_locations_call(cache.files_without_location());
  case Step::relocate: return file_locations_call(cache.known_files());
  case Step::report: break;
  }
  auto call = report_call(machine);
  events_on_the_way = call.events.size();
  log.events_uploading(events_on_the_way, server.reporting);
  return {server.reporting, std::move(call)};
}

Action Scan::State::next() {
  while (!plan.empty() && has_nothing_to_do(plan.front())) {
    bool const gives_up = plan.front() == Step::category_scan && !settings.categories.empty();
    if (gives_up) log.category_scan_given_up(/*asked=*/false);
    plan.pop_front();
  }
  if (plan.empty()) return ended ? finish() : succeed();
  auto const url = url_of(plan.front());
  if (knows_back_off(machine)) {
    auto const until = backed_off_until(store(), endpoint_of(url), machine.now(), settings.back_off);
    if (until) return stay_away(url, *until);
  }
  current = make_call(plan.front());
  attempts = 0;
  return repeat_call();
}

std::string Scan::State::url_of(Step step) const {
  if (step == Step::authorize) return simple_auth_url(server, config().auth_service_url);
  return step == Step::report ? server.reporting : server.client_service;
}

/// The call is not made: nothing arrives anywhere (FM54).
Action Scan::State::stay_away(std::string const& url, wusp::UtcTime until) {
  if (ended) return finish();  // the events stay for the next scan
  current = {.url = url};
  AgentFailure const failure{hr::pt_endpoint_unreachable,
                             fmt::format("Too many calls to {} had no answer; it is not asked again before {}",
                                         endpoint_of(url), wusp::to_xsd_date_time(until))};
  auto const error = map_failure(failure, machine.options().profile, settings.mapping);
  log.web_call_failed({failure, error, url, "", ""});
  return fail(failure);
}

Action Scan::State::repeat_call() {
  ++attempts;
  if (std::holds_alternative<SyncUpdatesCall>(current.call)) ++result.server_trips;
  return current;
}

Action Scan::State::on_reply(Reply reply) {
  if (plan.empty()) return finish();
  if (!machine.services().is_running("wuauserv")) return ended ? finish() : stop_for_service();
  auto const step = plan.front();
  auto const* const failed = content_of<Failure>(reply);
  bool const heard_from_server = failed == nullptr || !std::holds_alternative<TransportFailure>(*failed);
  if (heard_from_server) call_answered(store(), endpoint_of(current.url));
  if (failed != nullptr) return on_failure(*failed);
  if (step == Step::authorize) log.authorization_answered(facts.xpress);
  auto const outcome = apply(step, reply);
  if (auto const* failure = std::get_if<Failure>(&outcome)) return fail(*failure);
  if (proves_recovery(step)) recoveries = 0;
  if (std::get<Progress>(outcome) == Progress::step_done) plan.pop_front();
  return next();
}

Outcome Scan::State::apply(Step step, Reply& reply) {
  switch (step) {
  case Step::get_config:
    if (auto const* config = content_of<machine::CachedConfig>(reply)) return got_config(*config);
    break;
  case Step::authorize:
    if (auto const* answer = content_of<AuthorizationReply>(reply)) return got_authorization(*answer);
    break;
  case Step::get_cookie:
    if (auto const* answer = content_of<CookieReply>(reply)) {
      store().cookie = answer->cookie;
      return Progress::step_done;
    }
    break;
  case Step::register_computer:
    if (content_of<EmptyReply>(reply) != nullptr) {
      store().registered_data = registration_data(machine);
      return Progress::step_done;
    }
    break;
  case Step::refresh_cache:
    if (auto const* answer = content_of<RefreshReply>(reply)) {
      cache.apply(*answer);
      return Progress::step_done;
    }
    break;
  case Step::category_scan:
    if (auto const* answer = content_of<CategoryScanReply>(reply)) {
      filter_categories = answer->preferred;  // none: the whole catalogue
      return Progress::step_done;
    }
    break;
  case Step::sync_software:
  case Step::sync_drivers:
    if (auto const* answer = content_of<SyncReply>(reply)) return got_updates(step, *answer);
    break;
  case Step::extended_info:
    if (auto const* answer = content_of<ExtendedReply>(reply)) return got_extended_info(*answer);
    break;
  case Step::file_locations:
  case Step::relocate:
    if (auto const* answer = content_of<FileLocationsReply>(reply)) return got_file_locations(*answer);
    break;
  case Step::report:
    if (content_of<EmptyReply>(reply) != nullptr) return events_taken();
    break;
  }
  return wrong_answer(current.call);
}

Action Scan::State::on_failure(Failure const& failure) {
  auto const* fault = std::get_if<FaultFailure>(&failure);
  if (fault != nullptr && !ended) result.last_fault = fault->fault;
  if (is_worth_repeating(failure) && attempts < settings.attempts_per_call) return repeat_call();

  auto const step = plan.front();
  bool const heard_from_server = !std::holds_alternative<TransportFailure>(failure);
  if (!heard_from_server && knows_back_off(machine)) {
    call_failed(store(), endpoint_of(current.url), machine.now(), settings.back_off);
  }
  if (step == Step::authorize && heard_from_server) log.authorization_answered(facts.xpress);
  auto const error = map_failure(failure, machine.options().profile, settings.mapping);
  auto const functor = step == Step::authorize ? "Functor(_clientId, _targetGroupName, _dnsName, &_result)" : "";
  log.web_call_failed({failure, error, current.url, functor, name_of(current.call).operation});

  if (try_recovery(failure)) return next();
  if (step == Step::category_scan && heard_from_server) {  // a server that refuses it is scanned whole
    log.category_scan_given_up(/*asked=*/true);
    plan.pop_front();
    return next();
  }
  return fail(failure);
}

bool Scan::State::try_recovery(Failure const& failure) {
  auto const* fault = std::get_if<FaultFailure>(&failure);
  if (fault == nullptr || recoveries >= settings.recoveries_per_sync) return false;
  bool const starts_over = cookie_is_worthless(fault->fault) && !is_ahead(Step::sync_software);
  // A report is not worth a new sync: the cookie stays, and the next scan meets the fault where it is repaired.
  if (starts_over && (ended || restarts >= settings.recoveries_per_sync)) return false;
  auto const steps = recovery_steps(fault->fault, !cache.known_files().empty());
  if (steps.empty()) return false;
  // Nothing but a configuration helps a client that has none: GetConfig itself was refused.
  if (!store().config && steps.front() != Step::get_config) return false;
  ++recoveries;
  if (cookie_is_worthless(fault->fault)) store().cookie.reset();
  if (locations_are_worthless(fault->fault)) cache.forget_locations();
  if (wants_registration(fault->fault)) {
    log.registration_requested();
    store().registered_data.clear();
    if (store().config) store().config->registration_required = true;
  } else if (steps.front() != Step::relocate) {  // GetFileLocations keeps the cookie
    log.cookie_renewed();
  }
  if (starts_over) {
    ++restarts;
    plan_sync_again();
  }
  insert_recovery(plan, steps);
  return true;
}

bool Scan::State::is_ahead(Step step) const { return std::ranges::find(plan, step) != plan.end(); }

/// RefreshCache gives new revision ids and leaves children of bundles out (wusp-protocol 6.4): what came after
/// SyncUpdates is asked for again, by the new ids.
void Scan::State::plan_sync_again() {
  extended_batches.clear();
  std::erase_if(plan, [](Step step) {
    return step == Step::sync_drivers || step == Step::extended_info || step == Step::file_locations;
  });
  plan_sync();
}

Scan::Scan(machine::Machine& machine, AgentLog& log, Evaluate evaluate, AgentSettings settings, FragmentReaders readers)
    : state_(std::make_unique<State>(machine, log, std::move(evaluate), std::move(settings), std::move(readers))) {}
Scan::~Scan() = default;

Action Scan::start() { return state_->begin(); }
Action Scan::resume(Reply reply, ReplyFacts facts) {
  state_->facts = facts;
  return state_->on_reply(std::move(reply));
}
Action Scan::resume(ContentReply const& reply) { return state_->on_content(reply); }

}  // namespace wsus::agent
