// Points in time as the protocol carries them: UTC, with the 100 ns ticks of Windows.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <ratio>
#include <string>
#include <string_view>

namespace wsus::wusp {

using Ticks = std::chrono::duration<std::int64_t, std::ratio<1, 10'000'000>>;
/// UTC. Holds the years 0001 to 9999 (DriverVerDate of unknown drivers is year 0001, wusp-protocol 4.2).
using UtcTime = std::chrono::sys_time<Ticks>;

/// xsd:dateTime in UTC as .NET writes it: the fraction without trailing zeros, no fraction when zero.
/// Example: 2026-10-04T16:03:35.9967236Z.
[[nodiscard]] std::string to_xsd_date_time(UtcTime time);

/// xsd:date of the UTC day, as in Deployment.LastChangeTime.
[[nodiscard]] std::string to_xsd_date(UtcTime time);

/// Accepts 'Z', an offset, or no zone (taken as UTC), and up to seven digits of fraction (more are cut).
/// Empty when the text is not an xsd:dateTime of the years 0001 to 9999.
[[nodiscard]] std::optional<UtcTime> parse_xsd_date_time(std::string_view text);

}  // namespace wsus::wusp
