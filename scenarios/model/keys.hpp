// The keys of the scenario language, map by map, in one place: the reader refuses all others, and a test compares them
// with scenarios/scenario.schema.json.
#pragma once

#include "server/config/node.hpp"

#include <array>
#include <span>
#include <string_view>

namespace wsus::scenario::keys {

using Key = std::string_view;

inline constexpr auto scenario =
    std::to_array<Key>({"title",   "about",     "modes",  "tags",   "assumed",  "no_cause", "no_injected",
                        "sources", "start",     "server", "hosts",  "network",  "machines", "background",
                        "cause",   "reproduce", "fix",    "verify", "controls", "injected"});
inline constexpr auto control =
    std::to_array<Key>({"name", "start", "server", "hosts", "network", "machines", "fix", "expect"});

inline constexpr auto injected =
    std::to_array<Key>({"faults", "start", "server", "hosts", "network", "machines", "expect"});

inline constexpr auto server =
    std::to_array<Key>({"catalogue", "web_config", "web_config_reload", "cached_count", "page", "cookie_lifetime",
                        "http_redirect", "faults", "https", "xpress", "profile", "max_concurrent_syncs", "susdb",
                        "nodes", "balance", "clock_swing", "target_groups"});
inline constexpr auto https = std::to_array<Key>({"ssl_required"});
inline constexpr auto catalogue =
    std::to_array<Key>({"file", "seed", "revisions", "installed_non_leaf", "superseded_chains", "delivered_percent",
                        "content_files", "drivers", "languages", "published"});
inline constexpr auto web_config = std::to_array<Key>({"maxInstalledPrerequisites", "maxCachedUpdates"});
inline constexpr auto page = std::to_array<Key>({"updates", "bytes"});
inline constexpr auto http_redirect = std::to_array<Key>({"enabled", "destination", "exact", "status"});
inline constexpr auto host =
    std::to_array<Key>({"port", "answer", "to", "status", "keep_path", "https", "patience", "faults"});
inline constexpr auto machine =
    std::to_array<Key>({"profile", "seed", "utc_offset", "target_group", "dns_name", "dns_cache", "wlan", "vpn",
                        "devices", "no_drivers", "trusts_lab_ca", "agent", "copies", "image_of", "caller"});
inline constexpr auto network = std::to_array<Key>({"barriers", "pac_files", "domain_policy"});
inline constexpr auto barrier = std::to_array<Key>({"host", "port", "effect"});
inline constexpr auto pac_rule = std::to_array<Key>({"host", "answer"});
inline constexpr auto cached_name = std::to_array<Key>({"host", "ttl"});
inline constexpr auto wlan = std::to_array<Key>({"name", "transparent_proxy"});
inline constexpr auto vpn = std::to_array<Key>({"gateway"});

/// The keys that say what kind of step it is; a step has exactly one of them.
inline constexpr auto step_kinds = std::to_array<Key>({"run", "together", "advance", "detection_cycles", "snapshot",
                                                       "restore", "synchronise", "network", "hosts", "expect"});
/// Further keys of a `run` step; the other kinds have none.
inline constexpr auto run_step = std::to_array<Key>({"at", "prompt", "exit_code", "output"});

inline constexpr auto expectation = std::to_array<Key>(
    {"machine",           "hresult",         "chain",          "fault",         "calls",     "updates_found",
     "updates_installed", "downloads",       "events",         "server_status", "computers", "sent",
     "client_log",        "no_client_log",   "server_log",     "no_server_log", "iis_log",   "no_iis_log",
     "http_error_log",    "wua_handler_log", "scan_agent_log", "same_fault_id", "counters"});
inline constexpr auto sent =
    std::to_array<Key>({"InstalledNonLeafUpdateIDs", "OtherCachedUpdateIDs", "CachedDriverIDs"});
/// The states of domain::InstallationState; a test compares them.
inline constexpr auto server_status =
    std::to_array<Key>({"NotInstalled", "Downloaded", "Failed", "Installed", "InstalledPendingReboot"});
inline constexpr auto fault = std::to_array<Key>({"operation", "code", "error_code", "message"});

/// Throws config::ConfigError for the first key of `map` that is not in the list, and when `map` is no map.
void allow_only(config::Node const& map, std::span<Key const> known);

}  // namespace wsus::scenario::keys
