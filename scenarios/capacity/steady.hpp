// A load that the server can carry: how long calls wait, and how likely a limit is hit by chance.
#pragma once

#include "scenarios/capacity/inputs.hpp"

namespace wsus::capacity {

/// Erlang C: the chance that a call finds all workers busy, M/M/c. `load`: calls * service time, at least 0 and below
/// `workers`; `workers` at least 1.
[[nodiscard]] double erlang_c(unsigned workers, double load);

/// Times in seconds.
struct Steady {
  double waits = 0;        ///< chance that a call has to wait
  double mean_wait = 0;    ///< of all calls: Erlang C, times (1 + variation^2) / 2 (Allen and Cunneen)
  double queue_full = 0;   ///< chance that a call finds the queue full
  double times_out = 0;    ///< chance that a call waits for longer than its client
  double scan_time = 0;    ///< of a mean scan with its waits and pauses
  double connections = 0;  ///< open at a time, mean (Little)
};

/// For a demand that does not overload the server.
///
/// Assumes calls that come independently of each other (Poisson), which is near enough where an agent's pause is longer
/// than the waits; first come, first served; an endless queue, of which the part beyond the real one is `queue_full`.
[[nodiscard]] Steady steady_state(Inputs const& inputs);

/// Whether calls are lost no more often than facts::lost_calls, and the limit of connections is out of reach.
[[nodiscard]] bool holds(Inputs const& inputs, Steady const& steady);

}  // namespace wsus::capacity
