// The error texts of Windows PowerShell, shared by powershell and the cmdlets. Exit code 1 (assumption: what
// powershell.exe -Command ends with after an error).
#pragma once

#include "windows/prompt/prompt.hpp"

#include <string_view>

namespace wsus::client_shell::powershell_errors {

/// The six lines of an error: "CMDLET : SENTENCE", where it is, its category and its ID.
[[nodiscard]] windows::CommandResult error(std::string_view cmdlet, std::string_view sentence,
                                           std::string_view category, std::string_view id);

/// No cmdlet and no program has this name.
[[nodiscard]] windows::CommandResult not_recognised(std::string_view name);

/// A parameter that is unknown, without its value or of the wrong type; `id` such as "NamedParameterNotFound".
[[nodiscard]] windows::CommandResult binding_error(std::string_view cmdlet, std::string_view sentence,
                                                   std::string_view id);

/// The parameters that more than one cmdlet gets wrong in the same words. `parameter` without its dash.
[[nodiscard]] windows::CommandResult unknown_parameter(std::string_view cmdlet, std::string_view parameter);
[[nodiscard]] windows::CommandResult missing_argument(std::string_view cmdlet, std::string_view parameter,
                                                      std::string_view type);

}  // namespace wsus::client_shell::powershell_errors
