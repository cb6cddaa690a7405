// Wires a PC: the agent decides, the transport carries, the prompt controls.
#include "client_sim/app/simulated_pc.hpp"

#include "client_sim/machine/identity.hpp"
#include "client_sim/metadata/applicability.hpp"
#include "client_sim/shell/commands.hpp"
#include "client_sim/transport/correlation_vector.hpp"
#include "client_sim/transport/wusp_client.hpp"
#include "wsdl/wusp/service.hpp"

#include <fmt/format.h>
#include <utility>

namespace wsus::client {

namespace {

std::optional<std::string> error_code_of(agent::Reply const& reply) {
  auto const* failure = std::get_if<agent::Failure>(&reply);
  auto const* fault = failure ? std::get_if<agent::FaultFailure>(failure) : nullptr;
  return fault ? fault->fault.error_code : std::nullopt;
}

/// One record a hop; the fault belongs to the last one.
void record(std::vector<report::CallRecord>& calls, agent::Call const& call, transport::HttpResult const& result,
            agent::Reply const& reply) {
  auto const name = agent::name_of(call);
  for (auto const& hop : result.hops)
    calls.push_back({.service = std::string(wusp::info(name.service).name),
                     .operation = std::string(name.operation),
                     .url = hop.url,
                     .status = hop.status});
  calls.back().error_code = error_code_of(reply);
}

/// The agent makes itself a new identity when both values are gone, as after Mitigation 3; a SusClientId that was lost
/// alone stays lost (seed 0, symptom 3). When exactly it is made is an assumption.
void renew_identity(machine::Machine& machine) {
  namespace values = machine::identity_values;
  auto const has = [&](std::string_view name) {
    return machine.registry().get(machine::keys::windows_update, name).has_value();
  };
  if (!has(values::sus_client_id) && !has(values::sus_client_id_validation)) machine::renew_missing_identity(machine);
}

windows::Session elevated_session(machine::Machine& machine) {
  windows::Session session{.files = machine.files()};
  return session;
}

}  // namespace

struct SimulatedPc::State {
  State(machine::MachineOptions options, wusp::Clock const& clock, agent::AgentSettings agent_settings,
        transport::HttpOptions http_options)
      : machine(std::move(options), clock),
        settings(std::move(agent_settings)),
        max_body(http_options.max_body),
        http(http_options, transport::router_of(machine)),
        log(agent::make_agent_log(machine)),
        prompt(elevated_session(machine), client_shell::client_commands(machine, control())) {}

  client_shell::AgentControl control();
  report::ScanReport const& scan();
  /// The answer, and what the log wants to know of it.
  std::pair<agent::Reply, agent::ReplyFacts> exchange(agent::AddressedCall const& call,
                                                      transport::AgentTraits const& traits,
                                                      std::vector<report::CallRecord>& calls);

  machine::Machine machine;
  agent::AgentSettings settings;
  std::size_t max_body;  ///< of an answer, coded or decoded
  transport::HttpExchange http;
  wire::Engine engine{};
  std::unique_ptr<agent::AgentLog> log;
  std::vector<report::ScanReport> scans{};
  windows::Prompt prompt;
};

client_shell::AgentControl SimulatedPc::State::control() {
  return {.service_started =
              [this] {
                renew_identity(machine);
                log->service_started();
              },
          .reset_authorization = [this] { machine.data_store().cookie.reset(); },
          .detect_now = [this] { scan(); }};
}

std::pair<agent::Reply, agent::ReplyFacts> SimulatedPc::State::exchange(agent::AddressedCall const& call,
                                                                        transport::AgentTraits const& traits,
                                                                        std::vector<report::CallRecord>& calls) {
  auto const& options = machine.options();
  auto const vector_seed = fmt::format("{}|{}|{}", options.name, options.seed, scans.size());
  auto const number = static_cast<unsigned>(calls.size() + 1);
  auto const request = transport::request_of(call, traits, transport::encode(engine, call.call, traits),
                                             transport::correlation_vector(vector_seed, number));
  auto const result = http.post(request);
  auto reply = transport::decode(engine, call.call, result, max_body);
  record(calls, call.call, result, reply);
  return {std::move(reply), transport::facts_of(result)};
}

report::ScanReport const& SimulatedPc::State::scan() {
  auto const traits = transport::traits_of(machine, settings.protocol_version, settings.caller);
  agent::Scan scan(machine, *log, metadata::evaluate, settings);
  report::ScanReport report;
  auto action = scan.start();
  while (auto const* call = std::get_if<agent::AddressedCall>(&action)) {
    auto answered = exchange(*call, traits, report.calls);
    action = scan.resume(std::move(answered.first), answered.second);
  }
  http.close();  // one connection for a whole scan (wusp-protocol 2.1); not longer (assumption)
  report.result = std::get<agent::Finished>(std::move(action)).result;
  return scans.emplace_back(std::move(report));
}

SimulatedPc::SimulatedPc(machine::MachineOptions options, wusp::Clock const& clock, agent::AgentSettings settings,
                         transport::HttpOptions http)
    : state_(std::make_unique<State>(std::move(options), clock, std::move(settings), http)) {}

SimulatedPc::~SimulatedPc() = default;

report::ScanReport const& SimulatedPc::scan() { return state_->scan(); }
windows::CommandResult SimulatedPc::type_command(std::string_view line) { return state_->prompt.run(line); }
std::vector<report::ScanReport> const& SimulatedPc::scans() const { return state_->scans; }
machine::Machine& SimulatedPc::machine() { return state_->machine; }
windows::Prompt& SimulatedPc::prompt() { return state_->prompt; }

}  // namespace wsus::client
