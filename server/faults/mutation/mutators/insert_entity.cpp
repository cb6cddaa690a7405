// insert_entity: a text begins with a reference: to a character that XML does not have, or to an entity that nobody
// declares.
#include "server/faults/mutation/mutators.hpp"
#include "server/faults/mutation/xml_change.hpp"

#include <array>

namespace wsus::faults::mutation {
namespace {

bool any(std::string_view /*text*/) { return true; }

std::optional<std::string> with_reference(std::string_view text, Choice choice) {
  constexpr std::array<std::string_view, 12> references{
      "&undeclared;", "&#0;",   "&#xD800;",  "&#x110000;",
      "&#1;",         "&#x;",   "&",         "&amp;amp;",
      "&#xFFFE;",     "&nbsp;", "&#x26;lt;", "&#99999999999999999999;"};
  return std::string(references[choice.value(references.size())]).append(text);
}

}  // namespace

std::string insert_entity(std::string& body, Choice choice) {
  return change_one_text(body, choice, any, with_reference);
}

}  // namespace wsus::faults::mutation
