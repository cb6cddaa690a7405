// wsus-lab as a function: arguments and streams in, exit code out.
#pragma once

#include "scenarios/app/options.hpp"
#include "wsdl/wusp/clock.hpp"

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace wsus::lab {

namespace exit_code {
inline constexpr int held = 0;
inline constexpr int did_not_hold = 1;  ///< or was interrupted, or a report could not be written
inline constexpr int wrong_usage = 2;   ///< or a wrong file; nothing was started
/// The lab itself is at fault: an error that no input should cause, or, under --sabotage, a verifier that is broken.
inline constexpr int internal = 3;
}  // namespace exit_code

/// What a test may want to have different from the program's own.
struct Surroundings {
  bool colour = false;                          ///< ANSI colours on the output
  std::filesystem::path program_directory{};    ///< where the executable lies; empty: unknown
  std::stop_token stop{};                       ///< a run ends early, and says so
  bool live = false;                            ///< the output is a terminal on which a line can be rewritten
  wusp::Clock const* clock = nullptr;           ///< of the times in reports; null: the system's
  std::optional<std::uint64_t> shuffle_seed{};  ///< of `--shuffle` and `teach --quiz` without one; empty: a random one
  std::istream* input = nullptr;                ///< what a person types; null: nobody does
  bool input_shows = false;                     ///< on the output, as on a terminal; else it is echoed
};

/// `arguments` without the program's name. The exit code is one of exit_code. What nobody can
/// help (no memory) is told on `err`, too, as exit_code::internal.
int run_cli(std::vector<std::string> const& arguments, std::ostream& out, std::ostream& err,
            Surroundings const& surroundings = {});

// One file a command: <name>_command.cpp.
int run(RunCommand const& command, std::ostream& out, std::ostream& err, Surroundings const& surroundings);
int list(ListCommand const& command, std::ostream& out, std::ostream& err, Surroundings const& surroundings);
int check(CheckCommand const& command, std::ostream& out, std::ostream& err);
int explain(ExplainCommand const& command, std::ostream& out, std::ostream& err, Surroundings const& surroundings);
int document(DocumentCommand const& command, std::ostream& out, std::ostream& err, Surroundings const& surroundings);
int teach(TeachCommand const& command, std::ostream& out, std::ostream& err, Surroundings const& surroundings);
int mutate(MutateCommand const& command, std::ostream& out, std::ostream& err, Surroundings const& surroundings);
int compute_capacity(CapacityCommand const& command, std::ostream& out, std::ostream& err,
                     Surroundings const& surroundings);

}  // namespace wsus::lab
