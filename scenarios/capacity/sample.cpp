// Measured service times: see sample.hpp.
#include "scenarios/capacity/sample.hpp"

#include "scenarios/capacity/ranges.hpp"

#include <algorithm>
#include <cmath>

namespace wsus::capacity {

void CallTimes::add(double seconds) {
  ++calls;
  sum += seconds;
  sum_of_squares += seconds * seconds;
}

double CallTimes::mean() const { return calls > 0 ? sum / static_cast<double>(calls) : 0; }

double CallTimes::variation() const {
  if (calls < 2 || sum <= 0) return 0;
  auto const count = static_cast<double>(calls);
  auto const variance = (sum_of_squares - sum * sum / count) / (count - 1);
  return std::sqrt(std::max(0.0, variance)) / mean();
}

double CallTimes::calls_of_scan() const {
  return scans > 0 ? static_cast<double>(calls) / static_cast<double>(scans) : 0;
}

void use(Sample const& sample, Inputs& inputs) {
  auto const warm_weight = (1 - inputs.cold_share) * inputs.warm_calls;
  auto const cold_weight = inputs.cold_share * inputs.cold_calls;
  auto const of_cold = cold_weight / (warm_weight + cold_weight);
  auto const square = [](CallTimes const& times) {
    return times.mean() * times.mean() * (1 + times.variation() * times.variation());
  };
  auto const mean = (1 - of_cold) * sample.warm.mean() + of_cold * sample.cold.mean();
  auto const mean_square = (1 - of_cold) * square(sample.warm) + of_cold * square(sample.cold);
  inputs.service_time = std::max(mean, ranges::shortest_service);
  inputs.variation = mean > 0 ? std::sqrt(std::max(0.0, mean_square / (mean * mean) - 1)) : 0;
}

}  // namespace wsus::capacity
