// Captured exchanges as text, for comparing.
#pragma once

#include <string>

namespace wsus::transport::test {

/// The content of tests/golden/captures/<name>, without the line end at its end. Throws when it cannot be read.
[[nodiscard]] std::string capture(std::string const& name);

/// The text of the first element with this local name. Throws when there is none.
[[nodiscard]] std::string text_of(std::string const& xml, std::string const& element);

/// As many zero bytes as the base64 text of the element decodes to: captured cookies are blanked.
[[nodiscard]] std::string blanked_bytes_of(std::string const& xml, std::string const& element);

}  // namespace wsus::transport::test
