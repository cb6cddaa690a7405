// Service times that were measured, as numbers of a model.
#pragma once

#include "scenarios/capacity/inputs.hpp"

#include <cstddef>
#include <string>

namespace wsus::capacity {

/// Times of calls, of which sums are kept: seconds.
struct CallTimes {
  std::size_t scans = 0;
  std::size_t calls = 0;
  double sum = 0;
  double sum_of_squares = 0;

  void add(double seconds);
  [[nodiscard]] double mean() const;       ///< 0 without calls
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
