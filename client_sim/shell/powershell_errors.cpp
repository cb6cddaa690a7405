// Errors as PowerShell prints them.
#include "client_sim/shell/powershell_errors.hpp"

#include <fmt/format.h>

namespace wsus::client_shell::powershell_errors {

using windows::CommandResult;

CommandResult error(std::string_view cmdlet, std::string_view sentence, std::string_view category,
                    std::string_view id) {
  return {1, fmt::format("{0} : {1}\n"
                         "At line:1 char:1\n"
                         "+ {0}\n"
                         "+ {2}\n"
                         "    + CategoryInfo          : {3}\n"
                         "    + FullyQualifiedErrorId : {4}\n\n",
                         cmdlet, sentence, std::string(cmdlet.size(), '~'), category, id)};
}

CommandResult not_recognised(std::string_view name) {
  return error(name,
               fmt::format("The term '{}' is not recognized as the name of a cmdlet, function, script file, or "
                           "operable program. Check the spelling of the name, or if a path was included, verify that "
                           "the path is correct and try again.",
                           name),
               fmt::format("ObjectNotFound: ({}:String) [], CommandNotFoundException", name),
               "CommandNotFoundException");
}

CommandResult binding_error(std::string_view cmdlet, std::string_view sentence, std::string_view id) {
  return error(cmdlet, sentence, fmt::format("InvalidArgument: (:) [{}], ParameterBindingException", cmdlet),
               fmt::format("{},{}", id, cmdlet));
}

CommandResult unknown_parameter(std::string_view cmdlet, std::string_view parameter) {
  return binding_error(cmdlet, fmt::format("A parameter cannot be found that matches parameter name '{}'.", parameter),
                       "NamedParameterNotFound");
}

CommandResult missing_argument(std::string_view cmdlet, std::string_view parameter, std::string_view type) {
  return binding_error(cmdlet,
                       fmt::format("Missing an argument for parameter '{}'. Specify a parameter of type '{}' and try "
                                   "again.",
                                   parameter, type),
                       "MissingArgument");
}

}  // namespace wsus::client_shell::powershell_errors
