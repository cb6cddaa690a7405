// More calls than the server can answer: how fast the queue grows, which limit is hit, and what is lost there.
#pragma once

#include "scenarios/capacity/demand.hpp"
#include "scenarios/capacity/inputs.hpp"

#include <cstddef>
#include <vector>

namespace wsus::capacity {

/// What ends a growing queue.
enum class Limit {
  queue,           ///< http.sys answers 503, reason QueueFull
  client_timeout,  ///< the agent gives up: 0x80072EE2
  connections,     ///< http.sys answers 503, reason ConnLimit, to machines that are not connected yet
};

/// Where a limit lies.
struct LimitAt {
  Limit limit = Limit::queue;
  double waiting = 0;  ///< calls in the queue when it is hit
};

/// All limits, the first to be hit at the front.
[[nodiscard]] std::vector<LimitAt> limits_of(Inputs const& inputs);

/// Rates are a second. A fluid: chance is left out, and each machine has one call at a time.
struct Overload {
  double unanswered = 0;     ///< calls - capacity: work that is left over
  double growth = 0;         ///< machines that join those in a scan
  LimitAt first{};           ///< the limit that is hit
  double hit_after = 0;      ///< seconds from an empty queue to the first call that is lost
  double passes = 0;         ///< chance of a call from then on
  double lost = 0;           ///< scans that fail, each with one lost call
  double completed = 0;      ///< share of the scans that begin then and get through
  double calls_to_come = 0;  ///< of a machine that is in a scan then, mean
};

/// For a demand that overloads the server.
///
/// growth: g = scans * sum(share * (1 - (1 + g / capacity)^-calls)), the positive solution. passes: scans * sum(share *
/// (p + p^2 + ... + p^calls)) = capacity, for a scan whose call is lost makes no further one. At a limit of connections
/// new scans are turned away and those inside go on, so capacity / calls_of_scan of them complete.
[[nodiscard]] Overload overload(Inputs const& inputs, Demand const& demand);

}  // namespace wsus::capacity
