// Runs detection cycles: see detection_cycles.hpp.
#include "client_sim/app/detection_cycles.hpp"

#include "client_sim/app/simulated_pc.hpp"

namespace wsus::client {

std::vector<DetectionCycle> run_detection_cycles(SimulatedPc& pc, unsigned count,
                                                 std::function<void(wusp::Ticks)> const& advance) {
  std::vector<DetectionCycle> cycles;
  cycles.reserve(count);
  auto& machine = pc.machine();
  while (cycles.size() < count) {
    auto const due = machine.data_store().next_detection;
    if (due && *due > machine.now()) advance(*due - machine.now());
    DetectionCycle cycle{.begin = machine.now()};
    cycle.report = pc.detect();
    cycle.next = machine.data_store().next_detection.value_or(machine.now());
    cycles.push_back(std::move(cycle));
  }
  return cycles;
}

}  // namespace wsus::client
