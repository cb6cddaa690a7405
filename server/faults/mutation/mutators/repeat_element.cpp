// repeat_element: an element stands there several times, up to thousands.
#include "server/faults/mutation/mutators.hpp"
#include "server/faults/mutation/xml_change.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace wsus::faults::mutation {

std::string repeat_element(std::string& body, Choice choice) {
  constexpr std::array<std::size_t, 4> more{1, 2, 50, 2'000};
  auto const picked = pick_element(body, choice);
  if (!picked) return {};
  auto const& element = *picked->element;
  auto const outer = picked->xml.in(element.outer());
  auto const copies = more[choice.value(more.size())];
  if (outer.size() * copies + body.size() > largest_body) return {};
  std::string with;
  with.reserve(outer.size() * copies);
  for (std::size_t i = 0; i < copies; ++i) with += outer;
  auto what = fmt::format("{} stands there {} times", place_of(element), copies + 1);
  return spliced_in(body, {.range = {element.end, element.end}, .with = std::move(with)}, std::move(what));
}

}  // namespace wsus::faults::mutation
