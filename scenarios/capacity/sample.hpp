// Service times that were measured, as numbers of a model.
#pragma once

#include "scenarios/capacity/inputs.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace wsus::capacity {

/// Times of calls, in seconds.
struct CallTimes {
  std::size_t scans = 0;
  std::vector<double> times{};

  [[nodiscard]] std::size_t calls() const { return times.size(); }
  [[nodiscard]] double mean() const;       ///< 0 without calls
  [[nodiscard]] double median() const;     ///< 0 without calls; far below the mean where something disturbed a few
  [[nodiscard]] double variation() const;  ///< standard deviation / mean; 0 for less than two calls
  [[nodiscard]] double calls_of_scan() const;
};

struct Sample {
  std::string server{};  ///< its URL, or what it is
  CallTimes warm{};
  CallTimes cold{};
};

/// Service time and variation of the calls that `inputs` mix of warm and cold scans. Calls of a scan stay what they
/// are: a server that has nothing new answers fewer than a real one.
void use(Sample const& sample, Inputs& inputs);

}  // namespace wsus::capacity
