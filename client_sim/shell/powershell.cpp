// powershell [-NoProfile ...] [-Command] TEXT: cmdlets and programs, one after the other between semicolons. No
// variables, pipelines or script files: a base for the commands that articles tell to type.
#include "client_sim/shell/commands.hpp"
#include "client_sim/shell/powershell_errors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace wsus::client_shell {

namespace {

using windows::Command;
using windows::CommandResult;
using windows::equal_caseless;

constexpr int no_script_file = -196608;  // 0xFFFD0000

constexpr std::string_view help = "\nPowerShell[.exe] [-NoLogo] [-NoExit] [-NonInteractive] [-NoProfile]\n"
                                  "    [-ExecutionPolicy <ExecutionPolicy>] [-Version <Windows PowerShell version>]\n"
                                  "    [-WindowStyle <style>] [-Command <command> [<CommandParameters>]]\n\n"
                                  "PowerShell[.exe] -Help | -? | /?\n";

/// Parameters of powershell.exe that change nothing here; the bool tells whether one takes a value.
constexpr std::array<std::pair<std::string_view, bool>, 10> ignored{{{"nologo", false},
                                                                     {"noexit", false},
                                                                     {"noninteractive", false},
                                                                     {"noprofile", false},
                                                                     {"nop", false},
                                                                     {"executionpolicy", true},
                                                                     {"ep", true},
                                                                     {"ex", true},
                                                                     {"version", true},
                                                                     {"windowstyle", true}}};

/// The words of a program's command line: blanks separate, double quotes group, \" is a quote
/// (CommandLineToArgvW; a backslash before anything else is itself).
std::vector<std::string> arguments_of(std::string_view tail) {
  std::vector<std::string> words;
  bool in_word = false;
  bool in_quotes = false;
  for (std::size_t i = 0; i < tail.size(); ++i) {
    char const c = tail[i];
    if (!in_quotes && (c == ' ' || c == '\t')) {
      in_word = false;
      continue;
    }
    if (!std::exchange(in_word, true)) words.emplace_back();
    if (c == '"') {
      in_quotes = !in_quotes;
    } else if (tail.substr(i).starts_with("\\\"")) {
      words.back() += tail[++i];
    } else {
      words.back() += c;
    }
  }
  return words;
}

struct Statement {
  std::vector<std::string> words{};
  std::string text{};
};

/// Statements between semicolons, their words without quotes. Empty when a quote is not closed; `open` is that quote.
class Script {
public:
  explicit Script(std::string_view text) {
    for (char const c : text) take(c);
    end_statement();
  }
  [[nodiscard]] std::vector<Statement> const& statements() const { return statements_; }
  [[nodiscard]] char open_quote() const { return quote_; }

private:
  void take(char c) {
    if (quote_ == '\0' && (c == ';' || c == '\n')) return end_statement();
    current_.text += c;
    bool const opens = quote_ == '\0' && (c == '\'' || c == '"');
    bool const blank = quote_ == '\0' && (c == ' ' || c == '\t' || c == '\r');
    if (blank) {
      in_word_ = false;
      return;
    }
    if (!std::exchange(in_word_, true)) current_.words.emplace_back();
    if (opens || c == quote_) {
      quote_ = opens ? c : '\0';
    } else {
      current_.words.back() += c;
    }
  }

  void end_statement() {
    if (!current_.words.empty()) statements_.push_back(std::exchange(current_, {}));
    current_ = {};
    in_word_ = false;
  }

  std::vector<Statement> statements_{};
  Statement current_{};
  char quote_ = '\0';
  bool in_word_ = false;
};

Command const* find(std::vector<Command> const& known, std::string_view name) {
  auto const bare = windows::to_lower(name);
  auto const end = bare.ends_with(".exe") ? bare.size() - 4 : bare.size();
  auto const found = std::find_if(known.begin(), known.end(), [&](Command const& command) {
    return equal_caseless(command.name, std::string_view(bare).substr(0, end));
  });
  return found == known.end() ? nullptr : &*found;
}

CommandResult run_statement(std::vector<Command> const& known, windows::Session& session, Statement statement) {
  auto const name = statement.words.front();
  auto const* const command = find(known, name);
  if (command == nullptr) return powershell_errors::not_recognised(name);
  statement.words.erase(statement.words.begin());
  auto const start = statement.text.find_first_not_of(" \t") + name.size();
  auto tail = statement.text.substr(std::min(start, statement.text.size()));
  auto result = command->run(session, {std::move(statement.words), std::move(tail)});
  result.exit_code = result.exit_code == 0 ? 0 : 1;  // -Command tells success and failure only
  return result;
}

CommandResult run_script(std::vector<Command> const& known, windows::Session& session, std::string_view text) {
  Script const script(text);
  if (script.open_quote() != '\0') {
    return powershell_errors::error(text, fmt::format("The string is missing the terminator: {}.", script.open_quote()),
                                    "ParserError: (:) [], ParentContainsErrorRecordException",
                                    "TerminatorExpectedAtEndOfString");
  }
  CommandResult result;
  for (auto const& statement : script.statements()) {
    auto const one = run_statement(known, session, statement);
    result.exit_code = one.exit_code;
    result.output += one.output;
  }
  return result;
}

CommandResult refused_file(std::string_view path) {
  return {no_script_file, fmt::format("The argument '{}' to the -File parameter does not exist. Provide the path to an "
                                      "existing '.ps1' file as an argument to the -File parameter.\n",
                                      path)};
}

/// What powershell.exe is asked for: an answer of its own, or a script.
struct Request {
  std::optional<CommandResult> answer{};
  std::string script{};
};

Request read(std::span<std::string const> words) {
  while (!words.empty() && (words[0].starts_with('-') || words[0].starts_with('/'))) {
    auto const option = windows::to_lower(std::string_view(words[0]).substr(1));
    words = words.subspan(1);
    if (option == "?" || option == "help") return {.answer = CommandResult{0, std::string(help)}};
    if (option == "file" || option == "f") return {.answer = refused_file(words.empty() ? "" : words[0])};
    if (option == "command" || option == "c") {
      if (!words.empty()) return {.script = fmt::format("{}", fmt::join(words, " "))};
      return {.answer = CommandResult{1, "Cannot process the command because of a missing parameter. A command must "
                                         "follow -Command.\n"}};
    }
    auto const parameter =
        std::find_if(ignored.begin(), ignored.end(), [&](auto const& known) { return known.first == option; });
    if (parameter == ignored.end()) return {.answer = powershell_errors::not_recognised(fmt::format("-{}", option))};
    if (!parameter->second) continue;
    if (words.empty()) {
      return {.answer = CommandResult{1, fmt::format("Cannot process the command because of a missing parameter. A "
                                                     "value must follow -{}.\n",
                                                     option)}};
    }
    words = words.subspan(1);
  }
  if (!words.empty()) return {.script = fmt::format("{}", fmt::join(words, " "))};
  // The real one would wait for somebody to type (lab's own).
  return {.answer = CommandResult{1, std::string(help)}};
}

}  // namespace

Command powershell(std::vector<Command> known) {
  auto const run = [known = std::move(known)](windows::Session& session, windows::Arguments const& arguments) {
    auto const words = arguments_of(arguments.tail);
    auto const request = read(words);
    return request.answer ? *request.answer : run_script(known, session, request.script);
  };
  return {.name = "powershell", .summary = "powershell [-Command] CMDLET ...", .run = run};
}

}  // namespace wsus::client_shell
