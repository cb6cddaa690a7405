// Language tags: comparison and choice.
#include "server/catalogue/language_tags.hpp"

#include <algorithm>

namespace wsus::catalogue {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view primary(std::string_view tag) { return tag.substr(0, tag.find('-')); }

/// The exact tag, then the bare primary language, then any region of it.
std::optional<std::size_t> position_for(std::span<std::string_view const> languages, std::string_view locale) {
  std::optional<std::size_t> bare;
  std::optional<std::size_t> regional;
  for (std::size_t i = 0; i < languages.size(); ++i) {
    if (same_ignoring_case(languages[i], locale)) return i;
    if (!same_ignoring_case(primary(languages[i]), primary(locale))) continue;
    auto& found = languages[i].find('-') == std::string_view::npos ? bare : regional;
    if (!found) found = i;
  }
  return bare ? bare : regional;
}

}  // namespace

bool same_ignoring_case(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, [](char a, char b) { return lower(a) == lower(b); });
}

bool is_language_tag(std::string_view text) {
  auto const first = primary(text);
  if (first.size() < 2 || first.size() > 3 || !std::all_of(first.begin(), first.end(), is_letter)) return false;
  for (text.remove_prefix(first.size()); !text.empty();) {
    text.remove_prefix(1);  // the hyphen
    auto const part = primary(text);
    auto const fits = [](char c) { return is_letter(c) || is_digit(c); };
    if (part.empty() || part.size() > 8 || !std::all_of(part.begin(), part.end(), fits)) return false;
    text.remove_prefix(part.size());
  }
  return true;
}

std::optional<std::size_t> best_position(std::span<std::string_view const> languages,
                                         std::span<std::string const> locales) {
  if (languages.empty()) return std::nullopt;
  for (auto const& locale : locales) {
    if (auto const found = position_for(languages, locale)) return found;
  }
  return position_for(languages, "en").value_or(0);
}

}  // namespace wsus::catalogue
