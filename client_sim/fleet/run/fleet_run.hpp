// Runs a fleet: its agents' scans over real sockets, all in the calling thread.
#pragma once

#include "client_sim/fleet/progress.hpp"
#include "client_sim/fleet/result.hpp"
#include "client_sim/fleet/run/target.hpp"
#include "client_sim/fleet/settings.hpp"
#include "client_sim/transport/http_options.hpp"
#include "wsdl/wusp/date_time.hpp"

#include <functional>
#include <stdexcept>
#include <stop_token>
#include <string>

namespace wsus::fleet {

/// What a run needs beside its settings.
struct RunParts {
  std::string program{};  ///< for the result
  Target target{};        ///< of settings.server_url
  bool allow_remote = false;
  transport::HttpOptions http{};                    ///< without a timeline
  wusp::UtcTime start{};                            ///< the agents' time of day at the beginning
  std::stop_token stop{};                           ///< ends the run early; what is under way then has five seconds
  std::function<void(Progress const&)> progress{};  ///< called about every second of real time; may be empty
};

/// The warm start failed: no agent of a kind could scan.
struct WarmStartFailed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Returns when the last scan is over. What servers do is in the result, nothing is thrown for it but WarmStartFailed.
[[nodiscard]] FleetResult run_fleet(FleetSettings const& settings, RunParts const& parts);

}  // namespace wsus::fleet
