// A prompt of a simulated client under test; what commands ask of the agent is written down.
#pragma once

#include "client_sim/shell/commands.hpp"

#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wsus::windows {

inline bool operator==(CommandResult const& a, CommandResult const& b) {
  return a.exit_code == b.exit_code && a.output == b.output;
}
inline void PrintTo(CommandResult const& result, std::ostream* out) {
  *out << "exit code " << result.exit_code << ", output:\n" << result.output;
}

}  // namespace wsus::windows

namespace wsus::client_shell {

class ClientPrompt {
public:
  /// `can_update`: the agent can download and install; else it only scans.
  explicit ClientPrompt(machine::MachineOptions options = {}, windows::Identity identity = {}, bool can_update = false)
      : machine(std::move(options), clock_),
        prompt({.files = machine.files(), .identity = std::move(identity)},
               client_commands(machine, agent(can_update))) {}

  windows::CommandResult type(std::string_view line) { return prompt.run(line); }
  [[nodiscard]] bool runs(std::string_view service) { return machine.services().is_running(service); }

private:
  AgentControl agent(bool can_update) {
    AgentControl control{.service_started = [this] { asked.emplace_back("service_started"); },
                         .service_stopped = [this] { ++service_stops; },
                         .reset_authorization = [this] { asked.emplace_back("reset_authorization"); },
                         .detect_now = [this] { asked.emplace_back("detect_now"); },
                         .report_now = [this] { asked.emplace_back("report_now"); }};
    control.configmgr_scan = [this] {
      if (has_configmgr) asked.emplace_back("configmgr_scan");
      return has_configmgr;
    };
    if (can_update) control.update_now = [this] { asked.emplace_back("update_now"); };
    return control;
  }

  wusp::ManualClock clock_{wusp::UtcTime{}};

public:
  std::vector<std::string> asked{};  ///< of the agent, in order
  int service_stops = 0;             ///< of wuauserv, as the agent heard of them
  bool has_configmgr = false;        ///< whether the machine has a Configuration Manager client
  machine::Machine machine;
  windows::Prompt prompt;
};

inline windows::Identity not_elevated() { return {.user = "bob", .elevated = false}; }

}  // namespace wsus::client_shell
