// Puts the parts of the model together: see answer.hpp.
#include "scenarios/capacity/answer.hpp"

#include <algorithm>

namespace wsus::capacity {
namespace {

double completed_share(Inputs const& inputs, Demand demand, double scans) {
  demand.scans = scans;
  demand.calls = scans * demand.calls_of_scan;
  return demand.overloads() ? overload(inputs, demand).completed : 1;
}

/// From the worst, when all come back after a failure, downwards.
Settled settle(Inputs const& inputs, Demand const& demand) {
  constexpr int rounds = 1'000;
  auto const cycle = inputs.clients / demand.scans;
  Settled settled{.scans = std::max(demand.scans, inputs.clients / facts::retry)};
  for (int i = 0; i < rounds; ++i) {
    settled.completed = completed_share(inputs, demand, settled.scans);
    auto const scans = inputs.clients / (settled.completed * cycle + (1 - settled.completed) * facts::retry);
    if (scans >= settled.scans) break;
    settled.scans = scans;
  }
  return settled;
}

}  // namespace

Answer answer_to(Inputs const& inputs) {
  Answer answer{.demand = demand_of(inputs)};
  if (answer.demand.overloads()) {
    answer.overload = overload(inputs, answer.demand);
  } else {
    answer.steady = steady_state(inputs);
  }
  if (inputs.arrivals == Arrivals::even) {
    answer.settled = settle(inputs, answer.demand);
    answer.fits = answer.steady && holds(inputs, *answer.steady);
  } else {
    answer.storm = storm(inputs, answer.demand, answer.overload ? &*answer.overload : nullptr);
    answer.fits = answer.storm->chance <= facts::lost_storms;
  }
  return answer;
}

bool fits(Inputs const& inputs) {
  auto const demand = demand_of(inputs);
  if (inputs.arrivals == Arrivals::even) return !demand.overloads() && holds(inputs, steady_state(inputs));
  if (!demand.overloads()) return storm_chance(inputs, demand, nullptr) <= facts::lost_storms;
  auto const over = overload(inputs, demand);
  return storm_chance(inputs, demand, &over) <= facts::lost_storms;
}

}  // namespace wsus::capacity
