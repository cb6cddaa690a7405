// replace_attribute: the value of an attribute is another one. Updates' own XML says most in attributes.
#include "server/faults/mutation/mutators.hpp"
#include "server/faults/mutation/xml_change.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>
#include <vector>

namespace wsus::faults::mutation {
namespace {

constexpr std::array<std::string_view, 16> values{"",
                                                  "-1",
                                                  "0",
                                                  "2147483648",
                                                  "-2147483649",
                                                  "99999999999999999999999999",
                                                  "not-a-guid",
                                                  "00000000-0000-0000-0000-000000000000",
                                                  "TRUE",
                                                  "true",
                                                  "10.0.0.0.0.0",
                                                  "4294967296.1",
                                                  "HKEY_NOWHERE",
                                                  "..\\..\\..\\%systemroot%",
                                                  "*",
                                                  "&#xFFFF;"};

/// What stands between the quotes, of all attributes of all elements in order.
std::vector<TextRange> values_of(XmlText const& xml) {
  constexpr auto npos = std::string_view::npos;
  std::vector<TextRange> found;
  for (auto const& element : xml.elements()) {
    auto const tag = xml.in({element.begin, element.tag_end});
    for (auto quote = tag.find_first_of("\"'"); quote != npos;) {
      auto const end = tag.find(tag[quote], quote + 1);
      if (end == npos) break;
      found.push_back({element.begin + quote + 1, element.begin + end});
      quote = tag.find_first_of("\"'", end + 1);
    }
  }
  return found;
}

}  // namespace

std::string replace_attribute(std::string& body, Choice choice) {
  auto const xml = XmlText::of(body);
  if (!xml) return {};
  auto const found = values_of(*xml);
  if (found.empty()) return {};
  auto const range = found[choice.place(found.size())];
  auto const value = values[choice.value(values.size())];
  if (xml->in(range) == value) return {};
  auto what = fmt::format("the attribute at byte {} is '{}' instead of {}", range.begin, value, shown(xml->in(range)));
  return spliced_in(body, {.range = range, .with = std::string(value)}, std::move(what));
}

}  // namespace wsus::faults::mutation
