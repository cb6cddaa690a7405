// What a scenario would change on a Windows client, were it a real one.
#pragma once

#include "scenarios/model/scenario.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace wsus::lab {

/// Whether a line that is typed at a client looks or scans only: `reg query`, `usoclient StartScan`, `wuauclt
/// /detectnow`, `netsh winhttp show proxy`, ... What is not known to do no more changes something.
[[nodiscard]] bool only_looks(std::string_view line);

/// One clause each, in the order of the story: "cause: net stop bits", "fix: restart", "it has a VPN connection".
/// Empty: cause and cure lie at the server or on the network, and the client does nothing but scan. Being pointed at
/// the server does not count.
[[nodiscard]] std::vector<std::string> changes_on_clients(scenario::Scenario const& scenario);

/// Nothing is changed on a client: the tag `real-client`.
[[nodiscard]] inline bool is_safe_on_real_clients(scenario::Scenario const& scenario) {
  return changes_on_clients(scenario).empty();
}

}  // namespace wsus::lab
