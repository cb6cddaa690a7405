// Writes the script: see bash_completion.hpp.
#include "wsdl/command_line/bash_completion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <string_view>

namespace wsus::command_line {
namespace {

/// A command with all that was typed up to it: "wsus-lab run".
using Visit = std::function<void(Command const& command, std::string const& typed)>;

void for_each(Command const& command, std::string const& typed, Visit const& visit) {
  visit(command, typed);
  for (auto const& below : command.commands) for_each(below, fmt::format("{} {}", typed, below.name), visit);
}

/// "'wsus-mock --http' | 'wsus-mock --https'"
void add_patterns(Option const& option, std::string_view typed, std::string& patterns) {
  for (auto const& name : option.names)
    patterns += fmt::format("{}'{} {}'", patterns.empty() ? "" : " | ", typed, name);
}

std::string patterns_of(Command const& program, std::function<bool(Option const&)> const& wanted) {
  std::string patterns;
  for_each(program, program.name, [&](Command const& command, std::string const& typed) {
    for (auto const& option : command.options)
      if (wanted(option)) add_patterns(option, typed, patterns);
  });
  return patterns;
}

std::string branch(std::string_view patterns, std::string_view action) {
  return patterns.empty() ? std::string() : fmt::format("    {}) {} ;;\n", patterns, action);
}

/// Which command the words before the cursor have reached.
std::string find_command(Command const& program) {
  std::string commands;
  for_each(program, program.name, [&](Command const&, std::string const& typed) {
    if (typed != program.name) commands += fmt::format("      '{}') command='{}' ;;\n", typed, typed);
  });
  auto const values = patterns_of(program, [](auto const& o) { return o.value != Value::none && !o.value_optional; });
  std::string skip;
  if (!values.empty())
    skip = fmt::format("      {})\n        ((++i))\n        [[ ${{COMP_WORDS[i]}} != = ]] || ((++i)) ;;\n", values);
  return fmt::format(
      "  for ((i = 1; i < COMP_CWORD; ++i)); do\n    case \"$command ${{COMP_WORDS[i]}}\" in\n{}{}    esac\n"
      "  done\n",
      commands, skip);
}

/// What may stand after an option: returns from the script when it is one that takes a value.
std::string values(Command const& program) {
  std::string branches;
  for_each(program, program.name, [&](Command const& command, std::string const& typed) {
    for (auto const& option : command.options) {
      if (option.value != Value::choice) continue;
      std::string patterns;
      add_patterns(option, typed, patterns);
      branches += branch(patterns, fmt::format("words='{}'", fmt::join(option.choices, " ")));
    }
  });
  auto const of = [&program](Value value) {
    return patterns_of(program, [value](auto const& o) { return o.value == value && !o.value_optional; });
  };
  branches += branch(of(Value::file), "paths=-f");
  branches += branch(of(Value::folder), "paths=-d");
  branches += branch(of(Value::other), "return");
  return branches;
}

/// The options of each command.
std::string options(Command const& program) {
  std::string branches;
  for_each(program, program.name, [&](Command const& command, std::string const& typed) {
    std::vector<std::string> names;
    for (auto const& option : command.options) names.insert(names.end(), option.names.begin(), option.names.end());
    branches += branch(fmt::format("'{}'", typed), fmt::format("words='{}'", fmt::join(names, " ")));
  });
  return branches;
}

/// What else a command may be followed by: commands of its own, files.
std::string others(Command const& program) {
  std::string branches;
  for_each(program, program.name, [&](Command const& command, std::string const& typed) {
    std::vector<std::string> actions;
    for (auto const& below : command.commands) actions.push_back(below.name);
    if (!actions.empty()) actions = {fmt::format("words='{}'", fmt::join(actions, " "))};
    if (std::ranges::any_of(command.positionals, [](auto const& o) { return o.value == Value::file; }))
      actions.emplace_back("paths=-f");
    if (!actions.empty()) branches += branch(fmt::format("'{}'", typed), fmt::format("{}", fmt::join(actions, " ")));
  });
  return branches;
}

}  // namespace

std::string bash_completion(Command const& program) {
  auto function = fmt::format("_{}", program.name);
  std::ranges::replace(function, '-', '_');
  return fmt::format(R"(# bash completion of {name}, made by '{name} --completion bash'.
{function}() {{
  local command={name} words='' paths='' i one
  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD - 1]}}
  COMPREPLY=()
  # bash takes --option=value for three words.
  if [[ $current == = ]]; then
    current=
  elif [[ $previous == = ]]; then
    previous=${{COMP_WORDS[COMP_CWORD - 2]}}
  fi
{find_command}  case "$command $previous" in
{values}    *) if [[ $current == -* ]]; then
      case $command in
{options}      esac
    else
      case $command in
{others}      esac
    fi ;;
  esac
  if [[ -n $words ]]; then
    while IFS= read -r one; do COMPREPLY+=("$one"); done < <(compgen -W "$words" -- "$current")
  fi
  if [[ -n $paths ]]; then
    # zsh, with its bashcompinit, has neither this nor mapfile.
    [[ -z ${{BASH_VERSION-}} ]] || compopt -o filenames 2>/dev/null
    while IFS= read -r one; do COMPREPLY+=("$one"); done < <(compgen "$paths" -- "$current")
  fi
}}
complete -F {function} {name})",
                     fmt::arg("name", program.name), fmt::arg("function", function),
                     fmt::arg("find_command", find_command(program)), fmt::arg("values", values(program)),
                     fmt::arg("options", options(program)), fmt::arg("others", others(program)));
}

}  // namespace wsus::command_line
