// break_base64: what should be bytes (cookies, digests) is no base64, or other bytes than it should be.
#include "server/faults/mutation/mutators.hpp"
#include "server/faults/mutation/xml_change.hpp"

#include <algorithm>

namespace wsus::faults::mutation {
namespace {

/// Long enough not to be a word; words are replaced by others.
bool is_base64(std::string_view text) {
  constexpr std::size_t shortest = 20;
  auto const in_alphabet = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+' || c == '/' ||
           c == '=';
  };
  return text.size() >= shortest && text.size() % 4 == 0 && std::all_of(text.begin(), text.end(), in_alphabet);
}

std::optional<std::string> broken(std::string_view text, Choice choice) {
  constexpr std::size_t ways = 8;
  std::string bytes(text);
  switch (choice.value(ways)) {
  case 0: return bytes.substr(0, bytes.size() - 1);
  case 1: return "";
  case 2: return "====";
  case 3: return "!" + bytes;
  case 4: bytes.front() = bytes.front() == 'A' ? 'B' : 'A'; return bytes;
  case 5: return bytes.substr(0, 4);
  case 6: return std::string(1'000'000, 'A');
  default: return "AA==" + bytes;
  }
}

}  // namespace

std::string break_base64(std::string& body, Choice choice) { return change_one_text(body, choice, is_base64, broken); }

}  // namespace wsus::faults::mutation
