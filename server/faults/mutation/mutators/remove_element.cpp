// remove_element: an element is gone, with all that is in it.
#include "server/faults/mutation/mutators.hpp"
#include "server/faults/mutation/xml_change.hpp"

#include <fmt/format.h>

namespace wsus::faults::mutation {

std::string remove_element(std::string& body, Choice choice) {
  auto const picked = pick_element(body, choice);
  if (!picked) return {};
  return spliced_in(body, {.range = picked->element->outer()}, fmt::format("{} is gone", place_of(*picked->element)));
}

}  // namespace wsus::faults::mutation
