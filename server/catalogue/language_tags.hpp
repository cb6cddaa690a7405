// Which of several languages suits an agent. Internal to this room.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::catalogue {

/// Position of the language for these locales in `languages`: for each locale the exact tag, then the same primary
/// language; then English; then the first. Case does not count. Empty when there are no languages.
[[nodiscard]] std::optional<std::size_t> best_position(std::span<std::string_view const> languages,
                                                       std::span<std::string const> locales);

/// "en" and "EN" are the same tag.
[[nodiscard]] bool same_ignoring_case(std::string_view left, std::string_view right);

/// Letters of the primary language, then parts of one to eight letters and digits: "de", "pt-BR", "zh-Hans-CN".
[[nodiscard]] bool is_language_tag(std::string_view text);

}  // namespace wsus::catalogue
