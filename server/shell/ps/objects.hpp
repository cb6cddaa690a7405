// Properties and methods of the objects that the lab's PowerShell has. Internal to this room.
#pragma once

#include "server/shell/ps/context.hpp"

#include <string_view>

namespace wsus::server_shell::ps {

/// Throws Failure, as under Set-StrictMode, for a property that the object does not have. Of a list: the property of
/// each item, or the list's own Count.
[[nodiscard]] Value get_member(Context& context, Value const& of, std::string_view name);

/// Throws Failure for a property that is not there or cannot be set, and for a value that does not fit.
void set_member(Context& context, Value const& of, std::string_view name, Value const& value);

/// Throws Failure for a method that is not there or arguments that do not fit.
Value call_method(Context& context, Value const& of, std::string_view name, List const& arguments);

/// [System.Guid]::NewGuid() and the like.
Value call_static(Context& context, std::string_view type, std::string_view name, List const& arguments);

/// [guid]'...', [int]..., [string]..., [bool]...
[[nodiscard]] Value cast(Context& context, std::string_view type, Value const& value);

/// Rows "name : value" of an object, as the console shows it; a text for others.
[[nodiscard]] std::string printed(Context& context, List const& values);

}  // namespace wsus::server_shell::ps
