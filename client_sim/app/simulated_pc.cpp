// Wires a PC: the agent decides, the transport carries, the prompt controls.
#include "client_sim/app/simulated_pc.hpp"

#include "client_sim/agent/detection_cycle.hpp"
#include "client_sim/agent/report_now.hpp"
#include "client_sim/agent/update_session.hpp"
#include "client_sim/app/call_records.hpp"
#include "client_sim/configmgr/scan_caller.hpp"
#include "client_sim/machine/identity.hpp"
#include "client_sim/machine/system/scheduled_tasks.hpp"
#include "client_sim/machine/system/server_policy.hpp"
#include "client_sim/machine/system/signing_root.hpp"
#include "client_sim/metadata/applicability.hpp"
#include "client_sim/metadata/extended.hpp"
#include "client_sim/shell/commands.hpp"
#include "client_sim/transport/content_client.hpp"
#include "client_sim/transport/correlation_vector.hpp"
#include "client_sim/transport/digests.hpp"
#include "client_sim/transport/machine_tls.hpp"
#include "client_sim/transport/wusp_client.hpp"
#include "wsdl/wusp/service.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace wsus::client {

namespace {

/// The agent makes itself a new identity when both values are gone, as after Mitigation 3; a SusClientId that was lost
/// alone stays lost (seed 0, symptom 3). When exactly it is made is an assumption.
void renew_identity(machine::Machine& machine) {
  namespace values = machine::identity_values;
  auto const has = [&](std::string_view name) {
    return machine.registry().get(machine::keys::windows_update, name).has_value();
  };
  if (!has(values::sus_client_id) && !has(values::sus_client_id_validation)) machine::renew_missing_identity(machine);
}

report::ContentRecord record_of(agent::ContentRequest const& request, agent::ContentReply const& reply) {
  report::ContentRecord record{.url = request.url, .head = request.head};
  if (request.range) record.range = fmt::format("{}-{}", request.range->first, request.range->last);
  if (auto const* answer = std::get_if<agent::ContentAnswer>(&reply)) record.status = answer->status;
  return record;
}

/// The agent was never asked.
agent::ScanResult overruled_scan() {
  agent::ScanResult result{.hresult = configmgr::group_policy_conflict,
                           .message = "Group policy conflict: the domain's policy names another server."};
  result.chain.push_back({.code = result.hresult,
                          .symbol = std::string(agent::symbol_of(result.hresult)),
                          .what = "Group policy conflict"});
  return result;
}

windows::Session elevated_session(machine::Machine& machine) {
  windows::Session session{.files = machine.files()};
  return session;
}

}  // namespace

struct SimulatedPc::State {
  State(machine::MachineOptions options, wusp::Clock const& clock, agent::AgentSettings agent_settings,
        transport::HttpOptions const& http_options)
      : machine(std::move(options), clock),
        settings(std::move(agent_settings)),
        max_body(http_options.max_body),
        timeline(http_options.timeline),
        http(transport::with_machine_tls(http_options, machine), noting_proxies(transport::router_of(machine))),
        content({.http = transport::with_machine_tls(http_options, machine)}, transport::router_of(machine)),
        log(agent::make_agent_log(machine)),
        prompt(elevated_session(machine), client_shell::client_commands(machine, control())) {}

  client_shell::AgentControl control();
  /// The same routes; `proxies` has where each led through. A router is asked once a hop.
  transport::Router noting_proxies(transport::Router router) {
    return [this, ask = std::move(router)](transport::Url const& url) {
      auto way = ask(url);
      auto const* const route = std::get_if<transport::Route>(&way);
      proxies.push_back(route != nullptr && route->through_proxy ? route->host : "");
      return way;
    };
  }
  void run_due_tasks();
  report::ScanReport const& scan();
  report::ScanReport const& update();
  /// In the name of whoever asks for the scans of this PC.
  agent::ScanResult requested_scan(agent::AgentSettings const& with, report::ScanReport& report);
  report::ScanReport const& detect();
  void report_now();
  agent::ScanResult run_scan(agent::AgentSettings const& with, report::ScanReport& report);
  agent::UpdateResult run_update(std::vector<int> needed, report::ScanReport& report);
  void serve(agent::FileDownload& download, report::ScanReport& report) const;
  agent::ContentReply fetch(agent::ContentRequest const& request, report::ScanReport& report) const;
  void tell_of(report::ContentRecord const& seen) const {
    if (listener.content_ended) listener.content_ended(seen);
  }
  /// The answer, and what the log wants to know of it.
  std::pair<agent::Reply, agent::ReplyFacts> exchange(agent::AddressedCall const& call,
                                                      transport::AgentTraits const& traits,
                                                      std::vector<report::CallRecord>& calls);

  machine::Machine machine;
  agent::AgentSettings settings;
  std::size_t max_body;  ///< of an answer, coded or decoded
  wusp::Timeline* timeline;
  std::optional<wusp::Timeline::Running> running{};  ///< while a call from outside is under way
  transport::HttpExchange http;
  transport::ContentClient content;
  wire::Engine engine{};
  std::unique_ptr<agent::AgentLog> log;
  std::optional<configmgr::ScanCaller> configmgr{};  ///< empty: Automatic Updates scan
  ContentPort content_port = [this](auto const& next, auto const& answered, unsigned connections) {
    content.fetch(next, answered, connections);
  };
  CallListener listener{};
  Proxies proxies{};  ///< of the call under way
  std::vector<report::ScanReport> scans{};
  windows::Prompt prompt;
};

/// From the outermost call to its end: commands scan, and scans must not count twice.
class SimulatedPc::Turn {
public:
  explicit Turn(State& state) : state_(state), outermost_(state.timeline != nullptr && !state.running) {
    if (outermost_) state.running.emplace(*state.timeline);
  }
  ~Turn() {
    if (outermost_) state_.running.reset();
  }
  Turn(Turn const&) = delete;
  Turn& operator=(Turn const&) = delete;

private:
  State& state_;
  bool outermost_;
};

client_shell::AgentControl SimulatedPc::State::control() {
  return {.service_started =
              [this] {
                renew_identity(machine);
                log->service_started();
              },
          .service_stopped = [this] { log->service_stopped(); },
          .reset_authorization =
              [this] {
                machine.data_store().cookie.reset();
                machine.data_store().authorization.reset();
              },
          .detect_now = [this] { scan(); },
          .update_now = [this] { update(); },
          .report_now = [this] { report_now(); },
          .server_policy_changed = [this](auto const& before) { log->server_policy_changed(before); },
          .restarted = [this] { agent::complete_restart(machine); },
          .configmgr_scan =
              [this] {
                if (configmgr) scan();
                return configmgr.has_value();
              }};
}

/// Each at a prompt of its own, between two commands or two calls of the agent. A task can stop and start the services;
/// it starts no scan, for one may be under way.
void SimulatedPc::State::run_due_tasks() {
  for (auto const& line : machine::take_due_tasks(machine.registry(), machine.now())) {
    auto const whole = control();
    client_shell::AgentControl const services{.service_started = whole.service_started,
                                              .service_stopped = whole.service_stopped};
    windows::Prompt of_task(elevated_session(machine), client_shell::client_commands(machine, services));
    of_task.run(line);
  }
}

std::pair<agent::Reply, agent::ReplyFacts> SimulatedPc::State::exchange(agent::AddressedCall const& call,
                                                                        transport::AgentTraits const& traits,
                                                                        std::vector<report::CallRecord>& calls) {
  auto const& options = machine.options();
  auto const vector_seed = fmt::format("{}|{}|{}", options.name, options.seed, scans.size());
  auto const number = static_cast<unsigned>(calls.size() + 1);
  auto const request = transport::request_of(call, traits, transport::encode(engine, call.call, traits),
                                             transport::correlation_vector(vector_seed, number));
  proxies.clear();
  if (listener.begins) listener.begins();
  auto const result = http.post(request);
  auto reply = transport::decode(engine, call.call, result, max_body);
  record(calls, call.call, result, reply);
  if (listener.ended) listener.ended(seen_of(calls.back(), request, result, proxies));
  return {std::move(reply), transport::facts_of(result)};
}

report::ScanReport const& SimulatedPc::State::scan() {
  report::ScanReport report;
  report.result = requested_scan(settings, report);
  http.close();  // one connection for a whole scan (wusp-protocol 2.1); not longer (assumption)
  return scans.emplace_back(std::move(report));
}

report::ScanReport const& SimulatedPc::State::update() {
  auto with_files = settings;
  with_files.wants_files = true;
  report::ScanReport report;
  report.result = requested_scan(with_files, report);
  if (report.result.hresult == agent::hr::ok) report.update_result = run_update(report.result.needed, report);
  http.close();
  return scans.emplace_back(std::move(report));
}

agent::ScanResult SimulatedPc::State::requested_scan(agent::AgentSettings const& with, report::ScanReport& report) {
  if (!configmgr) return run_scan(with, report);
  auto const before = machine::server_policy(machine);
  bool const begun = configmgr->begin_scan();
  bool const listens = machine.services().is_running("wuauserv");
  if (listens && machine::server_policy(machine) != before) log->server_policy_changed(before);
  if (!begun) return overruled_scan();
  auto result = run_scan(with, report);
  configmgr->end_scan(result);
  return result;
}

report::ScanReport const& SimulatedPc::State::detect() {
  auto const& report = scan();
  auto const now = machine.now();
  bool const succeeded = report.result.hresult == agent::hr::ok;
  auto const next = agent::next_detection(now, succeeded, agent::detection_settings(machine.registry()),
                                          agent::detection_share(machine.options(), now));
  machine.data_store().next_detection = next;
  log->next_detection_set(next);
  return report;
}

/// What it calls is in no scan's report: the server's journal and the log tell of it.
void SimulatedPc::State::report_now() {
  auto const traits = transport::traits_of(machine, settings.protocol_version, settings.caller);
  agent::ReportNow session(machine, *log, settings.mapping);
  std::vector<report::CallRecord> calls;
  for (auto call = session.start(); call;) call = session.resume(exchange(*call, traits, calls).first);
  http.close();
}

agent::ScanResult SimulatedPc::State::run_scan(agent::AgentSettings const& with, report::ScanReport& report) {
  auto const traits = transport::traits_of(machine, with.protocol_version, with.caller);
  auto checked = with;
  checked.self_update.enabled = traits_of(machine.options().profile).self_update;
  checked.self_update.root_trusted =
      machine.system_state().certificates.has_thumbprint(machine::root_store, machine::signing_root().thumbprint);
  agent::Scan scan(machine, *log, metadata::evaluate, checked,
                   {.details = metadata::details_of,
                    .title = metadata::title_of,
                    .has_license = metadata::has_license,
                    .license = metadata::license_of});
  auto action = scan.start();
  while (!std::holds_alternative<agent::Finished>(action)) {
    if (auto const* call = std::get_if<agent::AddressedCall>(&action)) {
      auto answered = exchange(*call, traits, report.calls);
      run_due_tasks();
      action = scan.resume(std::move(answered.first), answered.second);
    } else {
      auto const fetched = fetch(std::get<agent::FetchContent>(action).request, report);
      run_due_tasks();
      action = scan.resume(fetched);
    }
  }
  return std::get<agent::Finished>(std::move(action)).result;
}

agent::UpdateResult SimulatedPc::State::run_update(std::vector<int> needed, report::ScanReport& report) {
  auto const traits = transport::traits_of(machine, settings.protocol_version, settings.caller);
  agent::UpdateSession session(machine, *log, settings, transport::content_digests(), std::move(needed));
  auto action = session.start();
  while (!std::holds_alternative<agent::UpdatesFinished>(action)) {
    if (auto const* call = std::get_if<agent::AddressedCall>(&action)) {
      auto const answered = exchange(*call, traits, report.calls);
      run_due_tasks();
      action = session.resume(answered.first);
    } else {
      serve(session.download(), report);
      run_due_tasks();
      action = session.resume_download();
    }
  }
  return std::get<agent::UpdatesFinished>(std::move(action)).result;
}

void SimulatedPc::State::serve(agent::FileDownload& download, report::ScanReport& report) const {
  constexpr agent::Hresult no_download_service = 0x80246008;  // WU_E_DM_FAILTOCONNECTTOBITS
  auto const answered = [&](agent::ContentRequest const& request, agent::ContentReply const& reply) {
    tell_of(report.content.emplace_back(record_of(request, reply)));
    download.answered(request, reply);
  };
  while (!download.is_over()) {
    auto const before = report.content.size();
    content_port([&download] { return download.next(); }, answered, download.connections());
    if (report.content.size() > before) continue;
    download.give_up(agent::AgentFailure{no_download_service, "Nothing could be fetched"});
  }
}

agent::ContentReply SimulatedPc::State::fetch(agent::ContentRequest const& request, report::ScanReport& report) const {
  constexpr unsigned connection_error = 12030;
  agent::ContentReply result = agent::TransportFailure{connection_error, "nothing was fetched from " + request.url};
  bool asked = false;
  auto const next = [&]() -> std::optional<agent::ContentRequest> {
    if (std::exchange(asked, true)) return std::nullopt;
    return request;
  };
  auto const answered = [&](agent::ContentRequest const&, agent::ContentReply const& reply) { result = reply; };
  content_port(next, answered, 1);
  tell_of(report.content.emplace_back(record_of(request, result)));
  return result;
}

transport::HttpOptions with_options(transport::HttpOptions http, agent::AgentOptions const& options) {
  auto& rules = http.redirects;
  rules.limit = static_cast<unsigned>(options.redirect_limit);
  rules.https_to_http = options.follow_https_to_http;
  if (options.redirects_keep_post) {
    rules.moved_permanently = rules.found = rules.see_other = transport::RedirectMethod::keeps;
  }
  agent::AgentOptions const defaults;  // a test may have given `http` other timeouts than those of the agent
  auto const set = [](std::chrono::milliseconds& timeout, int seconds, int of_default) {
    if (seconds != of_default) timeout = std::chrono::seconds(seconds);
  };
  set(http.connect_timeout, options.connect_timeout, defaults.connect_timeout);
  set(http.send_timeout, options.send_timeout, defaults.send_timeout);
  set(http.receive_timeout, options.receive_timeout, defaults.receive_timeout);
  http.response_timeout = std::max(http.response_timeout, http.receive_timeout);
  return http;
}

SimulatedPc::SimulatedPc(machine::MachineOptions options, wusp::Clock const& clock, agent::AgentSettings settings,
                         transport::HttpOptions http)
    : state_(std::make_unique<State>(std::move(options), clock, std::move(settings), http)) {}

SimulatedPc::~SimulatedPc() = default;

report::ScanReport const& SimulatedPc::scan() {
  Turn const turn(*state_);
  return state_->scan();
}
report::ScanReport const& SimulatedPc::update() {
  Turn const turn(*state_);
  return state_->update();
}
report::ScanReport const& SimulatedPc::detect() {
  Turn const turn(*state_);
  return state_->detect();
}
void SimulatedPc::scan_for_configmgr(configmgr::Site site) {
  state_->configmgr.emplace(state_->machine, std::move(site));
  state_->settings.caller = agent::configmgr_caller;
}
void SimulatedPc::set_content_port(ContentPort port) { state_->content_port = std::move(port); }
void SimulatedPc::set_call_listener(CallListener listener) { state_->listener = std::move(listener); }
windows::CommandResult SimulatedPc::type_command(std::string_view line, std::function<void()> const& begun) {
  Turn const turn(*state_);
  if (begun) begun();
  state_->run_due_tasks();
  return state_->prompt.run(line);
}
std::vector<report::ScanReport> const& SimulatedPc::scans() const { return state_->scans; }
machine::Machine& SimulatedPc::machine() { return state_->machine; }
windows::Prompt& SimulatedPc::prompt() { return state_->prompt; }

}  // namespace wsus::client
