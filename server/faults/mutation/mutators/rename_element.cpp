// rename_element: an element has another name, in both of its tags or in one.
#include "server/faults/mutation/mutators.hpp"
#include "server/faults/mutation/xml_change.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

namespace wsus::faults::mutation {
namespace {

std::string turned_case(std::string_view name) {
  std::string turned(name);
  for (char& c : turned)
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) c = static_cast<char>(c ^ 0x20);
  return turned;
}

/// The local name instead of `name`; `other`: one that the message has elsewhere.
std::string new_name(std::string_view name, std::string_view other, std::size_t way) {
  switch (way) {
  case 0: return std::string(other);
  case 1: return turned_case(name);
  case 2: return std::string(name) + "X";
  case 3: return std::string(4'096, 'n');
  case 4: return "Fault";
  default: return "n\xC3\xA4me";
  }
}

}  // namespace

std::string rename_element(std::string& body, Choice choice) {
  constexpr std::size_t ways = 7;  // the last: the start tag alone, which leaves no XML
  auto const picked = pick_element(body, choice);
  if (!picked) return {};
  auto const& element = *picked->element;
  auto const elements = picked->xml.elements();
  auto const way = choice.value(ways);
  auto const local = element.local_name();
  auto const name = new_name(local, elements[picked->rest % elements.size()].local_name(), way);
  if (name == local) return {};
  auto const in_tag = element.begin + 1 + (element.name.size() - local.size());
  std::vector<Splice> splices{{.range = {in_tag, in_tag + local.size()}, .with = name}};
  bool const both = way + 1 < ways;
  if (both && element.has_end_tag()) {
    auto const in_end_tag = element.content_end + 2 + (element.name.size() - local.size());
    splices.push_back({.range = {in_end_tag, in_end_tag + local.size()}, .with = name});
  }
  auto what = fmt::format("{} is called {}{}", place_of(element), shown(name), both ? "" : " where it begins");
  body = spliced(body, splices);
  return what;
}

}  // namespace wsus::faults::mutation
