// The list of cmdlets, and how arguments reach them: see cmdlets.hpp.
#include "server/shell/ps/cmdlets.hpp"

#include "server/shell/ps/interpreter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace wsus::server_shell::ps {
namespace {

using windows::equal_caseless;

struct Cmdlet {
  std::string_view name;
  std::string_view alias;  ///< empty: none
  bool starts_a_line;
  List (*run)(Context&, Command const&, List);
};
/// One line a cmdlet.
constexpr std::array<Cmdlet, 9> cmdlets{{{"Get-WsusServer", "", true, get_wsus_server},
                                         {"Get-WsusUpdate", "", true, get_wsus_update},
                                         {"Deny-WsusUpdate", "", true, deny_wsus_update},
                                         {"Approve-WsusUpdate", "", true, approve_wsus_update},
                                         {"Invoke-WsusServerCleanup", "", true, invoke_wsus_server_cleanup},
                                         {"Where-Object", "where", false, where_object},
                                         {"ForEach-Object", "foreach", false, for_each_object},
                                         {"Measure-Object", "measure", false, measure_object},
                                         {"Out-Null", "", false, out_null}}};

Cmdlet const* find(std::string_view name) {
  if (name == "?") name = "Where-Object";
  if (name == "%") name = "ForEach-Object";
  auto const found = std::find_if(cmdlets.begin(), cmdlets.end(), [&](Cmdlet const& one) {
    return equal_caseless(one.name, name) || (!one.alias.empty() && equal_caseless(one.alias, name));
  });
  return found == cmdlets.end() ? nullptr : &*found;
}

[[noreturn]] void unknown_command(Context const& context, std::string_view name) {
  auto names = all_cmdlets();
  for (auto const& command : context.runnable) {
    if (find(command.name) == nullptr) names.push_back(command.name);
  }
  throw Failure{fmt::format("{0} : The term '{0}' is not recognized as the name of a cmdlet, function, script file, or "
                            "operable program. Check the spelling of the name, or if a path was included, verify that "
                            "the path is correct and try again.\nAt line:1 char:1\n+ {1}\n+ {2}\n"
                            "    + CategoryInfo          : ObjectNotFound: ({0}:String) [], CommandNotFoundException\n"
                            "    + FullyQualifiedErrorId : CommandNotFoundException\n\n(The lab: {3}.)\n\n",
                            name, context.line, std::string(std::max<std::size_t>(name.size(), 1), '~'),
                            known_names(name, names))};
}

/// A command of the prompt, with its words as texts; what it prints flows on.
List run_external(Context& context, windows::Command const& external, Command const& command) {
  windows::Arguments arguments;
  for (auto const& argument : command.arguments) {
    auto word = argument.value ? text_of(evaluate(context, *argument.value)) : fmt::format("-{}", argument.name);
    arguments.tail += fmt::format("{}{}", arguments.tail.empty() ? "" : " ", word);
    arguments.words.push_back(std::move(word));
  }
  auto result = external.run(context.session, arguments);
  if (result.exit_code != 0) throw Failure{std::move(result.output)};
  return {Value{Printed{std::move(result.output)}}};
}

bool is_plain(Value const& value) {
  return std::holds_alternative<bool>(value.held) || std::holds_alternative<std::int64_t>(value.held) ||
         std::holds_alternative<std::string>(value.held) || std::holds_alternative<wusp::Guid>(value.held);
}

}  // namespace

List run_command(Context& context, Command const& command, List input, bool is_first) {
  if (auto const* const cmdlet = find(command.name)) return cmdlet->run(context, command, std::move(input));
  auto const external =
      std::find_if(context.runnable.begin(), context.runnable.end(),
                   [&](windows::Command const& one) { return equal_caseless(one.name, command.name); });
  if (external == context.runnable.end()) unknown_command(context, command.name);
  if (!is_first)
    fail_cmdlet(command.name, "The input object cannot be bound to any parameters for the command.", "InvalidArgument",
                "InputObjectNotBound");
  return run_external(context, *external, command);
}

std::string BoundArguments::text(std::string_view name) const {
  auto const found = bound.find(name);
  return found == bound.end() ? std::string() : found->second;
}

Value BoundArguments::value(std::string_view name) const {
  auto const key = text(name);
  auto const object = objects.find(key);
  return object == objects.end() ? Value{key} : object->second;
}

BoundArguments bind(Context& context, Command const& command, std::string_view cmdlet,
                    std::vector<Parameter> parameters) {
  for (auto const* const flag : {"Confirm", "WhatIf", "Verbose"})
    parameters.push_back({.name = flag, .type = ParameterType::flag});
  parameters.push_back({.name = "ErrorAction"});
  BoundArguments arguments;
  std::vector<std::string> words;
  auto const& given = command.arguments;
  for (std::size_t at = 0; at < given.size(); ++at) {
    auto const& argument = given[at];
    if (argument.value == nullptr) {
      bool const has_value = argument.has_own_value && at + 1 < given.size() && given[at + 1].value != nullptr;
      auto const value = has_value ? evaluate(context, *given[at + 1].value) : Value{true};
      auto const* const flag = std::get_if<bool>(&value.held);
      if (flag == nullptr || *flag) words.push_back(fmt::format("-{}", argument.name));
      if (has_value && flag != nullptr) ++at;  // "-Confirm:$false" is as if it were not there
      continue;
    }
    auto value = evaluate(context, *argument.value);
    if (is_plain(value)) {
      words.push_back(text_of(value));
    } else {
      words.push_back(fmt::format("\x01{}", at));
      arguments.objects.emplace(words.back(), std::move(value));
    }
  }
  Callee const callee{.head = std::string(cmdlet),
                      .category = std::string(cmdlet),
                      .exception = "ParameterBindingException",
                      .id = std::string(cmdlet)};
  auto bound = bind_parameters(words, parameters, callee);
  if (auto const* const mistake = std::get_if<windows::CommandResult>(&bound)) throw Failure{mistake->output};
  arguments.bound = std::get<Bound>(std::move(bound));
  return arguments;
}

std::string_view enumerator(std::string_view cmdlet, std::string_view parameter, std::string_view typed,
                            std::vector<std::string_view> const& words) {
  std::string list;
  for (auto const word : words) {
    if (equal_caseless(word, typed)) return word;
    list += fmt::format("{}{}", list.empty() ? "" : ", ", word);
  }
  fail_cmdlet(cmdlet,
              fmt::format("Cannot bind parameter '{}'. Unable to match the identifier name {} to a valid enumerator "
                          "name. Specify one of the following enumerator names and try again: {}",
                          parameter, typed, list),
              "InvalidArgument", "CannotConvertArgumentNoMessage");
}

std::vector<std::string_view> starting_cmdlets() {
  std::vector<std::string_view> names;
  for (auto const& cmdlet : cmdlets) {
    if (cmdlet.starts_a_line) names.push_back(cmdlet.name);
  }
  return names;
}

std::vector<std::string_view> all_cmdlets() {
  std::vector<std::string_view> names;
  names.reserve(cmdlets.size());
  for (auto const& cmdlet : cmdlets) names.push_back(cmdlet.name);
  return names;
}

}  // namespace wsus::server_shell::ps
