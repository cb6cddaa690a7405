// "Troubleshoot Windows Update error 0x80244007", Mitigation 3: the seven commands, as the article prints them.
#include "tests/unit/client_sim/shell/client_prompt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace wsus::client_shell {
namespace {

using testing::ElementsAre;
using windows::CommandResult;

constexpr std::array<std::string_view, 7> commands{
    R"(net stop wuauserv)",
    R"(reg Delete HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate /v PingID /f)",
    R"(reg Delete HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate /v AccountDomainSid /f)",
    R"(reg Delete HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate /v SusClientId /f)",
    R"(reg Delete HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate /v SusClientIDValidation /f)",
    R"(net start wuauserv)",
    R"(wuauclt.exe /resetauthorization /detectnow)",
};

CommandResult const stopped{0, "The Windows Update service is stopping.\n"
                               "The Windows Update service was stopped successfully.\n\n"};
CommandResult const started{0, "The Windows Update service is starting.\n"
                               "The Windows Update service was started successfully.\n\n"};
CommandResult const completed{0, "The operation completed successfully.\n\n"};
CommandResult const not_found{1, "ERROR: The system was unable to find the specified registry key or value.\n"};
CommandResult const silence{0, ""};

std::vector<CommandResult> type_all(ClientPrompt& pc) {
  std::vector<CommandResult> results;
  for (auto const command : commands) results.push_back(pc.type(command));
  return results;
}

class Mitigation3 : public testing::TestWithParam<machine::Profile> {};

TEST_P(Mitigation3, ClearsTheIdentityAndStartsAScan) {
  ClientPrompt pc({.profile = GetParam()});
  EXPECT_THAT(type_all(pc), ElementsAre(stopped, completed, completed, completed, completed, started, silence));
  EXPECT_TRUE(pc.machine.registry().find_key(machine::keys::windows_update)->values.empty());
  EXPECT_TRUE(pc.runs("wuauserv"));
  EXPECT_THAT(pc.asked, ElementsAre("service_started", "reset_authorization", "detect_now"));
}

TEST_P(Mitigation3, MissingValuesAreReportedAndTheRestIsDone) {
  ClientPrompt pc({.profile = GetParam()});
  pc.machine.registry().delete_value(machine::keys::windows_update, "PingID");
  pc.machine.registry().delete_value(machine::keys::windows_update, "SusClientIDValidation");
  EXPECT_THAT(type_all(pc), ElementsAre(stopped, not_found, completed, completed, not_found, started, silence));
  EXPECT_TRUE(pc.machine.registry().find_key(machine::keys::windows_update)->values.empty());
  EXPECT_THAT(pc.asked, ElementsAre("service_started", "reset_authorization", "detect_now"));
}

TEST_P(Mitigation3, WithoutElevationOnlyTheScanHappens) {
  ClientPrompt pc({.profile = GetParam()}, not_elevated());
  CommandResult const system_error{2, "System error 5 has occurred.\n\nAccess is denied.\n\n"};
  CommandResult const denied{1, "ERROR: Access is denied.\n"};
  EXPECT_THAT(type_all(pc), ElementsAre(system_error, denied, denied, denied, denied, system_error, silence));
  EXPECT_EQ(pc.machine.registry().find_key(machine::keys::windows_update)->values.size(), 4U);
  EXPECT_THAT(pc.asked, ElementsAre("reset_authorization", "detect_now"));
}

INSTANTIATE_TEST_SUITE_P(Profiles, Mitigation3,
                         testing::Values(machine::Profile::w8, machine::Profile::w10, machine::Profile::w11),
                         [](auto const& profile) { return std::string(machine::to_string(profile.param)); });

}  // namespace
}  // namespace wsus::client_shell
