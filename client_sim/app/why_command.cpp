// wua-sim why: reads a machine's state folder and says why an update is offered to it or not. Changes nothing.
#include "client_sim/app/why_command.hpp"

#include "client_sim/app/cli.hpp"
#include "client_sim/app/pc_setup.hpp"
#include "client_sim/machine/state_file.hpp"

#include <fmt/format.h>
#include <ostream>

namespace wsus::client {

namespace {

void load_machine(machine::Machine& machine, std::filesystem::path const& folder) {
  constexpr std::string_view allowed = "allowed is a folder that wua-sim wrote";
  bool found = false;
  try {
    found = machine::load_state(machine, folder);
  } catch (std::exception const& error) {
    throw UnusablePath(fmt::format("--state {}: {}; {}", folder.string(), error.what(), allowed));
  }
  if (!found) throw UnusablePath(fmt::format("--state {}: no machine is kept there; {}", folder.string(), allowed));
}

}  // namespace

int run_why(Options const& options, wusp::Clock const& clock, std::ostream& out) {
  machine::Machine machine(options.machine, clock);
  load_machine(machine, options.state.value());
  auto const verdict = metadata::why(machine.data_store(), machine, options.update);
  out << (options.json ? to_json(verdict) : to_text(verdict)) << std::flush;
  bool const found =
      verdict.outcome != metadata::Outcome::not_cached && verdict.outcome != metadata::Outcome::ambiguous;
  return found ? 0 : 1;
}

}  // namespace wsus::client
