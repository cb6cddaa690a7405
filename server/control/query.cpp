// Query parts: see query.hpp.
#include "server/control/query.hpp"

#include "server/control/problem.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

namespace wsus::control {
namespace {

std::optional<unsigned char> hex_byte(std::string_view digits) {
  unsigned value = 0;
  auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  if (digits.size() != 2 || error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return static_cast<unsigned char>(value);
}

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-._~").find(c) != std::string_view::npos;
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_blank) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_blank) {
      decoded += ' ';
    } else if (text[i] == '%') {
      auto const byte = hex_byte(text.substr(i + 1, 2));
      if (!byte) return std::nullopt;
      decoded += static_cast<char>(*byte);
      i += 2;
    } else {
      decoded += text[i];
    }
  }
  return decoded;
}

std::string percent_encoded(std::string_view text) {
  std::string encoded;
  for (char const c : text) {
    if (is_plain(c))
      encoded += c;
    else
      encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return encoded;
}

Query::Query(std::string_view text) {
  while (!text.empty()) {
    auto const pair = text.substr(0, text.find('&'));
    text.remove_prefix(pair.size() == text.size() ? pair.size() : pair.size() + 1);
    if (pair.empty()) continue;
    auto const mark = pair.find('=');
    auto const name = percent_decoded(pair.substr(0, mark), true);
    auto const value = percent_decoded(mark == std::string_view::npos ? "" : pair.substr(mark + 1), true);
    if (!name || !value)
      throw Problem(400, fmt::format("query '{}': a '%' stands before two hex digits; write a plain one as %25", pair));
    if (!values_.emplace(*name, *value).second)
      throw Problem(400, fmt::format("query parameter '{}' is given twice", *name));
  }
}

std::optional<std::string> Query::text(std::string_view name) {
  known_.emplace_back(name);
  auto const found = values_.find(name);
  return found == values_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::uint64_t> Query::number(std::string_view name, std::uint64_t least, std::uint64_t most) {
  auto const given = text(name);
  if (!given) return std::nullopt;
  std::uint64_t value = 0;
  auto const* const end = given->data() + given->size();
  auto const [stop, error] = std::from_chars(given->data(), end, value);
  if (error != std::errc{} || stop != end || value < least || value > most)
    throw Problem(
        400, fmt::format("query parameter '{}' is '{}'; allowed: a number from {} to {}", name, *given, least, most));
  return value;
}

bool Query::flag(std::string_view name) {
  auto const given = text(name);
  if (given && *given != "true" && *given != "false")
    throw Problem(400, fmt::format("query parameter '{}' is '{}'; allowed: true, false", name, *given));
  return given == "true";
}

void Query::done() const {
  for (auto const& [name, value] : values_) {
    if (std::find(known_.begin(), known_.end(), name) != known_.end()) continue;
    throw Problem(400, known_.empty() ? fmt::format("query parameter '{}': this call takes none", name)
                                      : fmt::format("query parameter '{}' is not known; known: {}", name,
                                                    fmt::join(known_, ", ")));
  }
}

}  // namespace wsus::control
