// The command line of wsus-lab as a value.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace wsus::lab {

struct RunCommand {
  std::vector<std::filesystem::path> paths{};  ///< empty: the library
  std::optional<std::filesystem::path> json{};
  std::optional<std::filesystem::path> junit{};
  bool sabotage = false;
  bool quiet = false;  ///< results only
  unsigned jobs = 1;   ///< 1 to 256
};
struct ListCommand {
  std::vector<std::filesystem::path> paths{};  ///< empty: the library
};
struct CheckCommand {
  std::vector<std::filesystem::path> files{};
};
struct ExplainCommand {
  std::string code{};
  std::optional<std::filesystem::path> library{};
};

struct MutateCommand {
  std::uint64_t seed = 1;
  std::uint64_t first = 0;    ///< number of the first case
  std::uint64_t count = 100;  ///< 1 to 1,000,000
  std::string operation{};    ///< empty: any
  std::filesystem::path out = "mutation-findings";
  unsigned jobs = 1;  ///< 1 to 256
};

/// The program ends here: help or version was asked for (code 0, text for the output), or the command line is wrong
/// (code 2, text for the error stream).
struct EndProgram {
  int exit_code = 0;
  std::string text{};
};

using Command = std::variant<RunCommand, ListCommand, CheckCommand, ExplainCommand, MutateCommand, EndProgram>;

/// `arguments` without the program's name. Whether paths are there is not looked at.
[[nodiscard]] Command parse_options(std::vector<std::string> const& arguments);

}  // namespace wsus::lab
