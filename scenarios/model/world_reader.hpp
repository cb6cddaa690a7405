// Reads the world of a scenario: start, server, machines. Internal to this room.
#pragma once

#include "scenarios/model/scenario.hpp"
#include "server/config/node.hpp"

#include <memory>
#include <string_view>
#include <vector>

namespace wsus::scenario {

/// How scenarios name the server in `at:`; no machine may have this name.
inline constexpr std::string_view server_name = "wsus";

/// The world that the top of a scenario file describes; what it leaves out has its default.
[[nodiscard]] World read_world(config::Node const& scenario);

/// Fault rules (docs/FAULTS.md). Throws config::ConfigError.
[[nodiscard]] std::shared_ptr<std::vector<faults::Rule> const> read_faults(config::Node const& node);

/// The scenario's world with what a control writes. Machines keep their names: a control changes them, it adds none.
[[nodiscard]] World read_changed_world(config::Node const& control, World const& scenario_world);

}  // namespace wsus::scenario
