// usoclient StartScan: the update orchestrator of Windows 10 and later. Prints nothing and ends with 0 (assumption).
#include "client_sim/shell/commands.hpp"
#include "client_sim/shell/update_service.hpp"

#include <algorithm>
#include <array>

namespace wsus::client_shell {

namespace {

// Of the orchestrator's verbs those that begin with a scan; the others (StartDownload, StartInstall, ...) do nothing
// here.
constexpr std::array<std::string_view, 2> scanning_verbs{"StartScan", "StartInteractiveScan"};

bool scans(std::string_view verb) {
  return std::ranges::any_of(scanning_verbs, [verb](auto known) { return windows::equal_caseless(verb, known); });
}

}  // namespace

windows::Command usoclient(machine::Machine& machine, AgentControl const& agent) {
  auto const run = [&machine, agent](windows::Session&, windows::Arguments const& arguments) {
    if (arguments.words.empty()) return windows::CommandResult{};
    auto const& verb = arguments.words.front();
    if (windows::equal_caseless(verb, "ScanInstallWait")) start_update(machine, agent);
    if (scans(verb)) start_detection(machine, agent);
    return windows::CommandResult{};
  };
  return {.name = "usoclient", .summary = "usoclient StartScan|StartInteractiveScan|ScanInstallWait", .run = run};
}

}  // namespace wsus::client_shell
