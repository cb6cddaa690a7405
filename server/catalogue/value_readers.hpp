// Values that several readers of catalogue files need: words, GUIDs, dates, languages, rules. Internal to this room.
#pragma once

#include "server/config/node.hpp"
#include "wsdl/wusp/date_time.hpp"
#include "wsdl/wusp/guid.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::catalogue {

/// A word of a file and what it means.
template <typename Value>
struct Word {
  std::string_view text{};
  Value value{};
};

template <typename Value, std::size_t Size>
[[nodiscard]] Value read_word(config::Node const& node, std::array<Word<Value>, Size> const& words) {
  std::vector<std::string> allowed;
  allowed.reserve(Size);
  for (auto const& word : words) allowed.emplace_back(word.text);
  auto const text = node.word(allowed);
  for (auto const& word : words) {
    if (word.text == text) return word.value;
  }
  return {};  // not reached: word() accepts nothing else
}

/// A whole number from `low` to 2147483647.
[[nodiscard]] int read_int(config::Node const& node, std::int64_t low);
[[nodiscard]] wusp::Guid read_guid(config::Node const& node);
/// "2026-10-04" or "2026-10-04T16:03:35Z".
[[nodiscard]] wusp::UtcTime read_time(config::Node const& node);
/// An IETF tag such as "de" or "pt-BR".
[[nodiscard]] std::string read_language(config::Node const& node);
/// Text that is not empty.
[[nodiscard]] std::string read_name(config::Node const& node);
/// true, false, or one element of applicability vocabulary as it goes into the fragment.
[[nodiscard]] std::string read_rule(config::Node const& node);
/// A list, or one item without brackets.
[[nodiscard]] std::vector<config::Node> one_or_more(config::Node const& node);

/// The text of a key, empty when it is not there.
[[nodiscard]] std::string optional_text(config::Node const& map, std::string_view key);

/// "10.0.1.2": four parts of 0 to 65535. Empty when the text is something else.
[[nodiscard]] std::optional<std::uint64_t> parse_driver_version(std::string_view text);

}  // namespace wsus::catalogue
