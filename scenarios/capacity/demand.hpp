// What a fleet asks of a server, and what the server can give.
#pragma once

#include "scenarios/capacity/inputs.hpp"

#include <array>

namespace wsus::capacity {

/// Rates are a second.
struct Demand {
  struct Kind {
    double share = 0;  ///< of the scans
    double calls = 0;  ///< of such a scan
  };
  std::array<Kind, 2> kinds{};       ///< warm, cold
  double scans = 0;                  ///< that begin
  double calls_of_scan = 0;          ///< mean
  double calls_of_scan_squared = 0;  ///< mean of the squares
  double calls = 0;                  ///< offered load: scans * calls_of_scan
  double capacity = 0;               ///< calls that the server can answer
  double utilisation = 0;            ///< of the workers: calls * service_time / workers; above 1 they never catch up

  /// Whether more is asked than can be answered.
  [[nodiscard]] bool overloads() const { return calls >= capacity; }
};

/// Even: clients / (0.9 * cycle) scans. Storm: clients / window, on a patch day twice as many. Capacity: workers /
/// service_time; a limit of connections lets through connections / (service_time + pause) at most.
[[nodiscard]] Demand demand_of(Inputs const& inputs);

/// Scans of a storm or a patch day; 0 for even arrivals.
[[nodiscard]] double scans_in_window(Inputs const& inputs);

}  // namespace wsus::capacity
