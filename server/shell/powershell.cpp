// powershell.exe: runs one of the scripts that the lab has, or a line of the part of the language that it knows (ps/).
//
//   powershell [-NoProfile] [-NonInteractive] [-ExecutionPolicy P] -File PATH\SCRIPT.ps1 ARGUMENTS
//   powershell [...] [-Command] LINE
//
// Options go in any letter case and may be shortened as powershell.exe allows ("-ep", "-f", "-nop"). A script is known
// by its file name, and is in every folder of the drive: the lab takes it that the administrator saved it where it is
// called. Exit codes: 1 after an error record; that of a missing file is the real one.
#include "server/shell/commands.hpp"
#include "server/shell/ps/interpreter.hpp"
#include "windows/fs/path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>

namespace wsus::server_shell {
namespace {

using windows::Arguments;
using windows::Command;
using windows::CommandResult;
using windows::equal_caseless;
using windows::Session;

constexpr int file_missing = -196608;  // 0xFFFD0000

using Words = std::span<std::string const>;

/// What powershell.exe has at hand.
struct Runner {
  std::vector<Command> runnable;
  ServerControl control;
};

enum class OptionKind { ignored, ignored_with_value, file, command, help };

/// `shortest` is the shortest form that powershell.exe takes for the option.
struct Option {
  std::string_view name;
  std::string_view shortest;
  OptionKind kind;
};
constexpr std::array<Option, 14> options{{{"noprofile", "nop", OptionKind::ignored},
                                          {"noninteractive", "noni", OptionKind::ignored},
                                          {"nologo", "nol", OptionKind::ignored},
                                          {"noexit", "noe", OptionKind::ignored},
                                          {"sta", "s", OptionKind::ignored},
                                          {"mta", "mta", OptionKind::ignored},
                                          {"executionpolicy", "ex", OptionKind::ignored_with_value},
                                          {"ep", "ep", OptionKind::ignored_with_value},
                                          {"windowstyle", "w", OptionKind::ignored_with_value},
                                          {"version", "v", OptionKind::ignored_with_value},
                                          {"file", "f", OptionKind::file},
                                          {"command", "c", OptionKind::command},
                                          {"help", "h", OptionKind::help},
                                          {"?", "?", OptionKind::help}}};

Option const* find_option(std::string_view word) {
  if (!word.starts_with('-') && !word.starts_with('/')) return nullptr;
  word.remove_prefix(1);
  for (auto const& option : options) {
    bool const long_enough = word.size() >= option.shortest.size() && word.size() <= option.name.size();
    if (long_enough && equal_caseless(option.name.substr(0, word.size()), word)) return &option;
  }
  return nullptr;
}

Command const* find_runnable(std::vector<Command> const& runnable, std::string_view name) {
  auto const found = std::find_if(runnable.begin(), runnable.end(),
                                  [&](Command const& one) { return equal_caseless(one.name, name); });
  return found == runnable.end() ? nullptr : &*found;
}

bool is_script(std::string_view name) {
  return name.size() > 4 && equal_caseless(name.substr(name.size() - 4), ".ps1");
}

Arguments arguments_of(Words words) {
  Arguments arguments;
  arguments.words.assign(words.begin(), words.end());
  for (auto const& word : words) arguments.tail += fmt::format("{}{}", arguments.tail.empty() ? "" : " ", word);
  return arguments;
}

/// Runs the script in its folder, which is where it leaves its files; empty when there is no such file.
std::optional<CommandResult> run_script(std::vector<Command> const& runnable, Session& session, std::string_view typed,
                                        Words words) {
  auto const path = session.resolve(typed);
  auto const folder = std::string(windows::parent_path(path));
  auto const* const script = find_runnable(runnable, windows::last_name(path));
  if (script == nullptr || !is_script(script->name) || !session.files.is_directory(folder)) return std::nullopt;
  auto there = session;
  there.cwd = session.files.real_case(folder);
  return script->run(there, arguments_of(words));
}

CommandResult run_file(std::vector<Command> const& runnable, Session& session, Words words) {
  if (words.empty()) {
    return {.exit_code = file_missing,
            .output = "The -File parameter requires a file path argument. Provide the path to an existing '.ps1' file "
                      "as an argument to the -File parameter.\n"};
  }
  if (auto result = run_script(runnable, session, words[0], words.subspan(1))) return *result;
  return {.exit_code = file_missing,
          .output = fmt::format("The argument '{}' to the -File parameter does not exist. Provide the path to an "
                                "existing '.ps1' file as an argument to the -File parameter.\n",
                                words[0])};
}

/// A script by its name, or a line of the language. A whole line may be one quoted word.
CommandResult run_command(Runner const& runner, Session& session, Words typed) {
  auto line = arguments_of(typed).tail;
  auto words = windows::split_words(line);
  if (!words.empty() && words.front() == "&") words.erase(words.begin());
  if (words.empty()) return {};
  if (is_script(words[0])) {
    if (auto result = run_script(runner.runnable, session, words[0], Words(words).subspan(1))) return *result;
  }
  ps::Context context{.session = session, .control = runner.control, .runnable = runner.runnable};
  context.line = std::move(line);
  return ps::run_line(context);
}

CommandResult help(std::vector<Command> const& runnable) {
  std::string text = "powershell [-ExecutionPolicy POLICY] -File SCRIPT.ps1 [ARGUMENTS]\n"
                     "powershell [-Command] CMDLET [ARGUMENTS]\npowershell [-Command] \"LINE\"\n\n"
                     "The lab's server can run:\n";
  for (auto const& one : runnable) text += fmt::format("  {}\n", one.name);
  text +=
      "In a line: $variables, properties and methods of what Get-WsusServer and Get-WsusUpdate give,\n"
      "[System.Guid]::NewGuid(), pipelines, Where-Object, ForEach-Object, Measure-Object, Out-Null,\n"
      "-eq -ne -lt -le -gt -ge -like -notlike -match -notmatch -and -or -not. docs/SERVER-COMMANDS.md has the lines.\n";
  return {.exit_code = 0, .output = text};
}

CommandResult run(Runner const& runner, Session& session, Words words) {
  auto const& runnable = runner.runnable;
  while (!words.empty()) {
    auto const* const option = find_option(words[0]);
    if (option == nullptr) return run_command(runner, session, words);
    words = words.subspan(1);
    switch (option->kind) {
    case OptionKind::ignored: break;
    case OptionKind::ignored_with_value: words = words.subspan(std::min<std::size_t>(1, words.size())); break;
    case OptionKind::file: return run_file(runnable, session, words);
    case OptionKind::command: return run_command(runner, session, words);
    case OptionKind::help: return help(runnable);
    }
  }
  return help(runnable);  // a real one would wait for lines
}

}  // namespace

Command powershell(std::vector<Command> runnable, ServerControl const& control) {
  return {.name = "powershell",
          .summary = "powershell -File SCRIPT.ps1 | [-Command] CMDLET: 'powershell -?' lists what there is",
          .run = [runner = Runner{std::move(runnable), control}](Session& session, Arguments const& arguments) {
            return run(runner, session, arguments.words);
          }};
}

}  // namespace wsus::server_shell
