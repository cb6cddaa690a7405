// Durations, shares and counts as people write and read them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace wsus::capacity {

/// Why a text is no quantity, as the rest of a sentence: "has no unit; ...".
struct NotRead {
  std::string why{};
};

/// "22h", "35ms", "1.5 min": seconds. Units us, ms, s, min, h, d. Whether it is in a range is not looked at; it is
/// finite.
[[nodiscard]] std::variant<double, NotRead> read_duration(std::string_view text);
/// "20%", "0.5 %": 0.2, 0.005.
[[nodiscard]] std::variant<double, NotRead> read_share(std::string_view text);
/// "1.5"
[[nodiscard]] std::variant<double, NotRead> read_number(std::string_view text);
/// "100000"; a sign or a fraction is told as such.
[[nodiscard]] std::variant<double, NotRead> read_count(std::string_view text);

/// "35 ms", "16.7 s", "1 min 21 s", "19 h 48 min", "12.5 days"; beyond a thousand years "never".
[[nodiscard]] std::string duration_text(double seconds);
/// "35.1 %"; "< 0.0001 %" above 0 and "> 99.9999 %" below 1 where digits would say 0 or 100, "250 x"
/// from 100 on, "2.5e+07 x" from a million on.
[[nodiscard]] std::string share_text(double share);
/// "100,000"
[[nodiscard]] std::string count_text(double number);
/// "21.0", "0.0123", "1,234": three digits that count.
[[nodiscard]] std::string rate_text(double number);

}  // namespace wsus::capacity
