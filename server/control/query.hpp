// The query part of a call: names and values, each asked for by name, and nothing ignored.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::control {

/// Bytes of a part of a URL with %41 and, in a query, '+' decoded. Empty optional when a '%' is not followed by two hex
/// digits.
[[nodiscard]] std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_blank);
/// Text as one part of a path: all but letters, digits and -._~ encoded.
[[nodiscard]] std::string percent_encoded(std::string_view text);

/// "a=1&b=two". A handler takes what it knows and then says done(), which refuses the rest.
/// Errors: Problem 400 with the name, what was found and what is allowed.
class Query {
public:
  explicit Query(std::string_view text);

  /// Empty when it is not there. What was asked for is known to done().
  [[nodiscard]] std::optional<std::string> text(std::string_view name);
  /// A decimal number from `least` to `most`.
  [[nodiscard]] std::optional<std::uint64_t> number(std::string_view name, std::uint64_t least, std::uint64_t most);
  /// "true" or "false"; false when it is not there.
  [[nodiscard]] bool flag(std::string_view name);
  /// Refuses parameters that nobody has asked for.
  void done() const;

private:
  std::map<std::string, std::string, std::less<>> values_{};
  std::vector<std::string> known_{};
};

}  // namespace wsus::control
