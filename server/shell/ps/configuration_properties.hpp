// The properties of IUpdateServerConfiguration that the lab has. Internal to this room.
#pragma once

#include "server/shell/ps/context.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace wsus::server_shell::ps {

/// Names as the administration API spells them, in the order in which they are listed.
[[nodiscard]] std::vector<std::string_view> configuration_names();

/// Empty for a name that is none of them.
[[nodiscard]] std::optional<Value> configuration_value(ConfigurationDraft const& draft, std::string_view name);

enum class SetOutcome { done, no_such_property, read_only, wrong_value };

/// `wanted` says in `wrong_value` what would fit.
SetOutcome set_configuration(ConfigurationDraft& draft, std::string_view name, Value const& value,
                             std::string_view& wanted);

}  // namespace wsus::server_shell::ps
