// Times of a fleet as people write them: "90 s", "22h". Pure.
#pragma once

#include "wsdl/wusp/date_time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace wsus::fleet {

/// A number with ms, s, min (or m), h or d behind it, with or without a blank between them: "1.5h". Empty for anything
/// else, and for more than 10,000 days.
[[nodiscard]] std::optional<wusp::Ticks> parse_duration(std::string_view text);

/// The same in the largest unit that leaves a whole number: "90 s", "22 h"; below a millisecond in milliseconds with
/// their fraction.
[[nodiscard]] std::string duration_text(wusp::Ticks duration);

/// What messages say is allowed.
inline constexpr std::string_view durations_allowed = "times as in 500ms, 90s, 15min, 22h, 1d";

}  // namespace wsus::fleet
