// Ranges of a scenario's world. Internal to this room.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <limits>
#include <string_view>

namespace wsus::scenario::limits {

// Those of server/catalogue/generator.hpp, which this room may not include; a test compares them.
inline constexpr int min_revisions = 50;
inline constexpr int max_revisions = 200'000;
inline constexpr int max_content_files = 1'000;
inline constexpr int max_delivered_percent = 99;
inline constexpr int max_drivers = 20'000;
[[nodiscard]] constexpr int max_installed_non_leaf(int revisions) { return revisions / 2; }
[[nodiscard]] constexpr int max_superseded_chains(int revisions) { return revisions / 10; }

// Those of server/iis, which this room may not include; a test compares them.
inline constexpr std::array<std::string_view, 7> server_profiles{"wsus-3.0-sp2", "2012", "2012r2", "2016",
                                                                 "2019",         "2022", "2025"};
inline constexpr std::array<std::string_view, 5> ssl_applications{
    "ApiRemoting30", "ClientWebService", "DssAuthWebService", "ServerSyncWebService", "SimpleAuthWebService"};

inline constexpr int max_devices = 1'000;  ///< as of wua-sim's --devices
inline constexpr std::int64_t max_concurrent_syncs = 10'000;
inline constexpr unsigned max_detection_cycles = 1'000;                                         // of one step
inline constexpr std::int64_t max_web_config_value = std::numeric_limits<std::int32_t>::max();  // Int32 in .NET
inline constexpr std::int64_t max_page_updates = 10'000;
inline constexpr std::int64_t max_page_bytes = 1'073'741'824;
inline constexpr std::chrono::minutes min_cookie_lifetime{1};
inline constexpr std::chrono::days max_cookie_lifetime{365};

inline constexpr int max_nodes = 8;
inline constexpr std::chrono::seconds min_clock_swing{1};
inline constexpr std::chrono::days max_clock_swing{365};

inline constexpr int min_copies = 2;  ///< of one machine
inline constexpr int max_copies = 200;

inline constexpr std::size_t max_machine_name = 15;  ///< of a NetBIOS name

}  // namespace wsus::scenario::limits
