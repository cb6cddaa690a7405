// How long a server takes for a call: scans of simulated machines, one call after another.
#pragma once

#include "scenarios/capacity/sample.hpp"
#include "scenarios/measurement/target.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <stdexcept>
#include <stop_token>

namespace wsus::measurement {

struct Plan {
  std::size_t calls = 300;     ///< of warm scans, at least; 1 and more
  std::size_t cold_scans = 3;  ///< that count, each of a new machine; 1 and more
  std::stop_token stop{};      ///< looked at between scans
  /// Time that passes; empty: the steady clock's.
  std::function<std::chrono::nanoseconds()> now{};
};

/// A scan failed, or it was to stop. What was measured until then is not told.
struct Unmeasured : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Times are those of the machine: from the first byte of a request to the answer read, connection and network with it.
/// One scan before all others warms up the server and does not count. Machines are made anew each time, so a server
/// sees one client more for each cold scan.
/// A server that was not allowed to be remote cannot lead elsewhere: its machines reach nothing else. Throws
/// Unmeasured; http::ListenError where the mock finds no port.
[[nodiscard]] capacity::Sample measure(Target const& target, Plan const& plan);

}  // namespace wsus::measurement
