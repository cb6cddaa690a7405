// change_attribute: an attribute that an element has not, has twice, or means something to readers of SOAP.
#include "server/faults/mutation/mutators.hpp"
#include "server/faults/mutation/xml_change.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace wsus::faults::mutation {
namespace {

/// As they stand behind the element's name. xsi is declared with the attribute: the message may not do it.
std::string attribute(std::size_t way) {
  constexpr std::string_view xsi = " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";
  switch (way) {
  case 0: return fmt::format("{} xsi:nil=\"true\"", xsi);
  case 1: return fmt::format("{} xsi:type=\"xsi:nothing\"", xsi);
  case 2: return " href=\"#there-is-no-such-id\"";
  case 3: return " id=\"one\" href=\"#one\"";
  case 4: return " a=\"1\" a=\"2\"";
  case 5: return " a";
  case 6: return " a=1";
  case 7: return fmt::format(" a=\"{}\"", std::string(70'000, 'v'));
  case 8: return " a=\"<\"";
  case 9: return " xmlns:xml=\"urn:other\"";
  case 10: return " SOAP-ENV:mustUnderstand=\"1\"";
  default: return " encodingStyle=\"urn:other\" a=\"&undeclared;\"";
  }
}

}  // namespace

std::string change_attribute(std::string& body, Choice choice) {
  constexpr std::size_t ways = 13;  // the last: all that it has are gone
  auto const picked = pick_element(body, choice);
  if (!picked) return {};
  auto const& element = *picked->element;
  auto const behind_name = element.begin + 1 + element.name.size();
  auto const way = choice.value(ways);
  if (way + 1 < ways) {
    auto with = attribute(way);
    auto what = fmt::format("{} has the attribute {}", place_of(element), shown(with));
    return spliced_in(body, {.range = {behind_name, behind_name}, .with = std::move(with)}, std::move(what));
  }
  auto const end = element.has_end_tag() ? element.tag_end - 1 : element.tag_end - 2;
  if (end <= behind_name) return {};
  return spliced_in(body, {.range = {behind_name, end}}, fmt::format("{} has no attributes", place_of(element)));
}

}  // namespace wsus::faults::mutation
