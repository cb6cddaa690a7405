// Durations as people write them: "500 ms", "90 s", "15 min", "2 h", "1 d".
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace wsus::config {

/// Empty when the text is no duration, or outside of the range, whose ends are allowed.
[[nodiscard]] std::optional<std::chrono::milliseconds>
parse_duration(std::string_view text, std::chrono::milliseconds low, std::chrono::milliseconds high);

/// In the largest unit that leaves a whole number: "90 s", "2 h".
[[nodiscard]] std::string duration_text(std::chrono::milliseconds duration);

/// "1 ms to 1 d, written as in 500 ms, 90 s, 15 min, 2 h, 1 d": what messages say is allowed.
[[nodiscard]] std::string allowed_durations(std::chrono::milliseconds low, std::chrono::milliseconds high);

/// A number that is not negative, and what stands behind it: "25 %". Empty when the text does not begin with one.
struct Quantity {
  double number = 0;
  std::string_view unit{};
};
[[nodiscard]] std::optional<Quantity> parse_quantity(std::string_view text);

}  // namespace wsus::config
