// Fragments of log lines: `*` stands for anything within a line; {fault_id} and the like are filled in.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace wsus::lab {

/// Placeholder without braces -> its value; empty: it has none here ({fault_id} without a fault).
using Placeholders = std::map<std::string, std::optional<std::string>, std::less<>>;

/// A fragment names a placeholder that has no value.
struct NoValue {
  std::string placeholder{};
};

/// Known placeholders replaced; other braces are text, as logs are full of {GUID}s.
[[nodiscard]] std::variant<std::string, NoValue> fill_in(std::string_view fragment, Placeholders const& placeholders);

/// Where the fragment matches within `line`, from `from` on: the position behind the match. Case matters. A `*` takes
/// as little as possible.
[[nodiscard]] std::optional<std::size_t> match_in_line(std::string_view line, std::string_view fragment,
                                                       std::size_t from = 0);

/// Index of the first fragment that is not found behind the match of the one before it, on the same line or a later
/// one; empty when all are there in order.
[[nodiscard]] std::optional<std::size_t> first_missing(std::string_view text,
                                                       std::vector<std::string> const& fragments);

/// The first line that contains the fragment, or empty.
[[nodiscard]] std::optional<std::string> find_line(std::string_view text, std::string_view fragment);

/// Lines without their ends (LF or CRLF).
[[nodiscard]] std::vector<std::string_view> lines_of(std::string_view text);

}  // namespace wsus::lab
