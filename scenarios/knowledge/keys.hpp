// The keys that a scenario is found by: failure modes, codes, tags.
#pragma once

#include "client_sim/agent/hresult.hpp"
#include "scenarios/model/scenario.hpp"

#include <string>
#include <vector>

namespace wsus::lab {

struct ScenarioKeys {
  std::vector<std::string> modes{};     ///< as written
  std::vector<agent::Hresult> codes{};  ///< that it shows, in the order in which its steps name them; 0 left out
  std::vector<std::string> tags{};      ///< in lower case, each once: see tags_of
};

/// Codes: what the reproducing steps of a scenario expect, results and chains; of a baseline, what its scans end with.
[[nodiscard]] std::vector<agent::Hresult> codes_of(scenario::Scenario const& scenario);
[[nodiscard]] bool shows(scenario::Scenario const& scenario, agent::Hresult code);

/// Whether the failure itself is injected (`server: faults`): there is no natural cause to show.
[[nodiscard]] bool is_injected(scenario::Scenario const& scenario);

/// The folder that the file lies in; its own tags; `baseline`, `natural` or `injected`; `assumed`; the layers of its
/// failure modes (`soap`, `iis`, `proxy`, `client-state`, ...); `https`; `grown` where a background runs first;
/// `real-client` (real_client.hpp); the profiles of its machines
/// (`w8`).
[[nodiscard]] std::vector<std::string> tags_of(scenario::Scenario const& scenario);

[[nodiscard]] ScenarioKeys keys_of(scenario::Scenario const& scenario);

}  // namespace wsus::lab
