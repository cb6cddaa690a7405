// Waiting under a load that can be carried: see steady.hpp.
#include "scenarios/capacity/steady.hpp"

#include "scenarios/capacity/demand.hpp"

#include <cmath>

namespace wsus::capacity {

double erlang_c(unsigned workers, double load) {
  double blocked = 1;  // Erlang B of no workers
  for (unsigned n = 1; n <= workers; ++n) blocked = load * blocked / (n + load * blocked);
  auto const utilisation = load / workers;
  return blocked / (1 - utilisation * (1 - blocked));
}

Steady steady_state(Inputs const& inputs) {
  auto const demand = demand_of(inputs);
  auto const variability = (1 + inputs.variation * inputs.variation) / 2;
  auto const free_capacity = inputs.workers / inputs.service_time - demand.calls;  // calls a second
  Steady steady;
  steady.waits = erlang_c(inputs.workers, demand.calls * inputs.service_time);
  steady.mean_wait = steady.waits / free_capacity * variability;
  // The tails of M/M/c, at the pace of the variability (heavy traffic).
  steady.queue_full = steady.waits * std::pow(demand.utilisation, inputs.queue / variability);
  steady.times_out = steady.waits * std::exp(-free_capacity * inputs.client_timeout / variability);
  auto const call = inputs.service_time + steady.mean_wait;
  steady.scan_time = demand.calls_of_scan * call + (demand.calls_of_scan - 1) * inputs.pause;
  steady.connections = demand.scans * steady.scan_time;
  return steady;
}

bool holds(Inputs const& inputs, Steady const& steady) {
  constexpr double deviations = 5;  // of a Poisson number, beyond one in a million
  auto const connections = steady.connections + deviations * std::sqrt(steady.connections);
  return steady.queue_full <= facts::lost_calls && steady.times_out <= facts::lost_calls &&
         (!inputs.connections || connections <= *inputs.connections);
}

}  // namespace wsus::capacity
