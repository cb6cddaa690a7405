// How large each input may be: what IIS and the agent take, and what nobody has.
#pragma once

namespace wsus::capacity::ranges {

inline constexpr double most_clients = 10'000'000;
inline constexpr double shortest_cycle = 60;  ///< seconds
inline constexpr double longest_cycle = 365 * 86'400.0;
inline constexpr double shortest_window = 1;
inline constexpr double longest_window = 30 * 86'400.0;
inline constexpr double most_calls = 10'000;
inline constexpr double shortest_service = 1e-6;
inline constexpr double longest_service = 3'600;
inline constexpr double most_variation = 100;
inline constexpr double most_workers = 10'000;
inline constexpr double shortest_queue = 10;  ///< IIS: queueLength is 10 to 65535
inline constexpr double longest_queue = 65'535;
inline constexpr double most_connections = 10'000'000;
inline constexpr double shortest_timeout = 1;
inline constexpr double longest_timeout = 86'400;
inline constexpr double longest_pause = 3'600;

}  // namespace wsus::capacity::ranges
