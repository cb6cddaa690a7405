// Checks of option values that several commands have. A check gives what is wrong with a text and what is allowed, or
// nothing.
#pragma once

#include "client_sim/agent/agent_options.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wsus::client {

[[nodiscard]] std::string check_server(std::string const& text);
[[nodiscard]] std::optional<std::uint64_t> parse_seed(std::string_view text);
[[nodiscard]] std::string check_seed(std::string const& text);
[[nodiscard]] std::string check_path(std::string const& text);

/// "KEY=VALUE" into `options`; what is wrong with it, or nothing.
std::string set_agent_option(std::string_view text, agent::AgentOptions& options);
[[nodiscard]] std::string check_agent_option(std::string const& text);
/// A line for each setting of the agent: "  NAME (default): meaning".
[[nodiscard]] std::string agent_help();
/// "w7 (7, 2008 R2), w8 (...)".
[[nodiscard]] std::string profile_help();

}  // namespace wsus::client
