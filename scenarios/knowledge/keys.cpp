// The keys of a scenario, from what it says: see keys.hpp.
#include "scenarios/knowledge/keys.hpp"

#include "client_sim/machine/profile.hpp"
#include "scenarios/catalogue/failure_modes.hpp"
#include "scenarios/knowledge/real_client.hpp"

#include <algorithm>
#include <filesystem>
#include <string_view>

namespace wsus::lab {
namespace {

void add_once(std::vector<std::string>& to, std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  if (!text.empty() && std::ranges::find(to, text) == to.end()) to.push_back(std::move(text));
}

void add_once(std::vector<agent::Hresult>& to, agent::Hresult code) {
  if (code != agent::hr::ok && std::ranges::find(to, code) == to.end()) to.push_back(code);
}

void add_codes(std::vector<agent::Hresult>& to, std::vector<scenario::Step> const& steps) {
  for (auto const& step : steps) {
    auto const* expected = std::get_if<scenario::Expectation>(&step.what);
    if (expected == nullptr) continue;
    if (expected->hresult) add_once(to, *expected->hresult);
    for (auto const code : expected->chain) add_once(to, code);
  }
}

/// "soap / client-state" -> soap, client-state; "soap (recoverable)" -> soap, recoverable.
void add_layers(std::vector<std::string>& to, std::string_view layer) {
  auto const is_part = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-'; };
  while (!layer.empty()) {
    auto const begin = std::ranges::find_if(layer, is_part);
    auto const end = std::find_if_not(begin, layer.end(), is_part);
    add_once(to, std::string(begin, end));
    layer = std::string_view(end, layer.end());
  }
}

std::string_view origin_of(scenario::Scenario const& scenario) {
  if (scenario.is_baseline()) return "baseline";
  return is_injected(scenario) ? "injected" : "natural";
}

}  // namespace

bool is_injected(scenario::Scenario const& scenario) {
  auto const& faults = scenario.world.server.faults;
  return faults != nullptr && !faults->empty();
}

std::vector<agent::Hresult> codes_of(scenario::Scenario const& scenario) {
  std::vector<agent::Hresult> codes;
  add_codes(codes, scenario.is_baseline() ? scenario.verify : scenario.reproduce);
  return codes;
}

bool shows(scenario::Scenario const& scenario, agent::Hresult code) {
  auto const codes = codes_of(scenario);
  return std::ranges::find(codes, code) != codes.end();
}

std::vector<std::string> tags_of(scenario::Scenario const& scenario) {
  std::vector<std::string> tags;
  add_once(tags, std::filesystem::path(scenario.file).parent_path().filename().string());
  for (auto const& tag : scenario.tags) add_once(tags, tag);
  add_once(tags, std::string(origin_of(scenario)));
  if (!scenario.assumed.empty()) add_once(tags, "assumed");
  for (auto const& id : scenario.modes) {
    if (auto const* mode = catalogue_of_modes::find_mode(id)) add_layers(tags, mode->layer);
  }
  if (scenario.world.server.https) add_once(tags, "https");
  if (!scenario.background.empty()) add_once(tags, "grown");
  if (is_safe_on_real_clients(scenario)) add_once(tags, "real-client");
  for (auto const& machine : scenario.world.machines) {
    add_once(tags, std::string(machine::traits_of(machine.profile).name));
    if (machine.configmgr) add_once(tags, "configmgr");
  }
  return tags;
}

ScenarioKeys keys_of(scenario::Scenario const& scenario) {
  return {.modes = scenario.modes, .codes = codes_of(scenario), .tags = tags_of(scenario)};
}

}  // namespace wsus::lab
