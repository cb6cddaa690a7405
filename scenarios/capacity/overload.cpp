// A fluid model of a server that cannot keep up: see overload.hpp.
#include "scenarios/capacity/overload.hpp"

#include <algorithm>
#include <cmath>

namespace wsus::capacity {
namespace {

constexpr int halvings = 100;  // of an interval, down to what a double tells apart

/// Where `rising` passes from below `wanted` to above.
template <typename Function>
double solve(double low, double high, double wanted, Function const& rising) {
  for (int i = 0; i < halvings; ++i) {
    auto const middle = (low + high) / 2;
    (rising(middle) < wanted ? low : high) = middle;
  }
  return (low + high) / 2;
}

/// p + p^2 + ... + p^n
double powers(double p, double n) {
  constexpr double almost = 1e-9;
  if (1 - p < almost) return n;
  return p * (1 - std::pow(p, n)) / (1 - p);
}

double growth_of(Demand const& demand) {
  // Above the solution fewer machines join than it takes; below it more.
  return solve(0, demand.scans, 0, [&](double growth) {
    double joining = 0;
    for (auto const& kind : demand.kinds)
      joining += kind.share * -std::expm1(-kind.calls * std::log1p(growth / demand.capacity));
    return growth - demand.scans * joining;
  });
}

double passing_chance(Demand const& demand) {
  return solve(0, 1, demand.capacity, [&](double chance) {
    double calls = 0;
    for (auto const& kind : demand.kinds) calls += kind.share * powers(chance, kind.calls);
    return demand.scans * calls;
  });
}

double completed_share(Demand const& demand, double passes) {
  double completed = 0;
  for (auto const& kind : demand.kinds) completed += kind.share * std::pow(passes, kind.calls);
  return completed;
}

double mean_calls_to_come(Demand const& demand, double passes) {
  double machines = 0;
  double calls = 0;
  for (auto const& kind : demand.kinds) {
    auto weight = kind.share;
    for (double made = 1; made <= kind.calls; ++made) {
      weight *= passes;
      machines += weight;
      calls += weight * (kind.calls - made);
    }
  }
  return machines > 0 ? calls / machines : 0;
}

}  // namespace

std::vector<LimitAt> limits_of(Inputs const& inputs) {
  auto const capacity = demand_of(inputs).capacity;
  std::vector<LimitAt> limits{{Limit::queue, static_cast<double>(inputs.queue)},
                              {Limit::client_timeout, capacity * inputs.client_timeout}};
  if (inputs.connections) {
    auto const not_waiting = inputs.workers + capacity * inputs.pause;
    limits.push_back({Limit::connections, std::max(0.0, *inputs.connections - not_waiting)});
  }
  std::ranges::stable_sort(limits, {}, &LimitAt::waiting);
  return limits;
}

Overload overload(Inputs const& inputs, Demand const& demand) {
  Overload result;
  result.unanswered = demand.calls - demand.capacity;
  result.growth = growth_of(demand);
  result.first = limits_of(inputs).front();
  auto const machines = result.first.limit == Limit::connections
                            ? static_cast<double>(*inputs.connections)
                            : result.first.waiting + inputs.workers + demand.capacity * inputs.pause;
  result.hit_after = machines / result.growth;
  if (result.first.limit == Limit::client_timeout) result.hit_after += inputs.client_timeout;
  if (result.first.limit == Limit::connections) {
    result.passes = 1;
    result.completed = demand.capacity / demand.calls;
  } else {
    result.passes = passing_chance(demand);
    result.completed = completed_share(demand, result.passes);
  }
  result.lost = demand.scans * (1 - result.completed);
  result.calls_to_come = mean_calls_to_come(demand, result.passes);
  return result;
}

}  // namespace wsus::capacity
