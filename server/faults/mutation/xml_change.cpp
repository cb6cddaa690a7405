// Places in XML: see xml_change.hpp.
#include "server/faults/mutation/xml_change.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace wsus::faults::mutation {

std::string place_of(XmlElement const& element) { return fmt::format("<{}> at byte {}", element.name, element.begin); }

std::string shown(std::string_view text) {
  constexpr std::size_t enough = 40;
  std::string head(text.substr(0, enough));
  std::replace_if(
      head.begin(), head.end(), [](char c) { return c < ' ' || c > '~'; }, '.');
  return text.size() <= enough ? fmt::format("'{}'", head) : fmt::format("'{}...' ({} bytes)", head, text.size());
}

std::vector<XmlElement const*> texts_of(XmlText const& xml, bool (*is)(std::string_view)) {
  auto const elements = xml.elements();
  std::vector<XmlElement const*> found;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    auto const& element = elements[i];
    bool const has_children = i + 1 < elements.size() && elements[i + 1].begin < element.end;
    if (has_children || !element.has_end_tag() || element.tag_end == element.content_end) continue;
    if (is(xml.in(element.content()))) found.push_back(&element);
  }
  return found;
}

std::string change_one_text(std::string& body, Choice choice, bool (*is)(std::string_view),
                            std::optional<std::string> (*changed)(std::string_view text, Choice choice)) {
  auto const xml = XmlText::of(body);
  if (!xml) return {};
  auto const found = texts_of(*xml, is);
  if (found.empty()) return {};
  auto const& element = *found[choice.place(found.size())];
  auto text = changed(xml->in(element.content()), choice);
  if (!text || *text == xml->in(element.content())) return {};
  auto what = fmt::format("the text of {} is {} instead of {}", place_of(element), shown(*text),
                          shown(xml->in(element.content())));
  return spliced_in(body, {.range = element.content(), .with = std::move(*text)}, std::move(what));
}

std::string spliced_in(std::string& body, Splice splice, std::string what) {
  if (body.size() + splice.with.size() > largest_body) return {};
  body = spliced(body, {std::move(splice)});
  return what;
}

std::optional<Picked> pick_element(std::string_view body, Choice choice) {
  auto xml = XmlText::of(body);
  if (!xml) return std::nullopt;
  auto const count = xml->elements().size();
  Picked picked{.xml = std::move(*xml), .rest = choice.at / count};
  picked.element = &picked.xml.elements()[choice.place(count)];
  return picked;
}

}  // namespace wsus::faults::mutation
