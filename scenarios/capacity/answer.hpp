// The answer to a capacity question: all figures of the model for one set of inputs.
#pragma once

#include "scenarios/capacity/demand.hpp"
#include "scenarios/capacity/inputs.hpp"
#include "scenarios/capacity/overload.hpp"
#include "scenarios/capacity/steady.hpp"
#include "scenarios/capacity/storm.hpp"

#include <optional>

namespace wsus::capacity {

/// What a fleet settles at when machines whose scan failed come back sooner than the others.
struct Settled {
  double scans = 0;      ///< that begin a second
  double completed = 1;  ///< share of them
};

struct Answer {
  Demand demand{};
  std::optional<Steady> steady{};      ///< where the server keeps up
  std::optional<Overload> overload{};  ///< where it does not: one of the two
  std::optional<Storm> storm{};        ///< of storms and patch days
  std::optional<Settled> settled{};    ///< of even arrivals, after a time when every scan failed
  bool fits = false;                   ///< no call is lost, but for the chances of `facts`
};

/// `inputs` are in their ranges (read_inputs.hpp). The same inputs give the same answer.
[[nodiscard]] Answer answer_to(Inputs const& inputs);

/// answer_to(inputs).fits, without the rest.
[[nodiscard]] bool fits(Inputs const& inputs);

}  // namespace wsus::capacity
