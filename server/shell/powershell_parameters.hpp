// Named and positional parameters as PowerShell binds them, with its messages for what it cannot bind.
#pragma once

#include "windows/prompt/prompt.hpp"

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace wsus::server_shell {

enum class ParameterType { text, int32, flag };

struct Parameter {
  std::string_view name{};  ///< without '-'
  ParameterType type = ParameterType::text;
  bool is_mandatory = false;
  bool is_positional = false;  ///< words without a name go to these, in their order
};

/// Who is called, as PowerShell's messages name it.
struct Callee {
  std::string head{};      ///< "Get-WsusComputer", or the full path of a script
  std::string category{};  ///< inside the brackets of CategoryInfo
  std::string exception{};
  std::string id{};  ///< end of FullyQualifiedErrorId
};

/// Values by the parameters' own names; a switch that was given is "True".
using Bound = std::map<std::string, std::string, windows::CaselessLess>;

/// Binds words to parameters. Names go in any letter case and may be shortened as long as they stay unique. Nobody
/// answers prompts at the lab's server: a missing mandatory parameter is refused as with -NonInteractive. A value of
/// type int32 is a decimal number with an optional sign. Exit code of a refusal: 1 (assumption).
[[nodiscard]] std::variant<Bound, windows::CommandResult>
bind_parameters(std::vector<std::string> const& words, std::vector<Parameter> const& parameters, Callee const& callee);

/// An error record as the console shows it.
[[nodiscard]] std::string error_record(Callee const& callee, std::string_view sentence, std::string_view kind,
                                       std::string_view error_id);

}  // namespace wsus::server_shell
