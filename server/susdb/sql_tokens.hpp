// SQL text as words. Internal to this room.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::susdb {

enum class SqlTokenKind { name, number, text, sign };

/// A word of a statement. Names are without brackets and quotes; a sign is one character.
struct SqlToken {
  SqlTokenKind kind = SqlTokenKind::sign;
  std::string text{};
  int line = 1;  ///< 1-based, in its batch
};

/// The tokens of a batch; comments are left out. Empty, with the rest of the batch that cannot be read in `bad`, when a
/// text, a bracket or a comment has no end.
[[nodiscard]] std::optional<std::vector<SqlToken>> sql_tokens(std::string_view batch, std::string& bad);

/// Lines that say GO take a script apart, as sqlcmd does; batches without a letter are left out.
[[nodiscard]] std::vector<std::string> sql_batches(std::string_view script);

}  // namespace wsus::susdb
