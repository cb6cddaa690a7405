// Runs what the command line asks for.
#include "client_sim/app/cli.hpp"

#include "client_sim/app/detection_cycles.hpp"
#include "client_sim/app/pc_setup.hpp"

#include <fmt/format.h>
#include <istream>
#include <ostream>

namespace wsus::client {

namespace {

constexpr int wrong_usage = 2;

int run_action(Options const& options, std::istream& in, std::ostream& out, std::ostream& err,
               Surroundings const& surroundings) {
  wusp::SystemClock const system_clock;
  auto const& clock = surroundings.clock ? *surroundings.clock : system_clock;
  if (options.action == Action::why) return run_why(options, clock, out);
  if (options.fleet) return run_fleet_command(*options.fleet, out, err, surroundings);
  if (options.merge) return merge_fleet_results(*options.merge, out, err);
  SkippingClock ahead(clock);
  auto const pc = make_pc(options, ahead, surroundings.http);
  if (options.cycles) return run_cycles(*pc, options, ahead, out);
  if (options.action != Action::shell) return run_scan(*pc, options, out);
  return run_shell(*pc, options, in, out, surroundings.input_is_terminal);
}

}  // namespace

int run_cli(std::vector<std::string> const& arguments, std::istream& in, std::ostream& out, std::ostream& err,
            Surroundings const& surroundings) {
  auto const parsed = parse_options(arguments);
  if (auto const* end = std::get_if<EndProgram>(&parsed)) {
    (end->exit_code == 0 ? out : err) << end->text;
    return end->exit_code;
  }
  int exit_code = wrong_usage;
  try {
    exit_code = run_action(std::get<Options>(parsed), in, out, err, surroundings);
  } catch (UnusablePath const& error) {
    err << "wua-sim: " << error.what() << "\n";
  }
  if (out.flush()) return exit_code;
  err << "wua-sim: the output cannot be written\n";
  return wrong_usage;
}

}  // namespace wsus::client
