// Measured service times: see sample.hpp.
#include "scenarios/capacity/sample.hpp"

#include "scenarios/capacity/ranges.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace wsus::capacity {

double CallTimes::mean() const {
  return times.empty() ? 0 : std::accumulate(times.begin(), times.end(), 0.0) / static_cast<double>(times.size());
}

double CallTimes::median() const {
  if (times.empty()) return 0;
  auto sorted = times;
  auto const middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
  std::ranges::nth_element(sorted, middle);
  return *middle;
}

double CallTimes::variation() const {
  auto const of = mean();
  if (times.size() < 2 || of <= 0) return 0;
  double squares = 0;
  for (auto const time : times) squares += (time - of) * (time - of);
  return std::sqrt(squares / static_cast<double>(times.size() - 1)) / of;
}

double CallTimes::calls_of_scan() const {
  return scans > 0 ? static_cast<double>(times.size()) / static_cast<double>(scans) : 0;
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
