// Offered load: see demand.hpp.
#include "scenarios/capacity/demand.hpp"

#include <algorithm>

namespace wsus::capacity {
namespace {

double scans_per_second(Inputs const& inputs) {
  constexpr double mean_share_of_cycle = 1 - facts::cycle_jitter / 2;
  if (inputs.arrivals == Arrivals::even) return inputs.clients / (inputs.cycle * mean_share_of_cycle);
  return scans_in_window(inputs) / inputs.window;
}

}  // namespace

double scans_in_window(Inputs const& inputs) {
  switch (inputs.arrivals) {
  case Arrivals::storm: return inputs.clients;
  case Arrivals::patch_day: return inputs.clients * facts::scans_on_patch_day;
  case Arrivals::even: break;
  }
  return 0;
}

Demand demand_of(Inputs const& inputs) {
  Demand demand;
  demand.kinds = {Demand::Kind{1 - inputs.cold_share, inputs.warm_calls},
                  Demand::Kind{inputs.cold_share, inputs.cold_calls}};
  demand.scans = scans_per_second(inputs);
  for (auto const& kind : demand.kinds) {
    demand.calls_of_scan += kind.share * kind.calls;
    demand.calls_of_scan_squared += kind.share * kind.calls * kind.calls;
  }
  demand.calls = demand.scans * demand.calls_of_scan;
  demand.capacity = inputs.workers / inputs.service_time;
  demand.utilisation = demand.calls / demand.capacity;
  if (inputs.connections)
    demand.capacity = std::min(demand.capacity, *inputs.connections / (inputs.service_time + inputs.pause));
  return demand;
}

}  // namespace wsus::capacity
