// What a page shows only when somebody opens it: bodies, facts of calls, log lines. As JSON beside the page's text.
#pragma once

#include "scenarios/runner/record.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::lab::html {

/// Texts that occur more than once in a page are in it once.
class TextStore {
public:
  /// The number of this text, from 0.
  [[nodiscard]] std::size_t add(std::string_view text);
  /// A JSON list of all texts in the order of their numbers, for a <script> element.
  [[nodiscard]] std::string json() const;

private:
  std::map<std::string, std::size_t, std::less<>> numbers_{};
  std::vector<std::string_view> texts_{};  ///< keys of `numbers_`
};

/// An object for a <script> element: `calls` by the number of their event in the scenario (facts, bodies as numbers in
/// the store) and `logs`, a list a phase: rows of what both sides wrote from one event to the next, with the IDs of the
/// phase's faults.
[[nodiscard]] std::string details_json(std::vector<PhaseTimeline> const& timeline, TextStore& bodies);

}  // namespace wsus::lab::html
