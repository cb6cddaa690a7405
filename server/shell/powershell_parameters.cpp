// Parameter binding of PowerShell: see powershell_parameters.hpp. Sentences and error ids are PowerShell's; the lines
// "At line:..." are left out, as -File leaves them out (assumption for cmdlets).
#include "server/shell/powershell_parameters.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <optional>

namespace wsus::server_shell {
namespace {

using windows::CommandResult;
using windows::equal_caseless;

std::string_view type_name(ParameterType type) {
  return type == ParameterType::int32 ? "System.Int32" : "System.String";
}

bool is_name(std::string_view word) {
  // "-5" is a value.
  return word.size() > 1 && word.front() == '-' && (word[1] < '0' || word[1] > '9');
}

bool is_int32(std::string_view text) {
  std::int32_t number = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

bool is_too_long(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789", text.front() == '-' ? 1 : 0) == std::string_view::npos;
}

/// One call on its way.
class Binder {
public:
  Binder(std::vector<Parameter> const& parameters, Callee const& callee) : parameters_(parameters), callee_(callee) {}

  std::variant<Bound, CommandResult> bind(std::vector<std::string> const& words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
      auto const refused = is_name(words[i]) ? named(words, i) : positional(words[i]);
      if (refused) return *refused;
    }
    if (auto const refused = missing()) return *refused;
    return bound_;
  }

private:
  using Refused = std::optional<CommandResult>;

  CommandResult refuse(std::string_view sentence, std::string_view kind, std::string_view error_id) const {
    return {.exit_code = 1, .output = error_record(callee_, sentence, kind, error_id)};
  }

  std::vector<Parameter> candidates(std::string_view typed) const {
    std::vector<Parameter> found;
    for (auto const& parameter : parameters_) {
      if (equal_caseless(parameter.name, typed)) return {parameter};
      if (equal_caseless(parameter.name.substr(0, typed.size()), typed)) found.push_back(parameter);
    }
    return found;
  }

  Refused named(std::vector<std::string> const& words, std::size_t& i) {
    auto const typed = std::string_view(words[i]).substr(1);
    auto const found = candidates(typed);
    if (found.empty()) {
      return refuse(fmt::format("A parameter cannot be found that matches parameter name '{}'.", typed),
                    "InvalidArgument", "NamedParameterNotFound");
    }
    if (found.size() > 1) return ambiguous(typed, found);
    auto const& parameter = found.front();
    if (bound_.contains(parameter.name)) {
      return refuse(fmt::format("Cannot bind parameter because parameter '{}' is specified more than once. To provide "
                                "multiple values to parameters that can accept multiple values, use the array syntax. "
                                "For example, \"-parameter value1,value2,value3\".",
                                parameter.name),
                    "InvalidArgument", "ParameterAlreadyBound");
    }
    if (parameter.type == ParameterType::flag) {
      bound_.emplace(parameter.name, "True");
      return std::nullopt;
    }
    if (i + 1 == words.size() || is_name(words[i + 1])) {
      return refuse(fmt::format("Missing an argument for parameter '{}'. Specify a parameter of type '{}' and try "
                                "again.",
                                parameter.name, type_name(parameter.type)),
                    "InvalidArgument", "MissingArgument");
    }
    return take(parameter, words[++i]);
  }

  Refused ambiguous(std::string_view typed, std::vector<Parameter> const& found) const {
    std::string matches;
    for (auto const& parameter : found) matches += fmt::format(" -{}", parameter.name);
    return refuse(fmt::format("Parameter cannot be processed because the parameter name '{}' is ambiguous. Possible "
                              "matches include:{}.",
                              typed, matches),
                  "InvalidArgument", "AmbiguousParameter");
  }

  Refused positional(std::string const& word) {
    for (auto const& parameter : parameters_) {
      if (parameter.is_positional && !bound_.contains(parameter.name)) return take(parameter, word);
    }
    return refuse(fmt::format("A positional parameter cannot be found that accepts argument '{}'.", word),
                  "InvalidArgument", "PositionalParameterNotFound");
  }

  Refused take(Parameter const& parameter, std::string const& value) {
    if (parameter.type == ParameterType::int32 && !is_int32(value)) {
      auto const why = is_too_long(value) ? "Value was either too large or too small for an Int32."
                                          : "Input string was not in a correct format.";
      return refuse(fmt::format("Cannot process argument transformation on parameter '{}'. Cannot convert value "
                                "\"{}\" to type \"System.Int32\". Error: \"{}\"",
                                parameter.name, value, why),
                    "InvalidData", "ParameterArgumentTransformationError");
    }
    bound_.emplace(parameter.name, value);
    return std::nullopt;
  }

  Refused missing() const {
    std::string names;
    for (auto const& parameter : parameters_) {
      if (parameter.is_mandatory && !bound_.contains(parameter.name)) names += fmt::format(" {}", parameter.name);
    }
    if (names.empty()) return std::nullopt;
    return refuse(fmt::format("Cannot process command because of one or more missing mandatory parameters:{}.", names),
                  "InvalidArgument", "MissingMandatoryParameter");
  }

  std::vector<Parameter> const& parameters_;
  Callee const& callee_;
  Bound bound_;
};

}  // namespace

std::variant<Bound, CommandResult> bind_parameters(std::vector<std::string> const& words,
                                                   std::vector<Parameter> const& parameters, Callee const& callee) {
  return Binder(parameters, callee).bind(words);
}

std::string error_record(Callee const& callee, std::string_view sentence, std::string_view kind,
                         std::string_view error_id) {
  return fmt::format("{} : {}\n"
                     "    + CategoryInfo          : {}: (:) [{}], {}\n"
                     "    + FullyQualifiedErrorId : {},{}\n\n",
                     callee.head, sentence, kind, callee.category, callee.exception, error_id, callee.id);
}

}  // namespace wsus::server_shell
