// What the free text of a row says about its codes and about how sure they are.
#include "scenarios/catalogue/failure_modes.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace wsus::catalogue_of_modes {
namespace {

constexpr std::size_t digits_of_code = 8;

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// The letters of the table, and the words that say the same in free text.
constexpr auto words_of_doubt =
    std::to_array<std::string_view>({"I", "M", "X", "inferred", "unconfirmed", "memory", "contradicted", "unknown"});

bool has_doubt(std::string_view text) {
  while (!text.empty()) {
    auto const begin = std::ranges::find_if(text, is_letter);
    auto const end = std::find_if_not(begin, text.end(), is_letter);
    std::string_view const word(begin, end);
    if (std::ranges::find(words_of_doubt, word) != words_of_doubt.end()) return true;
    text = std::string_view(end, text.end());
  }
  return false;
}

}  // namespace

Certainty certainty_of(FailureMode const& mode) {
  if (!mode.confidence.starts_with('C')) return Certainty::assumed;
  return has_doubt(mode.confidence) || has_doubt(mode.client_hresult) ? Certainty::partly : Certainty::confirmed;
}

std::vector<std::uint32_t> codes_of(FailureMode const& mode) {
  std::vector<std::uint32_t> codes;
  auto const text = mode.client_hresult;
  for (auto at = text.find("0x"); at != std::string_view::npos; at = text.find("0x", at + 2)) {
    auto const digits = text.substr(at + 2, digits_of_code);
    bool const longer = at + 2 + digits_of_code < text.size() && is_hex(text[at + 2 + digits_of_code]);
    if (digits.size() < digits_of_code || longer || !std::ranges::all_of(digits, is_hex)) continue;
    std::uint32_t code = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
    if (std::ranges::find(codes, code) == codes.end()) codes.push_back(code);
  }
  return codes;
}

}  // namespace wsus::catalogue_of_modes
