// Searches and what-ifs: see advice.hpp.
#include "scenarios/capacity/advice.hpp"

#include "scenarios/capacity/ranges.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace wsus::capacity {
namespace {

constexpr double step = 0.2;

/// A change of the inputs by one number.
using Change = std::function<void(Inputs&, double)>;

Inputs with(Inputs inputs, Change const& change, double value) {
  change(inputs, value);
  return inputs;
}

/// Between a value that fits and one that does not, the last that fits; by halving on a scale of ratios.
double last_that_fits(Inputs const& inputs, Change const& change, double good, double bad) {
  constexpr double close_enough = 1e-9;
  while (std::abs(good - bad) > close_enough * good) {
    auto const middle = std::sqrt(good * bad);
    if (middle == good || middle == bad) break;
    (fits(with(inputs, change, middle)) ? good : bad) = middle;
  }
  return good;
}

/// `easy`: the end of the range where it fits if anywhere; `hard`: the other one.
std::optional<double> border(Inputs const& inputs, Change const& change, double easy, double hard) {
  if (!fits(with(inputs, change, easy))) return std::nullopt;
  if (fits(with(inputs, change, hard))) return hard;
  return last_that_fits(inputs, change, easy, hard);
}

/// As border, for a number that is whole: the smallest that fits.
std::optional<unsigned> fewest(Inputs const& inputs, Change const& change, double least, double most) {
  if (!fits(with(inputs, change, most))) return std::nullopt;
  auto low = static_cast<unsigned>(least);
  auto high = static_cast<unsigned>(most);
  while (low < high) {
    auto const middle = low + (high - low) / 2;
    if (fits(with(inputs, change, middle))) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return high;
}

void set_clients(Inputs& inputs, double value) { inputs.clients = value; }
void set_workers(Inputs& inputs, double value) { inputs.workers = static_cast<unsigned>(value); }
void set_service_time(Inputs& inputs, double value) { inputs.service_time = value; }
void set_queue(Inputs& inputs, double value) { inputs.queue = static_cast<unsigned>(value); }
void set_time(Inputs& inputs, double value) {
  (inputs.arrivals == Arrivals::even ? inputs.cycle : inputs.window) = value;
}

/// An input of the table of effects.
struct Lever {
  std::string_view name{};
  Quantity quantity = Quantity::number;  ///< a count moves in whole steps, a share to 1 at most
  double value = 0;
  Change change{};
};

void set_calls(Inputs& inputs, double value) {
  inputs.cold_calls *= value / inputs.warm_calls;
  inputs.warm_calls = value;
}
void set_timeout(Inputs& inputs, double value) { inputs.client_timeout = value; }
void set_cold_share(Inputs& inputs, double value) { inputs.cold_share = value; }
void set_variation(Inputs& inputs, double value) { inputs.variation = value; }
void set_connections(Inputs& inputs, double value) { inputs.connections = static_cast<unsigned>(value); }
void set_pause(Inputs& inputs, double value) { inputs.pause = value; }

std::vector<Lever> levers_of(Inputs const& asked) {
  bool const even = asked.arrivals == Arrivals::even;
  std::vector<Lever> levers{
      {"clients", Quantity::count, asked.clients, set_clients},
      {even ? "cycle" : "window", Quantity::duration, even ? asked.cycle : asked.window, set_time},
      {"calls of a scan", Quantity::number, asked.warm_calls, set_calls},
      {"service time", Quantity::duration, asked.service_time, set_service_time},
      {"workers", Quantity::count, static_cast<double>(asked.workers), set_workers},
      {"queue", Quantity::count, static_cast<double>(asked.queue), set_queue},
      {"client's timeout", Quantity::duration, asked.client_timeout, set_timeout}};
  if (asked.cold_share > 0) levers.push_back({"cold scans", Quantity::share, asked.cold_share, set_cold_share});
  if (asked.variation > 0) levers.push_back({"variation", Quantity::number, asked.variation, set_variation});
  if (asked.connections)
    levers.push_back({"connections", Quantity::count, static_cast<double>(*asked.connections), set_connections});
  if (asked.connections && asked.pause > 0) levers.push_back({"pause", Quantity::duration, asked.pause, set_pause});
  return levers;
}

std::optional<double> elasticity_of(Effect const& effect, double fleet_low, double fleet_high) {
  if (fleet_low <= 0 || fleet_high <= 0 || effect.low <= 0 || effect.high <= effect.low) return std::nullopt;
  return std::log(fleet_high / fleet_low) / std::log(effect.high / effect.low);
}

Effect effect_of(Inputs const& asked, Lever const& lever) {
  Effect effect{.input = lever.name,
                .quantity = lever.quantity,
                .low = lever.value * (1 - step),
                .high = lever.value * (1 + step)};
  if (lever.quantity == Quantity::count) {
    effect.low = std::max(1.0, std::min(std::round(effect.low), lever.value - 1));
    effect.high = std::max(std::round(effect.high), lever.value + 1);
  }
  if (lever.quantity == Quantity::share) effect.high = std::min(effect.high, 1.0);
  auto const low = with(asked, lever.change, effect.low);
  auto const high = with(asked, lever.change, effect.high);
  effect.at_low = answer_to(low);
  effect.at_high = answer_to(high);
  if (lever.name != "clients") effect.elasticity = elasticity_of(effect, largest_fleet(low), largest_fleet(high));
  return effect;
}

}  // namespace

double largest_fleet(Inputs const& inputs) {
  constexpr double endless = 1e12;
  auto const fleet = border(inputs, set_clients, 1, endless).value_or(0);
  return std::floor(fleet * (1 + 1e-9));  // what halving leaves below a whole number
}

Needs needs_of(Inputs const& inputs) {
  bool const even = inputs.arrivals == Arrivals::even;
  Needs needs;
  needs.workers = fewest(inputs, set_workers, 1, ranges::most_workers);
  needs.service_time = border(inputs, set_service_time, ranges::shortest_service, ranges::longest_service);
  needs.time = border(inputs, set_time, even ? ranges::longest_cycle : ranges::longest_window,
                      even ? ranges::shortest_cycle : ranges::shortest_window);
  needs.queue = fewest(inputs, set_queue, ranges::shortest_queue, ranges::longest_queue);
  return needs;
}

Advised advised(Inputs const& inputs) {
  Advised result;
  result.longer_queue = answer_to(with(inputs, set_queue, result.queue));
  result.fewer_connections = answer_to(with(inputs, set_connections, result.connections));
  return result;
}

std::vector<Effect> effects_of(Inputs const& inputs) {
  std::vector<Effect> effects;
  for (auto const& lever : levers_of(inputs)) effects.push_back(effect_of(inputs, lever));
  return effects;
}

}  // namespace wsus::capacity
