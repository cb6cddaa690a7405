// The prompt: takes a line apart, finds the commands and runs them.
#include "windows/prompt/prompt.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace wsus::windows {
namespace {

constexpr std::string_view blanks = " \t";
constexpr int not_recognized = 9009;  // MSG_DIR_BAD_COMMAND_OR_FILE
constexpr int syntax_error = 1;       // assumption: the exit code of a line that cmd.exe cannot parse

/// Names that end at a path character ("cd..", "cd\windows"), as cmd.exe's own commands do.
constexpr std::array<std::string_view, 2> glued_names = {"cd", "chdir"};

std::string_view trim(std::string_view text) {
  auto const begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

/// Where one of `wanted` is first found outside double quotes, or the length of the line.
std::size_t find_unquoted(std::string_view line, std::string_view wanted) {
  bool in_quotes = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') in_quotes = !in_quotes;
    if (!in_quotes && wanted.find(line[i]) != std::string_view::npos) return i;
  }
  return line.size();
}

struct NameAndTail {
  std::string_view name{};  ///< as typed, with quotes
  std::string_view tail{};
};

NameAndTail split_name(std::string_view line) {
  line = trim(line);
  auto const end = find_unquoted(line, " \t/");
  return {line.substr(0, end), trim(line.substr(end))};
}

/// "net" of "\"C:\Windows\System32\net.exe\"".
std::string bare_name(std::string_view typed) {
  std::string name(typed);
  std::erase(name, '"');
  name.erase(0, name.rfind('\\') + 1);
  if (name.size() > 4 && equal_caseless(std::string_view(name).substr(name.size() - 4), ".exe"))
    name.resize(name.size() - 4);
  return name;
}

bool is_remark(std::string_view command) { return equal_caseless(split_name(command).name, "rem"); }

struct Step {
  std::string_view command{};
  std::string_view joined_by{};  ///< what is between this command and the next: "&", "&&" or nothing
};

std::vector<Step> split_steps(std::string_view line) {
  std::vector<Step> steps;
  while (!line.empty()) {
    auto const end = is_remark(line) ? line.size() : find_unquoted(line, "&");  // a remark runs to the end of the line
    auto const operator_length = line.substr(end).starts_with("&&") ? 2U : line.size() - end > 0 ? 1U : 0U;
    steps.push_back({trim(line.substr(0, end)), line.substr(end, operator_length)});
    line.remove_prefix(end + operator_length);
  }
  return steps;
}

/// What cmd.exe says to a line that it does not begin to run; empty when the line is fine. Assumption: the two texts.
std::string syntax_complaint(std::vector<Step> const& steps) {
  for (auto const& step : steps) {
    if (step.command.empty() && !step.joined_by.empty())
      return fmt::format("{} was unexpected at this time.\n", step.joined_by);
  }
  // A trailing "&" is taken, a trailing "&&" is not.
  bool const ends_open = !steps.empty() && steps.back().joined_by == "&&";
  return ends_open ? "The syntax of the command is incorrect.\n" : "";
}

/// What follows a glued name ("cd.." gives "..", with `name` "cd"); empty when `command` does not begin with one.
NameAndTail split_glued_name(std::string_view command) {
  for (auto const glued : glued_names) {
    auto const rest = command.substr(std::min(glued.size(), command.size()));
    bool const is_glued = rest.starts_with('.') || rest.starts_with('\\');
    if (is_glued && equal_caseless(command.substr(0, glued.size()), glued)) return {glued, rest};
  }
  return {};
}

}  // namespace

Prompt::Prompt(Session session, std::vector<Command> commands)
    : session_(std::move(session)), commands_(std::move(commands)) {
  for (auto const& command : commands_) {
    if (!command.run) throw std::invalid_argument(fmt::format("command '{}' has nothing to run", command.name));
    if (find(command.name) != &command) {
      throw std::invalid_argument(fmt::format("two commands are called '{}'", command.name));
    }
  }
}

CommandResult Prompt::run(std::string_view line) {
  auto const expanded = expand_variables(line, session_);
  auto const steps = split_steps(trim(expanded));
  if (auto complaint = syntax_complaint(steps); !complaint.empty()) return {syntax_error, std::move(complaint)};

  CommandResult result;
  bool skip = false;  // after a failure, up to the next single "&"
  for (auto const& step : steps) {
    bool const skip_this = std::exchange(skip, skip && step.joined_by == "&&");
    if (skip_this) continue;
    if (is_remark(step.command)) break;  // nothing follows it; ERRORLEVEL stays
    auto const one = run_one(step.command);
    result.exit_code = one.exit_code;
    result.output += one.output;
    skip = step.joined_by == "&&" && one.exit_code != 0;
  }
  return result;
}

Command const* Prompt::find(std::string_view name) const {
  auto const wanted = bare_name(name);
  auto const found = std::ranges::find_if(
      commands_, [&](Command const& command) { return equal_caseless(bare_name(command.name), wanted); });
  return found == commands_.end() ? nullptr : &*found;
}

CommandResult Prompt::run_one(std::string_view line) {
  // First, because "cd\net" is a folder, not the program net with a path in front.
  auto const glued = split_glued_name(line);
  bool const is_glued = !glued.name.empty() && find(glued.name) != nullptr;
  auto const [name, tail] = is_glued ? glued : split_name(line);
  if (auto const* command = find(name)) return command->run(session_, {split_words(tail), std::string(tail)});
  if (equal_caseless(bare_name(name), "help")) return help();
  return {not_recognized, fmt::format("'{}' is not recognized as an internal or external command,\n"
                                      "operable program or batch file.\n",
                                      name)};
}

CommandResult Prompt::help() const {
  std::size_t width = 0;
  for (auto const& command : commands_) width = std::max(width, command.name.size());
  CommandResult result;
  for (auto const& command : commands_)
    result.output += fmt::format("{:<{}}  {}\n", command.name, width, command.summary);
  return result;
}

}  // namespace wsus::windows
