// wua-sim as a function: arguments and streams in, exit code out.
#pragma once

#include "client_sim/app/options.hpp"
#include "client_sim/transport/http_exchange.hpp"
#include "wsdl/wusp/clock.hpp"

#include <iosfwd>
#include <stop_token>
#include <string>
#include <vector>

namespace wsus::client {

class SimulatedPc;

/// What a test may want to have different from the program's own.
struct Surroundings {
  bool input_is_terminal = false;      ///< the terminal echoes what is typed, so the shell does not
  bool errors_are_terminal = false;    ///< progress may be written over
  std::stop_token stop{};              ///< ends a fleet early, with its results
  wusp::Clock const* clock = nullptr;  ///< null: the system's
  transport::HttpOptions http{};
};

/// `arguments` without the program's name. The exit code as README.md has it; for shell it may be above 255. Throws
/// only what nobody can help: no memory.
int run_cli(std::vector<std::string> const& arguments, std::istream& in, std::ostream& out, std::ostream& err,
            Surroundings const& surroundings = {});

/// scan_command.cpp, for scan and update: 0 it succeeded, 1 it failed.
int run_scan(SimulatedPc& pc, Options const& options, std::ostream& out);

class SkippingClock;

/// scan_command.cpp, for scan with --cycles: 0 the last cycle succeeded, 1 it failed. `clock` is the PC's.
int run_cycles(SimulatedPc& pc, Options const& options, SkippingClock& clock, std::ostream& out);

/// why_command.cpp: 0 the update was found, 1 it was not. Nothing is written to the state folder. Throws UnusablePath.
int run_why(Options const& options, wusp::Clock const& clock, std::ostream& out);

/// shell_command.cpp: the exit code of the last command. State is saved after every line.
int run_shell(SimulatedPc& pc, Options const& options, std::istream& in, std::ostream& out, bool input_is_terminal);

/// fleet_command.cpp: 0 every scan succeeded, 1 some did not, or it was interrupted, or a report could not be written,
/// 2 it does not fit this machine, or the server is not to be reached. Throws UnusablePath.
int run_fleet_command(FleetCommand const& command, std::ostream& out, std::ostream& err,
                      Surroundings const& surroundings);
int merge_fleet_results(FleetMergeCommand const& command, std::ostream& out, std::ostream& err);

}  // namespace wsus::client
