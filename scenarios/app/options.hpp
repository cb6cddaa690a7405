// The command line of wsus-lab as a value.
#pragma once

#include "scenarios/capacity/inputs.hpp"
#include "scenarios/measurement/target.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace wsus::lab {

/// `--shuffle`: another order of the scenarios.
struct Shuffle {
  std::optional<std::uint64_t> seed{};  ///< empty: one is drawn, and printed
};

struct RunCommand {
  std::vector<std::string> what{};  ///< files, folders, and words that select from the library; empty: all of it
  std::optional<std::filesystem::path> library{};
  std::optional<std::filesystem::path> json{};
  std::optional<std::filesystem::path> junit{};
  std::optional<std::filesystem::path> html{};
  std::optional<Shuffle> shuffle{};
  std::optional<unsigned> repeat{};  ///< rounds, from 1; empty: one, or with until_fail as many as it takes
  bool until_fail = false;           ///< no further round after one in which something did not hold
  bool sabotage = false;
  bool quiet = false;  ///< results only
  unsigned jobs = 1;   ///< 1 to 256
};
struct ListCommand {
  std::vector<std::string> what{};  ///< as of RunCommand
  std::optional<std::filesystem::path> library{};
  bool names_only = false;    ///< names and titles, without the keys
  bool real_clients = false;  ///< what each would change on a real client, in place of the keys
};
struct CheckCommand {
  std::vector<std::filesystem::path> files{};
};
struct ExplainCommand {
  std::string what{};  ///< a code in any form, a symbol, or a failure mode
  std::optional<std::filesystem::path> library{};
};

struct DocumentCommand {
  std::vector<std::string> modes{};    ///< ids; empty: all
  std::filesystem::path out = "docs";  ///< folder of FAILURE-MODES.md and failure-modes
  std::optional<std::filesystem::path> library{};
  bool check = false;  ///< write nothing, run nothing, tell what is not up to date
};

struct MutateCommand {
  std::uint64_t seed = 1;
  std::uint64_t first = 0;    ///< number of the first case
  std::uint64_t count = 100;  ///< 1 to 1,000,000
  std::string operation{};    ///< empty: any
  std::filesystem::path out = "mutation-findings";
  unsigned jobs = 1;  ///< 1 to 256
};

struct TeachCommand {
  std::vector<std::string> what{};  ///< as of RunCommand; only a quiz may have none
  std::optional<std::filesystem::path> library{};
  bool quiz = false;
  std::optional<std::uint64_t> seed{};  ///< of a quiz; empty: one is drawn, and printed
  unsigned questions = 5;               ///< of a quiz at most, 1 to 1000
  std::size_t log_lines = 20;           ///< of each log after a step at most; 0: all
  bool no_colour = false;
};

struct CapacityCommand {
  capacity::Inputs inputs{};
  bool service_time_given = false;  ///< else it is the default, or measured
  std::optional<measurement::Target> measure{};
  std::size_t samples = 300;  ///< calls to measure, 1 to 100,000
  bool json = false;
};

/// The program ends here: help or version was asked for (code 0, text for the output), or the command line is wrong
/// (code 2, text for the error stream).
struct EndProgram {
  int exit_code = 0;
  std::string text{};
};

using Command = std::variant<RunCommand, ListCommand, CheckCommand, ExplainCommand, DocumentCommand, MutateCommand,
                             TeachCommand, CapacityCommand, EndProgram>;

/// `arguments` without the program's name. Whether paths are there does not matter; two reports in one file are
/// refused.
[[nodiscard]] Command parse_options(std::vector<std::string> const& arguments);

}  // namespace wsus::lab
