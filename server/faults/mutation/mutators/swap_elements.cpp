// swap_elements: two elements have changed places; one is not in the other.
#include "server/faults/mutation/mutators.hpp"
#include "server/faults/mutation/xml_change.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

namespace wsus::faults::mutation {

std::string swap_elements(std::string& body, Choice choice) {
  auto const picked = pick_element(body, choice);
  if (!picked) return {};
  auto const& first = *picked->element;
  std::vector<XmlElement const*> behind;
  for (auto const& element : picked->xml.elements())
    if (element.begin >= first.end) behind.push_back(&element);
  if (behind.empty()) return {};
  auto const& second = *behind[choice.value(behind.size())];
  if (picked->xml.in(first.outer()) == picked->xml.in(second.outer())) return {};
  auto what = fmt::format("{} and {} have changed places", place_of(first), place_of(second));
  body = spliced(body, {{.range = first.outer(), .with = std::string(picked->xml.in(second.outer()))},
                        {.range = second.outer(), .with = std::string(picked->xml.in(first.outer()))}});
  return what;
}

}  // namespace wsus::faults::mutation
