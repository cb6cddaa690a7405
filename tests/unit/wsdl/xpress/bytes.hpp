// Bytes for tests of codings: from hexadecimal text, and texts of a seed that look like SOAP, like noise, or like runs.
#pragma once

#include <charconv>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace wsus::xpress::test {

/// Blanks are skipped.
inline std::string bytes(std::string_view hex) {
  std::string text;
  std::string digits;
  for (char const c : hex) {
    if (c == ' ') continue;
    digits += c;
    if (digits.size() < 2) continue;
    unsigned value = 0;
    std::from_chars(digits.data(), digits.data() + 2, value, 16);
    text += static_cast<char>(value);
    digits.clear();
  }
  return text;
}

inline std::string repeated(std::string_view text, std::size_t times) {
  std::string result;
  for (std::size_t i = 0; i < times; ++i) result += text;
  return result;
}

/// `letters` different bytes; few of them make many matches.
inline std::string random_text(std::uint64_t seed, std::size_t size, unsigned letters) {
  std::mt19937_64 random(seed);
  std::string text;
  for (std::size_t i = 0; i < size; ++i) text += static_cast<char>(random() % letters);
  return text;
}

/// The list of a SyncUpdates request: what the coding meets most.
inline std::string soap_like(std::uint64_t seed, std::size_t size) {
  std::mt19937_64 random(seed);
  std::string text = "<OtherCachedUpdateIDs>";
  while (text.size() < size) text += "<int>" + std::to_string(random() % 100'000) + "</int>";
  text.resize(size);
  return text;
}

}  // namespace wsus::xpress::test
