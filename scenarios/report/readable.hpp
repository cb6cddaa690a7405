// Text from anywhere (bodies, logs, prompts) made fit for a report.
#pragma once

#include <string>
#include <string_view>

namespace wsus::lab {

/// The same text where it is UTF-8; each byte that belongs to no character becomes U+FFFD. Characters that XML forbids
/// although UTF-8 can write them (surrogates, U+FFFE, U+FFFF) count as none.
[[nodiscard]] std::string valid_utf8(std::string_view text);

/// Valid UTF-8 in which everything can be seen: control characters become their pictures (U+2401 for 0x01), except for
/// tab and newline; a carriage return before a newline goes; what turns the direction of writing becomes U+FFFD. XML
/// and HTML can carry all of it.
[[nodiscard]] std::string visible(std::string_view text);

}  // namespace wsus::lab
