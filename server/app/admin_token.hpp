// The token of the admin API: made at every start, or the operator's own.
#pragma once

#include <string>
#include <string_view>

namespace wsus::server {

/// 64 hex digits from the system's source of chance: 256 bits.
[[nodiscard]] std::string new_admin_token();

/// What --admin-token names: a file that holds a token (white space around it does not matter), or the token itself. At
/// least 16 characters: letters, digits and -._~+=, in a file '/' as well, so that a path with a mistake is never taken
/// for a token. Throws std::runtime_error with a sentence, which does not tell the text.
[[nodiscard]] std::string read_admin_token(std::string const& text_or_file);

}  // namespace wsus::server
