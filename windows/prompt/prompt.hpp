// A command prompt: one line in, text and an exit code out, as cmd.exe and PowerShell take and give them.
#pragma once

#include "windows/fs/caseless.hpp"
#include "windows/fs/file_system.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::windows {

/// What a command left behind. `output` is what the terminal shows (LF line ends); `exit_code` is ERRORLEVEL.
struct CommandResult {
  int exit_code = 0;
  std::string output{};
};

/// The state a prompt keeps between two lines.
struct Session {
  FileSystem& files;
  Identity identity{};
  std::string cwd = R"(C:\Windows\System32)";
  std::map<std::string, std::string, CaselessLess> environment{
      {"SystemDrive", "C:"},         {"SystemRoot", R"(C:\Windows)"},
      {"windir", R"(C:\Windows)"},   {"ProgramFiles", R"(C:\Program Files)"},
      {"USERNAME", "administrator"},
  };

  /// `path` as an absolute path, seen from cwd.
  [[nodiscard]] std::string resolve(std::string_view path) const { return absolute_path(cwd, path); }
};

/// One command with its words, quotes removed and %variables% replaced.
struct Arguments {
  std::vector<std::string> words{};  ///< without the command's own name
  std::string tail{};                ///< the rest of the line after the name, variables replaced, quotes kept
};

/// One command of a prompt. Plain data: the list of a prompt's commands is built by hand where the prompt is made.
struct Command {
  std::string_view name;     ///< "net"; found without regard to case, with or without ".exe"
  std::string_view summary;  ///< one line for `help`
  std::function<CommandResult(Session&, Arguments const&)> run;
};

/// The words of a line by the rules of cmd.exe: blanks separate, double quotes group; caret escapes are not needed
/// here.
[[nodiscard]] std::vector<std::string> split_words(std::string_view line);

/// %name% replaced from the environment; an unknown variable stays as written, as at an interactive prompt.
[[nodiscard]] std::string expand_variables(std::string_view line, Session const& session);

/// A prompt with its list of commands.
///
/// An unknown command answers as cmd.exe does, with exit code 9009. An empty line and a `rem` line do nothing.
/// `help` lists the commands of the lab. Lines joined by `&&` run until one fails; by `&` run all.
/// A command is found by its name without regard to case, with or without ".exe" and a path in front. The name ends at
/// '/', as in "ipconfig/all"; "cd.." and "cd\windows" work. Variables are replaced before the line is taken apart.
/// Pipes and redirections are not taken apart: they reach the command as words.
/// Thread safety: none; one prompt belongs to one thread. The FileSystem of the session outlives the prompt.
class Prompt {
public:
  /// Throws std::invalid_argument, naming the command, when two have one name or one cannot be run.
  Prompt(Session session, std::vector<Command> commands);
  /// Runs the line; the exit code is that of the last command that ran.
  CommandResult run(std::string_view line);
  [[nodiscard]] Session& session() { return session_; }
  /// "C:\Windows\System32>"
  [[nodiscard]] std::string text() const { return session_.cwd + ">"; }

private:
  CommandResult run_one(std::string_view line);
  [[nodiscard]] Command const* find(std::string_view name) const;
  [[nodiscard]] CommandResult help() const;
  Session session_;
  std::vector<Command> commands_;
};

}  // namespace wsus::windows
