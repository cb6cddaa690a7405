// The client's list of commands.
#include "tests/unit/client_sim/shell/client_prompt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::client_shell {
namespace {

using testing::Contains;
using testing::Not;

std::vector<std::string> names_of(std::vector<windows::Command> const& commands) {
  std::vector<std::string> names;
  for (auto const& command : commands) names.emplace_back(command.name);
  return names;
}

TEST(ClientCommands, CommonCommandsAreThereToo) {
  ClientPrompt pc;
  auto const names = names_of(client_commands(pc.machine, {}));
  for (auto const* name : {"cd",
                           "type",
                           "findstr",
                           "net",
                           "reg",
                           "wuauclt",
                           "usoclient",
                           "ren",
                           "rename",
                           "rd",
                           "rmdir",
                           "netsh",
                           "rasdial",
                           "ipconfig",
                           "restart",
                           "shutdown",
                           "powershell",
                           "Get-WindowsUpdateLog",
                           "Get-VpnConnection",
                           "Set-VpnConnection",
                           "sc",
                           "gpupdate",
                           "w32tm",
                           "certutil",
                           "winmgmt",
                           "notepad",
                           "damage",
                           "pathfirewall",
                           "Set-GPRegistryValue",
                           "Remove-GPRegistryValue",
                           "Get-GPRegistryValue",
                           "del",
                           "erase",
                           "Get-Service",
                           "Start-Service",
                           "Stop-Service",
                           "Restart-Service",
                           "Set-Service"}) {
    EXPECT_THAT(names, Contains(name));
  }
}

TEST(ClientCommands, W8HasNoOrchestrator) {
  ClientPrompt pc({.profile = machine::Profile::w8});
  EXPECT_THAT(names_of(client_commands(pc.machine, {})), Not(Contains("usoclient")));
  EXPECT_EQ(pc.type("powershell usoclient StartScan").exit_code, 1) << "nor has its PowerShell";
}

TEST(ClientCommands, WorkWithoutAnAgent) {
  ClientPrompt pc;
  windows::Session session{.files = pc.machine.files()};
  windows::Prompt bare(session, client_commands(pc.machine, {}));
  EXPECT_EQ(bare.run("net stop wuauserv && net start wuauserv && wuauclt /resetauthorization /detectnow").exit_code, 0);
  EXPECT_EQ(bare.run("restart").exit_code, 0);
  EXPECT_EQ(bare.run("usoclient StartScan").exit_code, 0);
  EXPECT_TRUE(pc.runs("wuauserv"));
}

}  // namespace
}  // namespace wsus::client_shell
