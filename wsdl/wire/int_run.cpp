// Plain runs of `<int>` elements: see int_run.hpp.
#include "wsdl/wire/int_run.hpp"

#include <charconv>
#include <cstring>
#include <limits>

namespace wsus::wire {
namespace {

constexpr std::size_t longest_name = 5;     // "</a:int>" is what a pattern holds
constexpr std::size_t longest_number = 10;  // 2147483647

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_name_character(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == ':'; }

std::size_t after_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && is_blank(text[at])) ++at;
  return at;
}

}  // namespace

IntRun::Pattern::Pattern(std::string_view text) : size(text.size()) {
  std::uint64_t const all = ~std::uint64_t{0};
  std::memcpy(&characters, text.data(), size);
  std::memcpy(&mask, &all, size);
}

/// Eight characters of `text` can be looked at.
bool IntRun::Pattern::starts(char const* text) const {
  std::uint64_t word = 0;
  std::memcpy(&word, text, sizeof word);
  return (word & mask) == characters;
}

IntRun::IntRun(std::string_view name) : name_(name) {
  open_ = Pattern("<" + name_ + ">");
  close_ = Pattern("</" + name_ + ">");
}

std::optional<IntRun> IntRun::at(std::string_view text) {
  auto const open = after_blanks(text, 0);
  if (open == text.size() || text[open] != '<') return std::nullopt;
  auto end = open + 1;
  while (end < text.size() && end - open <= longest_name && is_name_character(text[end])) ++end;
  if (end == text.size() || text[end] != '>' || end == open + 1) return std::nullopt;
  return IntRun(text.substr(open + 1, end - open - 1));
}

template <typename Sink>
std::size_t IntRun::walk(std::string_view text, Sink const& sink) const {
  auto const open = open_;  // copies: what the sink writes could be this object, as far as a compiler knows
  auto const close = close_;
  std::size_t taken = 0;
  for (;;) {
    auto at = after_blanks(text, taken);
    if (text.size() - at < look_ahead || !open.starts(text.data() + at)) return taken;
    at += open.size;
    auto const first = at;
    std::uint64_t number = 0;
    for (; at - first <= longest_number && is_digit(text[at]); ++at)
      number = number * 10 + static_cast<unsigned>(text[at] - '0');
    bool const is_int = at > first && at - first <= longest_number && number <= std::numeric_limits<int>::max();
    if (!is_int || !close.starts(text.data() + at)) return taken;
    sink(static_cast<int>(number));
    taken = at + close.size;
  }
}

std::size_t IntRun::take(std::string_view text, std::vector<int>& values) const {
  return walk(text, [&values](int value) { values.push_back(value); });
}

std::size_t IntRun::skip(std::string_view text) const {
  return walk(text, [](int) {});
}

void append_int_elements(std::span<int const> values, std::string& out) {
  constexpr std::string_view open = "<int>";
  constexpr std::string_view close = "</int>";
  constexpr std::size_t longest = open.size() + close.size() + longest_number + 1;  // and a sign
  char element[longest];
  std::memcpy(element, open.data(), open.size());
  for (int const value : values) {
    char* const end = std::to_chars(element + open.size(), element + longest - close.size(), value).ptr;
    std::memcpy(end, close.data(), close.size());
    out.append(element, end + close.size());
  }
}

}  // namespace wsus::wire
