// A sequence as an SVG drawing: lifelines, arrows there and back, notes.
#pragma once

#include "scenarios/report/html/sequence.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace wsus::lab::html {

/// The SVG element. Colours and fonts are the page's style (classes only). `title` and `description` are what a screen
/// reader says. `link_of`: where a row of this event leads to, a fragment such as "#s1-e3".
[[nodiscard]] std::string diagram(Sequence const& sequence, std::string_view id, std::string_view title,
                                  std::function<std::string(std::size_t event)> const& link_of);

}  // namespace wsus::lab::html
