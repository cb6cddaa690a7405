// Golden files: bytes that were captured or agreed on, below tests/golden.
#pragma once

#include <string>
#include <string_view>

namespace wsus::test {

/// The bytes of tests/golden/<name>. Throws std::runtime_error with the name when it cannot be read.
[[nodiscard]] std::string golden(std::string const& name);
/// Its path, for what loads files itself.
[[nodiscard]] std::string golden_path(std::string const& name);

/// The text with the content of every element `name` replaced: `<name ...>anything</name>` -> `<name
/// ...>content</name>`.
[[nodiscard]] std::string with_element(std::string text, std::string_view name, std::string_view content);
/// Content of the first element `name`, as written (not unescaped); empty when there is none.
[[nodiscard]] std::string element(std::string_view text, std::string_view name);

}  // namespace wsus::test
