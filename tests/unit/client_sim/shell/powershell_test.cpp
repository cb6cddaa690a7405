// powershell and the cmdlets for VPN connections: how a line is read, what changes, and every refusal.
#include "tests/unit/client_sim/shell/client_prompt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::client_shell {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using windows::CommandResult;

CommandResult const silence{0, ""};

class PowerShell : public testing::Test {
protected:
  PowerShell() {
    pc.machine.network().vpn_connections = {{.name = "Work VPN", .gateway = {"127.0.0.9", 443}, .connected = true},
                                            {.name = "Other"}};
  }
  bool splits(std::size_t index) { return pc.machine.network().vpn_connections[index].split_tunneling; }
  ClientPrompt pc;
};

TEST_F(PowerShell, SplitTunnelingInEveryForm) {
  for (
      auto const* line :
      {R"(powershell -Command "Set-VpnConnection -Name 'Work VPN' -SplitTunneling $True")",
       R"(powershell.exe -NoProfile -ExecutionPolicy Bypass -c "set-vpnconnection -name \"Work VPN\" -splittunneling $true")",
       R"(powershell Set-VpnConnection -ConnectionName 'work vpn' -SplitTunneling:$True -Force)",
       R"(Set-VpnConnection -Name "Work VPN" -SplitTunneling 1)",
       R"(Set-VpnConnection "Work VPN" -SplitTunneling $TRUE)"}) {
    pc.machine.network().vpn_connections[0].split_tunneling = false;
    EXPECT_EQ(pc.type(line), silence) << line;
    EXPECT_TRUE(splits(0)) << line;
    EXPECT_FALSE(splits(1)) << line;
  }
  EXPECT_EQ(pc.type(R"(powershell Set-VpnConnection 'Work VPN' -SplitTunneling $False)"), silence);
  EXPECT_FALSE(splits(0));
}

TEST_F(PowerShell, GetVpnConnectionShowsThePhoneBook) {
  auto const* const work = "\nName                  : Work VPN\n"
                           "ServerAddress         : 127.0.0.9\n"
                           "SplitTunneling        : False\n"
                           "ConnectionStatus      : Connected\n\n";
  EXPECT_EQ(pc.type(R"(powershell "Get-VpnConnection -Name 'Work VPN'")"), (CommandResult{0, work}));
  auto const all = pc.type("Get-VpnConnection");
  EXPECT_THAT(all.output, StartsWith(work));
  EXPECT_THAT(all.output, HasSubstr("Name                  : Other\n"));
  EXPECT_THAT(all.output, HasSubstr("ConnectionStatus      : Disconnected\n"));
  pc.machine.network().vpn_connections.clear();
  EXPECT_EQ(pc.type("Get-VpnConnection"), silence);
}

TEST_F(PowerShell, AnUnknownConnectionIsVpn623) {
  for (auto const* line :
       {"powershell Get-VpnConnection -Name Home", "powershell Set-VpnConnection -Name Home -SplitTunneling $True"}) {
    auto const result = pc.type(line);
    EXPECT_EQ(result.exit_code, 1) << line;
    EXPECT_THAT(result.output, HasSubstr("-VpnConnection : The VPN connection Home was not found. : The system could "
                                         "not find the phone book entry for this connection.\n"))
        << line;
    EXPECT_THAT(result.output, HasSubstr("FullyQualifiedErrorId : VPN 623,")) << line;
  }
  EXPECT_FALSE(splits(0));
}

TEST_F(PowerShell, WrongParametersAreNamed) {
  struct Row {
    std::string_view line;
    std::string_view part;
  };
  for (auto const& [line, part] :
       {Row{"Set-VpnConnection -SplitTunneling $True", "missing mandatory parameters: Name."},
        Row{"Set-VpnConnection -Name", "Missing an argument for parameter 'Name'."},
        Row{"Set-VpnConnection -Name Other -SplitTunneling", "Missing an argument for parameter 'SplitTunneling'."},
        Row{"Set-VpnConnection -Name Other -SplitTunneling yes", "Cannot convert value \"yes\" to type"},
        Row{"Set-VpnConnection -Name Other -Tunnel x", "matches parameter name 'Tunnel'."},
        Row{"Get-VpnConnection -SplitTunneling $True", "matches parameter name 'SplitTunneling'."},
        // cmd.exe's quotes do not reach PowerShell.
        Row{R"(powershell Set-VpnConnection -Name "Work VPN" -SplitTunneling $True)",
            "cannot be found that accepts argument 'VPN'."},
        Row{"Set-VpnConnection Other x -SplitTunneling $True", "cannot be found that accepts argument 'x'."}}) {
    auto const result = pc.type(line);
    EXPECT_EQ(result.exit_code, 1) << line;
    EXPECT_THAT(result.output, HasSubstr(std::string(part))) << line;
  }
  EXPECT_FALSE(splits(0));
  EXPECT_FALSE(splits(1));
}

TEST_F(PowerShell, RunsProgramsAndStatementsInOrder) {
  auto const result = pc.type(R"(powershell -Command "rasdial 'Work VPN' /disconnect; ipconfig.exe /flushdns")");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.output,
            "Command completed successfully.\n\nWindows IP Configuration\n\nSuccessfully flushed the DNS "
            "Resolver Cache.\n");
  EXPECT_FALSE(pc.machine.network().vpn_connections[0].connected);
}

TEST_F(PowerShell, TheLastStatementDecidesTheExitCode) {
  EXPECT_EQ(pc.type(R"(powershell "rasdial Home; ipconfig")").exit_code, 0);
  EXPECT_EQ(pc.type(R"(powershell "ipconfig; rasdial Home")").exit_code, 1);
}

TEST_F(PowerShell, RunsGetWindowsUpdateLog) {
  EXPECT_EQ(pc.type(R"(powershell -Command "Get-WindowsUpdateLog -LogPath 'C:\Users\w u.log'")"),
            (CommandResult{0, "WindowsUpdate.log written to C:\\Users\\w u.log\n"}));
  EXPECT_TRUE(pc.machine.files().is_file(R"(C:\Users\w u.log)"));
}

TEST_F(PowerShell, WhatItDoesNotKnowIsNotRecognised) {
  for (auto const* line : {"powershell Get-Nothing", "powershell -Nothing", R"(powershell "rd /s /q C:\Users")"}) {
    auto const result = pc.type(line);
    EXPECT_EQ(result.exit_code, 1) << line;
    EXPECT_THAT(result.output, HasSubstr("' is not recognized as the name of a cmdlet, function, script file, or "
                                         "operable program."))
        << line;
  }
  EXPECT_TRUE(pc.machine.files().is_directory(R"(C:\Users)"));
}

TEST_F(PowerShell, OwnOptionsAreChecked) {
  EXPECT_THAT(pc.type("powershell -Command").output, StartsWith("Cannot process the command because of a missing"));
  EXPECT_EQ(pc.type("powershell -ExecutionPolicy").exit_code, 1);
  EXPECT_EQ(pc.type(R"(powershell -File C:\a.ps1)").exit_code, -196608);
  EXPECT_THAT(pc.type(R"(powershell "Get-VpnConnection 'Work")").output,
              HasSubstr("The string is missing the terminator: '."));
  EXPECT_EQ(pc.type("powershell").exit_code, 1);
  EXPECT_EQ(pc.type("powershell -?").exit_code, 0);
  EXPECT_EQ(pc.type("powershell /?").exit_code, 0);
}

}  // namespace
}  // namespace wsus::client_shell
