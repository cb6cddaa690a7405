// What an update object tells and does. Internal to this room.
#pragma once

#include "server/shell/ps/context.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::server_shell::ps {

[[nodiscard]] std::vector<std::string_view> update_properties();
[[nodiscard]] std::vector<std::string_view> update_methods();

/// Empty for a name that is no property. The properties of the cmdlets' object and of the IUpdate in it are one set
/// here: "$_.Update.Title" and "$_.Title" are the same.
[[nodiscard]] std::optional<Value> update_property(Context& context, Update const& update, std::string_view name);

/// Empty for a name that is no method.
[[nodiscard]] std::optional<Value> call_update(Context& context, Update const& update, std::string_view name,
                                               List const& arguments);

/// The cmdlet's default view: Title, Classification, Installed/Not Applicable Percentage, Approved.
[[nodiscard]] std::string update_table(Context& context, std::vector<Update> const& updates);

}  // namespace wsus::server_shell::ps
