// replace_text: any text is empty, blank, huge, or of characters that few expect.
#include "server/faults/mutation/mutators.hpp"
#include "server/faults/mutation/xml_change.hpp"

#include <fmt/format.h>

namespace wsus::faults::mutation {
namespace {

bool any(std::string_view /*text*/) { return true; }

std::optional<std::string> replaced(std::string_view text, Choice choice) {
  constexpr std::size_t ways = 12;
  switch (choice.value(ways)) {
  case 0: return "";
  case 1: return " \t\r\n ";
  case 2: return std::string(70'000, 'A');
  case 3: return std::string(2'000'000, '9');
  case 4: return "-1";
  case 5: return "%s%n%x {} {0} $(x) `x` ..\\..\\..";
  case 6: return "\xEF\xBF\xBD\xF0\x9F\x92\xA3\xE2\x80\xAE\xCC\x81";
  case 7: return fmt::format("<a>{}</a>", text);
  case 8: return std::string(text) + std::string(text);
  case 9: return std::string(text.substr(0, text.size() / 2));
  case 10: return "]]>";
  default: return fmt::format(" {}\n", text);
  }
}

}  // namespace

std::string replace_text(std::string& body, Choice choice) { return change_one_text(body, choice, any, replaced); }

}  // namespace wsus::faults::mutation
