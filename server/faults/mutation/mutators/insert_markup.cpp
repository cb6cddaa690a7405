// insert_markup: what XML allows and SOAP does not expect, or does not allow, between elements.
#include "server/faults/mutation/mutators.hpp"
#include "server/faults/mutation/xml_change.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace wsus::faults::mutation {
namespace {

constexpr std::array<std::string_view, 9> markups{"<!-- -->",  "<!-- -- -->",          "<![CDATA[text]]>",
                                                  "<![CDATA[", "<?instruction?>",      "<?xml version=\"1.0\"?>",
                                                  "text",      "<unknown>1</unknown>", "</unknown>"};

/// Billions of letters, for a reader that expands them.
constexpr std::string_view doctype =
    "<!DOCTYPE lolz [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
    "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">"
    "<!ENTITY e SYSTEM \"file:///etc/hostname\">]>";

}  // namespace

std::string insert_markup(std::string& body, Choice choice) {
  auto const picked = pick_element(body, choice);
  if (!picked) return {};
  auto const way = choice.value(markups.size() + 1);
  if (way == markups.size()) {
    auto const begin = picked->xml.elements().front().begin;
    return spliced_in(body, {.range = {begin, begin}, .with = std::string(doctype)}, "a document type with entities");
  }
  auto const at = picked->element->tag_end;
  auto what = fmt::format("{} stands in {}", shown(markups[way]), place_of(*picked->element));
  return spliced_in(body, {.range = {at, at}, .with = std::string(markups[way])}, std::move(what));
}

}  // namespace wsus::faults::mutation
