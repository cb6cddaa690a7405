// change_prefix: an element has another prefix, or none.
#include "server/faults/mutation/mutators.hpp"
#include "server/faults/mutation/xml_change.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>
#include <vector>

namespace wsus::faults::mutation {

std::string change_prefix(std::string& body, Choice choice) {
  constexpr std::array<std::string_view, 5> prefixes{"", "other:", "xml:", "xsi:", "a:b:"};
  auto const picked = pick_element(body, choice);
  if (!picked) return {};
  auto const& element = *picked->element;
  auto const length = element.name.size() - element.local_name().size();
  auto const prefix = prefixes[choice.value(prefixes.size())];
  if (element.name.substr(0, length) == prefix) return {};
  auto const in_tag = element.begin + 1;
  std::vector<Splice> splices{{.range = {in_tag, in_tag + length}, .with = std::string(prefix)}};
  if (element.has_end_tag()) {
    auto const in_end_tag = element.content_end + 2;
    splices.push_back({.range = {in_end_tag, in_end_tag + length}, .with = std::string(prefix)});
  }
  auto what = fmt::format("{} has the prefix '{}'", place_of(element), prefix);
  body = spliced(body, splices);
  return what;
}

}  // namespace wsus::faults::mutation
