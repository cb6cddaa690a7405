// A program's command line as a value: what its man page and its completion are written from.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace wsus::command_line {

/// What stands after an option, or where a positional is expected.
enum class Value {
  none,    ///< a flag
  other,   ///< something that only the user knows
  choice,  ///< one of `choices`
  file,    ///< a file; a folder counts, as one on the way to a file
  folder,
};

/// An option, a flag or a positional.
struct Option {
  std::vector<std::string> names{};  ///< with their hyphens, the short ones first; of a positional its one name
  Value value = Value::none;
  std::string value_name{};            ///< as in the help: FILE, N, on_change|iisreset
  std::vector<std::string> choices{};  ///< for Value::choice
  bool value_optional = false;         ///< may stand without its value
  bool required = false;
  bool repeated = false;             ///< a positional that takes any number of words
  std::string description{};         ///< one line
  std::string limits{};              ///< "1 to 64"; empty: none, or the description tells
  std::string default_value{};       ///< empty: none, or the description tells
  std::vector<std::string> needs{};  ///< names of options that have to be there, too, sorted
};

/// The program itself or a command of it.
struct Command {
  std::string name{};
  std::string description{};
  std::string footer{};   ///< what the help ends with, may have several lines
  std::string version{};  ///< "wsus-lab 0.1.0"; of the program alone
  std::vector<Option> options{};
  std::vector<Option> positionals{};
  std::vector<Command> commands{};
};

/// What `app` would take. Hidden options and commands (of an empty group) are left out. How a value is classified: a
/// type name FILE is a file, DIR a folder, also as one of several ("HEX|FILE"); lower-case words with '|' between them,
/// or CLI11's {a,b}, are choices. Pure; `app` is not parsed.
[[nodiscard]] Command describe(CLI::App const& app);

}  // namespace wsus::command_line
