// What would help, and what each input is worth: the same question again with other inputs.
#pragma once

#include "scenarios/capacity/answer.hpp"
#include "scenarios/capacity/inputs.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace wsus::capacity {

/// The largest fleet that fits with everything else as asked, whole; 0: not even one machine.
[[nodiscard]] double largest_fleet(Inputs const& inputs);

/// Each alone with everything else as asked. Empty: no value in the input's range (read_inputs.hpp) suffices.
struct Needs {
  std::optional<unsigned> workers{};     ///< fewest
  std::optional<double> service_time{};  ///< longest, seconds
  std::optional<double> time{};          ///< shortest cycle, or window, seconds
  std::optional<unsigned> queue{};       ///< shortest
};
[[nodiscard]] Needs needs_of(Inputs const& inputs);

/// What Microsoft's articles advise (docs/CAPACITY.md), computed.
struct Advised {
  unsigned queue = 2'000;
  unsigned connections = 100;
  Answer longer_queue{};
  Answer fewer_connections{};
};
[[nodiscard]] Advised advised(Inputs const& inputs);

/// How a value of an input is written.
enum class Quantity { count, number, duration, share };

/// One input, a fifth lower and a fifth higher, with everything else as asked.
struct Effect {
  std::string_view input{};
  Quantity quantity = Quantity::number;
  double low = 0;  ///< the input's own value
  double high = 0;
  Answer at_low{};
  Answer at_high{};
  /// Percent by which the largest fleet changes for a percent of the input; empty: it has no part in it, or no fleet
  /// fits.
  std::optional<double> elasticity{};
};

/// Inputs that have a part in the question. Whole numbers are rounded, and move by 1 at least.
[[nodiscard]] std::vector<Effect> effects_of(Inputs const& inputs);

}  // namespace wsus::capacity
