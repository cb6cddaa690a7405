// A phase of a scenario in a page: its diagram, what happened in order, and the place of its logs.
#pragma once

#include "scenarios/runner/record.hpp"

#include <cstddef>
#include <string>

namespace wsus::lab::html {

/// Where a phase stands in the page: ids are "s<scenario>-p<phase>" and "s<scenario>-e<event>", counted from 1.
struct PhasePlace {
  std::size_t scenario = 1;
  std::size_t phase = 1;
  std::size_t events_before = 0;                                ///< in earlier phases of the scenario
  [[nodiscard]] std::string event_id(std::size_t event) const;  ///< of the event at this index of the phase
};

[[nodiscard]] std::string phase_part(PhaseTimeline const& phase, PhasePlace const& place);

}  // namespace wsus::lab::html
