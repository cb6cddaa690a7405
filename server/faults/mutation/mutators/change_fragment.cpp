// change_fragment: a change inside the XML of an update, which messages carry as a text (wusp-protocol: Xml).
#include "server/faults/mutation/mutators.hpp"
#include "server/faults/mutation/xml_change.hpp"
#include "wsdl/wusp/markup.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace wsus::faults::mutation {
namespace {

constexpr std::array<ChangeBody, 15> changes{remove_element, repeat_element, swap_elements,    rename_element,
                                             replace_text,   replace_number, replace_flag,     break_guid,
                                             nest_element,   insert_entity,  insert_markup,    change_attribute,
                                             turn_byte,      cut_body,       replace_attribute};

bool is_fragment(std::string_view text) { return text.starts_with("&lt;"); }

/// The five references that every XML has; others stay.
std::string unescaped(std::string_view text) {
  struct Reference {
    std::string_view name;
    char character;
  };
  constexpr std::array<Reference, 5> references{
      {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}}};
  std::string plain;
  plain.reserve(text.size());
  while (!text.empty()) {
    std::size_t length = 1;
    char character = text.front();
    for (auto const& reference : references) {
      if (!text.starts_with(reference.name)) continue;
      length = reference.name.size();
      character = reference.character;
      break;
    }
    plain += character;
    text.remove_prefix(length);
  }
  return plain;
}

}  // namespace

std::string change_fragment(std::string& body, Choice choice) {
  // A fragment has several roots; XML has one.
  constexpr std::string_view root = "<update>";
  constexpr std::string_view root_end = "</update>";
  auto const xml = XmlText::of(body);
  if (!xml) return {};
  auto const fragments = texts_of(*xml, is_fragment);
  if (fragments.empty()) return {};
  auto const& element = *fragments[choice.place(fragments.size())];
  auto fragment = std::string(root).append(unescaped(xml->in(element.content()))).append(root_end);
  Choice const inner{.at = static_cast<std::uint32_t>(choice.at / fragments.size()),
                     .with = static_cast<std::uint32_t>(choice.with / changes.size())};
  auto what = changes[choice.value(changes.size())](fragment, inner);
  if (what.empty()) return {};
  if (fragment.starts_with(root)) fragment.erase(0, root.size());
  if (fragment.ends_with(root_end)) fragment.resize(fragment.size() - root_end.size());
  what = fmt::format("in the XML of {}: {}", place_of(element), what);
  return spliced_in(body, {.range = element.content(), .with = wusp::escape_markup(fragment)}, std::move(what));
}

}  // namespace wsus::faults::mutation
