// A machine under test with a clock that stands still.
#pragma once

#include "client_sim/machine/machine.hpp"

#include <chrono>

namespace wsus::machine {

/// 2026-10-04 16:03:35 UTC
inline wusp::UtcTime test_time() {
  using namespace std::chrono;
  return wusp::UtcTime(sys_days(year(2026) / 10 / 4)) + hours(16) + minutes(3) + seconds(35);
}

struct TestMachine {
  wusp::ManualClock clock{test_time()};
  Machine machine;
  explicit TestMachine(MachineOptions options = {}) : machine(std::move(options), clock) {}
};

}  // namespace wsus::machine
