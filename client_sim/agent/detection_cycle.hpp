// The detection cycle: when Automatic Updates looks for updates the next time (wua-behaviour 5.6). Pure.
#pragma once

#include "client_sim/machine/machine.hpp"
#include "wsdl/wusp/date_time.hpp"

#include <chrono>

namespace wsus::agent {

/// Sources: MS-WUSP notes 60, 61, 65 and the documentation of the policy (C).
struct DetectionSettings {
  std::chrono::hours frequency{22};           ///< at most so long between two detections; 1 to 22
  std::chrono::hours retry_after_failure{5};  ///< after one that failed, without chance
  bool operator==(DetectionSettings const&) const = default;
};

/// The policies DetectionFrequencyEnabled and DetectionFrequency: hours, 1 to 22. Other values count as 22 (assumption,
/// M). Automatic Updates switched off by policy (NoAutoUpdate) is not looked at: who runs cycles wants them.
[[nodiscard]] DetectionSettings detection_settings(machine::Registry const& registry);

/// `share` of the jitter: 0 to 1, of a fifth of the frequency, which is taken away: 17.6 to 22 hours by default.
[[nodiscard]] wusp::UtcTime next_detection(wusp::UtcTime now, bool succeeded, DetectionSettings const& settings,
                                           double share);

/// A share for a detection at this time: the same for the same machine (name, seed) and time, evenly spread over
/// others.
[[nodiscard]] double detection_share(machine::MachineOptions const& options, wusp::UtcTime now);

}  // namespace wsus::agent
