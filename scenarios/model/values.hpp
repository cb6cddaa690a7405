// Single values of the scenario language: texts, durations, HRESULTs, offsets, times. Internal to this room.
#pragma once

#include "scenarios/model/scenario.hpp"
#include "server/config/node.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::scenario {

[[nodiscard]] Place place_of(config::Node const& node);

/// Throws config::ConfigError for a place that was read before.
[[noreturn]] void fail_at(Place const& place, std::string_view sentence);

/// A text that is not empty.
[[nodiscard]] std::string read_text(config::Node const& node);

/// One text, or a list with at least one; as nodes, so that each can be checked in its place.
[[nodiscard]] std::vector<config::Node> one_or_more(config::Node const& node);
[[nodiscard]] std::vector<std::string> read_texts(config::Node const& node);

/// "15 min", "90 s", "2 h", "1 d", "500 ms".
[[nodiscard]] wusp::Ticks read_duration(config::Node const& node, wusp::Ticks low, wusp::Ticks high);

/// "0x80244007".
[[nodiscard]] std::uint32_t read_hresult(config::Node const& node);

/// "+01:00": local time minus UTC, from -14:00 to +14:00.
[[nodiscard]] std::chrono::minutes read_utc_offset(config::Node const& node);

/// "2026-10-04T15:00:00Z", of the years 2000 to 2099.
[[nodiscard]] wusp::UtcTime read_time(config::Node const& node);

/// "http://wsus.lab.example:8530/path": http or https, a host, perhaps a port; no blanks.
[[nodiscard]] std::string read_http_url(config::Node const& node);

/// Letters of ASCII in either case are the same.
[[nodiscard]] bool equal_caseless(std::string_view a, std::string_view b);

/// A DNS name: letters, digits, hyphens and at least one dot; at most 253 characters.
[[nodiscard]] bool is_dns_name(std::string_view text);

/// Language tags other than English, one or a list, each once: "de", "pt-BR".
[[nodiscard]] std::vector<std::string> read_languages(config::Node const& node);

/// A seed: 0 to the largest signed 64-bit number.
[[nodiscard]] std::uint64_t read_seed(config::Node const& node);

}  // namespace wsus::scenario
