// winmgmt /verifyrepository | /salvagerepository | /resetrepository: the WMI repository (FM67). The first text and its
// exit code 0: Microsoft's page on event 5600; the others are an assumption (M).
#include "client_sim/shell/commands.hpp"
#include "client_sim/shell/lab_knows.hpp"

#include <fmt/format.h>

#include <string>

namespace wsus::client_shell {

namespace {

using machine::Machine;
using windows::CommandResult;

constexpr std::string_view known = "winmgmt /verifyrepository, winmgmt /salvagerepository, winmgmt /resetrepository";
constexpr std::string_view usage = "Windows Management Instrumentation\n\n"
                                   "Usage: winmgmt [/backup <filename>] [/restore <filename> <flag>]\n"
                                   "               [/resyncperf] [/standalonehost [<level>]] [/sharedhost]\n"
                                   "               [/verifyrepository [<path>]] [/salvagerepository]\n"
                                   "               [/resetrepository]\n";

CommandResult failed(std::string_view action, unsigned code, std::string_view description) {
  return {static_cast<int>(code), fmt::format("WMI repository {} failed\n"
                                              "Error code:     0x8007{:04X}\n"
                                              "Facility:       Win32\n"
                                              "Description:    {}\n\n",
                                              action, code, description)};
}

CommandResult run(Machine& machine, bool elevated, std::vector<std::string> const& words) {
  if (words.size() != 1) return lab_knows({words.empty() ? 0 : 1, std::string(usage)}, known);
  auto option = windows::to_lower(words[0]);
  if (option.starts_with('-')) option.front() = '/';
  bool const verify = option == "/verifyrepository";
  bool const salvage = option == "/salvagerepository";
  if (!verify && !salvage && option != "/resetrepository") {
    return lab_knows({option == "/?" ? 0 : 1, std::string(usage)}, known);
  }
  auto const action = verify ? "verification" : salvage ? "salvage" : "reset";
  if (!elevated) return failed(action, 5, "Access is denied.");
  if (!machine.services().can_serve("winmgmt")) {
    return failed(action, 1058,
                  "The service cannot be started, either because it is disabled or because it has no enabled devices "
                  "associated with it.");
  }
  machine.services().set_state("winmgmt", machine::ServiceState::running);
  auto& consistent = machine.system_state().wmi_consistent;
  if (verify && !consistent) return {1, "WMI repository is not consistent\n"};
  if (verify || (salvage && consistent)) return {0, "WMI repository is consistent\n"};
  consistent = true;
  return {0, salvage ? "WMI repository has been salvaged\n" : "WMI repository has been reset\n"};
}

}  // namespace

windows::Command winmgmt(Machine& machine) {
  return {.name = "winmgmt",
          .summary = "winmgmt /verifyrepository | /salvagerepository | /resetrepository",
          .run = [&machine](windows::Session& session, windows::Arguments const& arguments) {
            return run(machine, session.identity.elevated, arguments.words);
          }};
}

}  // namespace wsus::client_shell
