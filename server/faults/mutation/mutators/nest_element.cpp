// nest_element: an element is wrapped in others, or holds them: as deep as no reader likes it.
#include "server/faults/mutation/mutators.hpp"
#include "server/faults/mutation/xml_change.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>
#include <vector>

namespace wsus::faults::mutation {
namespace {

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace

std::string nest_element(std::string& body, Choice choice) {
  constexpr std::array<std::size_t, 4> depths{1, 100, 2'000, 20'000};
  auto const picked = pick_element(body, choice);
  if (!picked) return {};
  auto const& element = *picked->element;
  auto const depth = depths[choice.value(depths.size())];
  // Unknown elements, or the element in itself.
  bool const itself = choice.with / depths.size() % 2 == 1;
  auto const name = itself ? element.name : std::string_view("a");
  if ((2 * name.size() + 5) * depth + body.size() > largest_body) return {};
  auto what = fmt::format("{} is {} deep in <{}>", place_of(element), depth, name);
  body = spliced(body, {{.range = {element.begin, element.begin}, .with = repeated(fmt::format("<{}>", name), depth)},
                        {.range = {element.end, element.end}, .with = repeated(fmt::format("</{}>", name), depth)}});
  return what;
}

}  // namespace wsus::faults::mutation
