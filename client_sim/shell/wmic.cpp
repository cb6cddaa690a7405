// wmic on the Configuration Manager client: the line of its documentation that starts a software updates scan (C).
// Output: assumption, M, English Windows.
#include "client_sim/shell/commands.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace wsus::client_shell {

namespace {

using windows::CommandResult;
using windows::equal_caseless;

constexpr std::string_view known =
    R"(wmic /namespace:\\root\ccm path sms_client CALL TriggerSchedule "{00000000-0000-0000-0000-000000000113}" )"
    "/NOINTERACTIVE, where a Configuration Manager client asks for scans";

/// Software Updates Scan Cycle, and the evaluation of deployments, which begins with a scan.
constexpr auto scanning_schedules = std::to_array<std::string_view>(
    {"{00000000-0000-0000-0000-000000000113}", "{00000000-0000-0000-0000-000000000108}"});

/// WMI's own error, which is the exit code too.
struct WmiError {
  std::uint32_t code;
  std::string_view text;
};
constexpr WmiError invalid_namespace{0x8004100E, "Invalid namespace"};
constexpr WmiError not_found{0x80041002, "Not found"};

CommandResult failed(machine::Machine const& machine, WmiError const& error) {
  return {static_cast<int>(error.code), fmt::format("Node - {}\nERROR:\nDescription = {}\nThe lab knows: {}\n",
                                                    machine.options().name, error.text, known)};
}

CommandResult wrong_line() { return {1, fmt::format("Invalid Global Switch.\nThe lab knows: {}\n", known)}; }

bool is_trigger(std::vector<std::string> const& words) {
  constexpr auto wanted = std::to_array<std::string_view>({"path", "sms_client", "call", "triggerschedule"});
  constexpr std::size_t fixed = 1 + wanted.size();
  if (words.size() <= fixed || !words.front().starts_with('/')) return false;
  if (!equal_caseless(words.front().substr(0, words.front().find(':')), "/namespace")) return false;
  return std::equal(wanted.begin(), wanted.end(), words.begin() + 1, equal_caseless);
}

bool is_client_namespace(std::string_view word) {
  return equal_caseless(word.substr(word.find(':') + 1), R"(\\root\ccm)");
}

bool starts_a_scan(std::string_view schedule) {
  return std::ranges::any_of(scanning_schedules, [schedule](auto one) { return equal_caseless(one, schedule); });
}

}  // namespace

windows::Command wmic(machine::Machine& machine, AgentControl const& agent) {
  auto const run = [&machine, agent](windows::Session&, windows::Arguments const& arguments) {
    auto const& words = arguments.words;
    constexpr std::size_t schedule = 5;
    if (!is_trigger(words)) return wrong_line();
    if (!is_client_namespace(words.front())) return failed(machine, invalid_namespace);
    if (!starts_a_scan(words[schedule])) return failed(machine, not_found);
    if (!agent.configmgr_scan || !agent.configmgr_scan()) return failed(machine, invalid_namespace);
    return CommandResult{0, "Executing (sms_client)->TriggerSchedule()\nMethod execution successful.\nOut Parameters:\n"
                            "instance of __PARAMETERS\n{\n};\n"};
  };
  return {.name = "wmic",
          .summary = R"(wmic /namespace:\\root\ccm path sms_client CALL TriggerSchedule "{GUID}")",
          .run = run};
}

}  // namespace wsus::client_shell
