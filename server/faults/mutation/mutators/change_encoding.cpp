// change_encoding: the text is in another encoding than it says, or says another one than it is in.
#include "server/faults/mutation/mutators.hpp"
#include "server/faults/mutation/xml_change.hpp"

#include <fmt/format.h>

#include <array>

namespace wsus::faults::mutation {
namespace {

constexpr std::array<std::string_view, 5> declarations{
    "<?xml version=\"1.0\" encoding=\"utf-16\"?>", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>",
    "<?xml version=\"1.1\" encoding=\"utf-8\"?>", "<?xml version=\"1.0\" encoding=\"x-unknown\"?>", "<?xml?>"};

/// Bytes that no UTF-8 has: alone, too long, a half pair, too large.
constexpr std::array<std::string_view, 5> bad_bytes{"\xFF", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82"};

/// ASCII as UTF-16, least byte first, with its mark.
std::string utf_16(std::string_view text) {
  std::string wide("\xFF\xFE");
  wide.reserve(2 + 2 * text.size());
  for (char const c : text) {
    wide += c;
    wide += '\0';
  }
  return wide;
}

std::string_view without_declaration(std::string_view text) {
  if (!text.starts_with("<?xml")) return text;
  auto const end = text.find("?>");
  return end == std::string_view::npos ? text : text.substr(end + 2);
}

}  // namespace

std::string change_encoding(std::string& body, Choice choice) {
  auto way = choice.value(declarations.size() + bad_bytes.size() + 4);
  if (way < declarations.size()) {
    body = std::string(declarations[way]).append(without_declaration(body));
    return fmt::format("the text begins with {}", declarations[way]);
  }
  way -= declarations.size();
  if (way < bad_bytes.size()) {
    auto const at = choice.place(body.size());
    body.insert(at, bad_bytes[way]);
    return fmt::format("bytes that are no UTF-8 at byte {}", at);
  }
  switch (way - bad_bytes.size()) {
  case 0: body.insert(0, "\xEF\xBB\xBF"); return "the text begins with the mark of UTF-8";
  case 1: body = utf_16(body); return "the text is UTF-16";
  case 2: body.insert(0, "\xFE\xFF"); return "the text begins with the mark of UTF-16";
  default: body.insert(choice.place(body.size()), 1, '\0'); return "a byte 0 in the text";
  }
}

}  // namespace wsus::faults::mutation
