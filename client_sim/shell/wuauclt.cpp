// wuauclt /resetauthorization /reportnow /detectnow (wua-behaviour 7). Prints nothing and ends with 0, whatever it is
// given.
#include "client_sim/shell/commands.hpp"
#include "client_sim/shell/update_service.hpp"

#include <algorithm>

namespace wsus::client_shell {

namespace {

bool has_switch(std::vector<std::string> const& words, std::string_view name) {
  return std::ranges::any_of(words, [name](std::string_view word) {
    bool const is_switch = word.starts_with('/') || word.starts_with('-');
    return is_switch && windows::equal_caseless(word.substr(1), name);
  });
}

}  // namespace

windows::Command wuauclt(machine::Machine& machine, AgentControl const& agent) {
  auto const run = [&machine, agent](windows::Session&, windows::Arguments const& arguments) {
    // Assumptions: unknown switches are ignored; the order of the two does not matter, the cookie goes first.
    if (has_switch(arguments.words, "resetauthorization") && wake_update_service(machine, agent) &&
        agent.reset_authorization) {
      agent.reset_authorization();
    }
    // /reportnow: sends the events that wait (documented for WSUS clients).
    if (has_switch(arguments.words, "reportnow") && wake_update_service(machine, agent) && agent.report_now) {
      agent.report_now();
    }
    // /updatenow: detects, downloads and installs (assumption, M: no documented switch).
    if (has_switch(arguments.words, "updatenow")) {
      start_update(machine, agent);
    } else if (has_switch(arguments.words, "detectnow")) {
      start_detection(machine, agent);
    }
    return windows::CommandResult{};
  };
  return {
      .name = "wuauclt", .summary = "wuauclt [/resetauthorization] [/reportnow] [/detectnow] [/updatenow]", .run = run};
}

}  // namespace wsus::client_shell
