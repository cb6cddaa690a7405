// Kinds and their machines.
#include "client_sim/fleet/run/kinds.hpp"

#include "client_sim/machine/fact_fingerprint.hpp"
#include "client_sim/machine/system/signing_root.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace wsus::fleet {
namespace {

std::string without_final_slash(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  return url;
}

}  // namespace

Kinds::Kinds(FleetSettings const& settings, wusp::Clock const& clock)
    : settings_(settings), clock_(clock), idle_(kind_count(settings)) {
  kinds_.reserve(idle_.size());
  for (std::size_t profile = 0; profile < settings.profiles.size(); ++profile) {
    for (std::size_t model = 0; model < settings.models.size(); ++model)
      kinds_.push_back(make_kind({.profile = profile, .model = model}));
  }
}

std::unique_ptr<machine::Machine> Kinds::make_machine(machine::MachineOptions const& options) const {
  auto machine = std::make_unique<machine::Machine>(options, clock_);
  auto& registry = machine->registry();
  if (!settings_.drivers) registry.set_dword(machine::keys::policy, "ExcludeWUDriversInQualityUpdate", 1);
  if (!settings_.reports) registry.delete_value(machine::keys::policy, "WUStatusServer");
  return machine;
}

Kind Kinds::make_kind(AgentKind const& kind) const {
  Kind made{.machine = machine_options(settings_, kind, 0), .agent = agent::settings_of(settings_.agent)};
  auto const machine = make_machine(made.machine);
  made.facts = {.policy_url = without_final_slash(settings_.server_url),
                .facts = machine::fact_fingerprint(*machine),
                .kept_events = settings_.reports ? KindFacts{}.kept_events : 0};
  made.agent.facts = made.facts.facts;
  made.agent.self_update.enabled = machine::traits_of(made.machine.profile).self_update;
  made.agent.self_update.root_trusted =
      machine->system_state().certificates.has_thumbprint(machine::root_store, machine::signing_root().thumbprint);
  made.traits = transport::traits_of(*machine, made.agent.protocol_version, made.agent.caller);
  return made;
}

std::unique_ptr<machine::Machine> Kinds::take(std::size_t index) {
  auto& idle = idle_[index];
  if (idle.empty()) return make_machine(kinds_[index].machine);
  auto machine = std::move(idle.back());
  idle.pop_back();
  --idle_count_;
  return machine;
}

void Kinds::give_back(std::size_t index, std::unique_ptr<machine::Machine> machine) {
  if (idle_count_ >= settings_.at_once) {  // too many of kinds that are not asked for now
    auto const fullest = std::ranges::max_element(idle_, {}, [](auto const& idle) { return idle.size(); });
    fullest->pop_back();
    --idle_count_;
  }
  idle_[index].push_back(std::move(machine));
  ++idle_count_;
}

}  // namespace wsus::fleet
