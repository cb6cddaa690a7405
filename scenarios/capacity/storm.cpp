// Storms: see storm.hpp.
#include "scenarios/capacity/storm.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace wsus::capacity {
namespace {

constexpr unsigned most_waves = 1'000;

/// exp(y^2) * erfc(y), also where the factors alone leave the range of a double.
double scaled_erfc(double y) {
  constexpr double large = 5;
  if (y < large) return std::exp(y * y) * std::erfc(y);
  auto const inverse = 1 / (y * y);
  return (1 - inverse / 2 + 3 * inverse * inverse / 4) / (y * std::sqrt(std::numbers::pi));
}

/// The same window again, for those that failed.
struct Wave {
  double scans = 0;
  double window = 0;
  double begins = 0;
};

void count_waves(Inputs const& inputs, Demand const& demand, Storm& storm) {
  if (inputs.window >= facts::retry) return;
  Wave wave{.scans = storm.scans, .window = inputs.window};
  for (unsigned number = 1; number <= most_waves; ++number) {
    auto each = demand;
    each.scans = wave.scans / wave.window;
    each.calls = each.scans * demand.calls_of_scan;
    storm.waves = number;
    storm.all_scanned = wave.begins + wave.window;
    if (!each.overloads()) return;
    auto const over = overload(inputs, each);
    auto const left = wave.window - over.hit_after;
    if (left <= 0 || over.lost * left < 1) {
      storm.all_scanned += over.unanswered * wave.window / demand.capacity;
      return;
    }
    wave = {.scans = over.lost * left, .window = left, .begins = wave.begins + over.hit_after + facts::retry};
  }
  storm.waves.reset();
  storm.all_scanned = 0;
}

}  // namespace

double reaches(double level, double drift, double variance, double time) {
  auto const spread = std::sqrt(2 * variance * time);
  auto const above = (level - drift * time) / spread;
  auto const mirrored = (level + drift * time) / spread;
  // exp(2 * drift * level / variance) * erfc(mirrored) / 2, in a form that does not overflow
  auto const second = mirrored > 0 ? std::exp(-above * above) * scaled_erfc(mirrored)
                                   : std::exp(2 * drift * level / variance) * std::erfc(mirrored);
  auto const at_the_end = (std::erfc(above) + second) / 2;
  // A walk that is driven back to 0 comes from there again and again: so often as it forgets where it was.
  auto const tries = drift < 0 ? 1 + 2 * drift * drift * time / variance : 1;
  return std::min(1.0, at_the_end * tries);
}

double storm_chance(Inputs const& inputs, Demand const& demand, Overload const* over) {
  auto const limit = over != nullptr ? over->first : limits_of(inputs).front();
  if (inputs.clients <= limit.waiting) return 0;  // each has one call at a time
  // Of the machines in a scan: what is left of the mean scan that one looks into, or what the growing queue leaves.
  constexpr double balance = 1e-6;  // share of the capacity, below which nothing grows
  bool const grows = over != nullptr && over->unanswered > balance * demand.capacity;
  auto const calls_each =
      grows ? over->unanswered / over->growth : (demand.calls_of_scan_squared / demand.calls_of_scan + 1) / 2;
  auto const variance =
      demand.scans * demand.calls_of_scan_squared + demand.capacity * inputs.variation * inputs.variation;
  auto const level = std::max(limit.waiting, 1.0) * calls_each;
  return reaches(level, demand.calls - demand.capacity, variance, inputs.window);
}

Storm storm(Inputs const& inputs, Demand const& demand, Overload const* over) {
  Storm result;
  result.scans = scans_in_window(inputs);
  result.chance = storm_chance(inputs, demand, over);
  result.drained = inputs.window;
  if (over != nullptr) {
    auto const not_waiting = inputs.workers + demand.capacity * inputs.pause;
    result.hits_limit = over->hit_after < inputs.window;
    auto const lasts = inputs.window - over->hit_after;
    result.longest_queue = result.hits_limit ? over->first.waiting : over->growth * inputs.window - not_waiting;
    result.longest_queue = std::max(0.0, result.longest_queue);
    result.longest_wait = result.longest_queue / demand.capacity;
    result.failed = result.hits_limit ? over->lost * lasts : 0;
    auto const work_left = result.hits_limit ? (result.longest_queue + not_waiting) * over->calls_to_come
                                             : over->unanswered * inputs.window;
    result.drained += work_left / demand.capacity;
  }
  count_waves(inputs, demand, result);
  return result;
}

}  // namespace wsus::capacity
