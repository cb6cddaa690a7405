// powershell.exe: runs one of the cmdlets and scripts that the lab has.
//
//   powershell [-NoProfile] [-NonInteractive] [-ExecutionPolicy P] -File PATH\SCRIPT.ps1 ARGUMENTS
//   powershell [...] [-Command] CMDLET ARGUMENTS
//
// Options go in any letter case and may be shortened as powershell.exe allows ("-ep", "-f", "-nop"). A script is known
// by its file name, and is in every folder of the drive: the lab takes it that the administrator saved it where it is
// called. Exit codes: 1 after an error record; that of a missing file is the real one.
#include "server/shell/commands.hpp"
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

CommandResult not_recognised(std::string_view name) {
  return {.exit_code = 1,
          .output =
              fmt::format("{0} : The term '{0}' is not recognized as the name of a cmdlet, function, script file, "
                          "or operable program. Check the spelling of the name, or if a path was included, verify "
                          "that the path is correct and try again.\n"
                          "At line:1 char:1\n"
                          "+ {0}\n"
                          "+ {1}\n"
                          "    + CategoryInfo          : ObjectNotFound: ({0}:String) [], CommandNotFoundException\n"
                          "    + FullyQualifiedErrorId : CommandNotFoundException\n\n",
                          name, std::string(name.size(), '~'))};
}

/// PowerShell quotes with ' as well; blanks inside them are not kept together here.
void strip_quotes(std::string& word) {
  bool const quoted = word.size() > 1 && word.starts_with('\'') && word.ends_with('\'');
  if (quoted) word = word.substr(1, word.size() - 2);
}

/// A whole command may be one quoted word.
CommandResult run_command(std::vector<Command> const& runnable, Session& session, Words typed) {
  auto words = windows::split_words(arguments_of(typed).tail);
  if (!words.empty() && words.front() == "&") words.erase(words.begin());
  if (words.empty()) return {};
  for (auto& word : words) strip_quotes(word);
  auto const rest = Words(words).subspan(1);
  if (is_script(words[0])) {
    if (auto result = run_script(runnable, session, words[0], rest)) return *result;
  } else if (auto const* cmdlet = find_runnable(runnable, words[0])) {
    return cmdlet->run(session, arguments_of(rest));
  }
  return not_recognised(words[0]);
}

CommandResult help(std::vector<Command> const& runnable) {
  std::string text = "powershell [-ExecutionPolicy POLICY] -File SCRIPT.ps1 [ARGUMENTS]\n"
                     "powershell [-Command] CMDLET [ARGUMENTS]\n\nThe lab's server can run:\n";
  for (auto const& one : runnable) text += fmt::format("  {}\n", one.name);
  return {.exit_code = 0, .output = text};
}

CommandResult run(std::vector<Command> const& runnable, Session& session, Words words) {
  while (!words.empty()) {
    auto const* const option = find_option(words[0]);
    if (option == nullptr) return run_command(runnable, session, words);
    words = words.subspan(1);
    switch (option->kind) {
    case OptionKind::ignored: break;
    case OptionKind::ignored_with_value: words = words.subspan(std::min<std::size_t>(1, words.size())); break;
    case OptionKind::file: return run_file(runnable, session, words);
    case OptionKind::command: return run_command(runnable, session, words);
    case OptionKind::help: return help(runnable);
    }
  }
  return help(runnable);  // a real one would wait for lines
}

}  // namespace

Command powershell(std::vector<Command> runnable) {
  return {.name = "powershell",
          .summary = "powershell -File SCRIPT.ps1 | [-Command] CMDLET: 'powershell -?' lists what there is",
          .run = [runnable = std::move(runnable)](Session& session, Arguments const& arguments) {
            return run(runnable, session, arguments.words);
          }};
}

}  // namespace wsus::server_shell
