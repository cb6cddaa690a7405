// break_guid: a GUID is none, or one that others have too.
#include "server/faults/mutation/mutators.hpp"
#include "server/faults/mutation/xml_change.hpp"
#include "wsdl/wusp/guid.hpp"

namespace wsus::faults::mutation {
namespace {

bool is_guid(std::string_view text) { return wusp::parse_guid(text).has_value(); }

std::optional<std::string> broken(std::string_view text, Choice choice) {
  constexpr std::size_t ways = 7;
  std::string guid(text);
  switch (choice.value(ways)) {
  case 0: return guid.substr(0, guid.size() - 1);
  case 1: guid.front() = 'g'; return guid;
  case 2: return "{" + guid + "}";
  case 3: return "00000000-0000-0000-0000-000000000000";
  case 4: return "";
  case 5: return guid + guid;
  default: return "not-a-guid";
  }
}

}  // namespace

std::string break_guid(std::string& body, Choice choice) { return change_one_text(body, choice, is_guid, broken); }

}  // namespace wsus::faults::mutation
