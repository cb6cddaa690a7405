// Settings in words, and which agent is what.
#include "client_sim/fleet/settings.hpp"

#include "client_sim/fleet/duration.hpp"
#include "client_sim/machine/model.hpp"
#include "client_sim/machine/profile.hpp"
#include "wsdl/wusp/draw.hpp"

#include <fmt/format.h>

namespace wsus::fleet {
namespace {

constexpr std::uint64_t profile_draws = 0x50;
constexpr std::uint64_t model_draws = 0x4D;

std::uint64_t drawn(FleetSettings const& settings, std::uint64_t purpose, std::uint32_t agent) {
  return wusp::draw(wusp::draw(settings.plan.seed + purpose * wusp::draw_step) ^ agent);
}

std::string storms_text(std::vector<Storm> const& storms) {
  std::string text;
  for (auto const& storm : storms) text += (text.empty() ? "" : " ") + text_of(storm);
  return text.empty() ? "none" : text;
}

/// Those that are not as they are by default.
std::string agent_text(agent::AgentOptions const& options) {
  agent::AgentOptions const defaults;
  std::string text;
  for (auto const& option : agent::agent_options()) {
    auto const value = agent::text_of(options, option);
    if (value != agent::text_of(defaults, option))
      text += fmt::format("{}{}={}", text.empty() ? "" : " ", option.name, value);
  }
  return text.empty() ? "as by default" : text;
}

}  // namespace

std::vector<Fact> facts_of(FleetSettings const& settings) {
  auto const& plan = settings.plan;
  return {{"server", settings.server_url},
          {"agents", std::to_string(plan.agents)},
          {"seed", std::to_string(plan.seed)},
          {"profiles", text_of(settings.profiles)},
          {"models", text_of(settings.models)},
          {"devices", settings.devices ? std::to_string(*settings.devices) : "those of the model"},
          {"start", settings.start == StartState::warm ? "warm" : "cold"},
          {"arrivals", plan.rate
                           ? fmt::format("{} scans a second", *plan.rate)
                           : fmt::format("cycles of {} less up to a fifth", duration_text(plan.detection.frequency))},
          {"ramp", duration_text(plan.ramp)},
          {"storms", storms_text(plan.storms)},
          {"duration", duration_text(plan.duration)},
          {"scans of an agent", plan.scans ? std::to_string(*plan.scans) : "any number"},
          {"speed", fmt::format("{}", settings.speed)},
          {"warm-up", duration_text(settings.warm_up)},
          {"at once", std::to_string(settings.at_once)},
          {"connections", settings.reuse_connections ? "used again" : "one for each scan"},
          {"reports", settings.reports ? "yes" : "no"},
          {"driver passes", settings.drivers ? "yes" : "no"},
          {"agent", agent_text(settings.agent)}};
}

AgentKind kind_of(FleetSettings const& settings, std::uint32_t agent) {
  return {.profile = share_of(settings.profiles, drawn(settings, profile_draws, agent)),
          .model = share_of(settings.models, drawn(settings, model_draws, agent))};
}

std::size_t kind_count(FleetSettings const& settings) { return settings.profiles.size() * settings.models.size(); }

std::size_t index_of(FleetSettings const& settings, AgentKind const& kind) {
  return kind.profile * settings.models.size() + kind.model;
}

std::string name_of(std::uint32_t agent) { return fmt::format("PC{:07}", agent + 1); }
std::string dns_name_of(std::uint32_t agent) { return fmt::format("pc{:07}.lab.example", agent + 1); }

machine::MachineOptions machine_options(FleetSettings const& settings, AgentKind const& kind, std::uint32_t agent) {
  auto const* const model = machine::find_model(settings.models.at(kind.model).name);
  machine::MachineOptions options;
  options.name = name_of(agent);
  options.dns_name = dns_name_of(agent);
  options.profile = machine::find_profile(settings.profiles.at(kind.profile).name).value_or(machine::Profile::w11);
  options.seed = settings.plan.seed;
  options.server_url = settings.server_url;
  options.devices = settings.devices.value_or(model != nullptr ? model->devices : 0);
  options.model = model;
  return options;
}

}  // namespace wsus::fleet
