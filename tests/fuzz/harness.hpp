// What the harnesses share: reading the input, and saying that a promise is broken.
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace wsus::fuzz {

/// The bytes of an input as text. Valid as long as they are.
[[nodiscard]] inline std::string_view text_of(std::uint8_t const* data, std::size_t size) {
  return size == 0 ? std::string_view{} : std::string_view(reinterpret_cast<char const*>(data), size);
}

/// An input whose first byte chooses between variants. Corpus files begin with a digit or a letter, to stay readable.
struct Choice {
  std::uint8_t number = 0;
  std::string_view rest{};
};
[[nodiscard]] inline Choice choice_of(std::uint8_t const* data, std::size_t size) {
  if (size == 0) return {};
  return {.number = data[0], .rest = text_of(data + 1, size - 1)};
}

/// Throws std::logic_error with the promise when it does not hold: libFuzzer stops and keeps the input, the corpus test
/// names it.
inline void require(bool holds, std::string const& promise) {
  if (!holds) throw std::logic_error("broken promise: " + promise);
}

}  // namespace wsus::fuzz
