// Get-WindowsUpdateLog: where the readable file goes, what stops it, and w8 that has no such cmdlet.
#include "tests/unit/client_sim/shell/client_prompt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::client_shell {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using windows::CommandResult;

constexpr auto desktop_log = R"(C:\Users\administrator\Desktop\WindowsUpdate.log)";

void trace(ClientPrompt& pc, std::string_view text) {
  pc.machine.files().append_as_system(pc.machine.agent_log_path(), text);
}

TEST(GetWindowsUpdateLog, WritesTheTracesToTheDesktop) {
  ClientPrompt pc;
  trace(pc, "2026/10/04 17:03:35.0000000 880 1160 Agent           line\n");
  EXPECT_FALSE(pc.machine.files().is_file(desktop_log));
  EXPECT_EQ(pc.type("Get-WindowsUpdateLog"),
            (CommandResult{0, "WindowsUpdate.log written to C:\\Users\\administrator\\Desktop\\WindowsUpdate.log\n"}));
  EXPECT_EQ(pc.machine.files().read_as_system(desktop_log),
            "2026/10/04 17:03:35.0000000 880 1160 Agent           line\n");
}

TEST(GetWindowsUpdateLog, ReplacesTheLastFile) {
  ClientPrompt pc;
  trace(pc, "one\n");
  pc.type("Get-WindowsUpdateLog");
  trace(pc, "two\n");
  EXPECT_EQ(pc.machine.files().read_as_system(desktop_log), "one\n") << "a copy, not the log itself";
  pc.type("get-windowsupdatelog");
  EXPECT_EQ(pc.machine.files().read_as_system(desktop_log), "one\ntwo\n");
}

TEST(GetWindowsUpdateLog, LogPathNamesTheFile) {
  ClientPrompt pc;
  trace(pc, "one\n");
  EXPECT_EQ(pc.type(R"(Get-WindowsUpdateLog -logpath "C:\Windows\Logs\WindowsUpdate.log" -ForceFlush)"),
            (CommandResult{0, "WindowsUpdate.log written to C:\\Windows\\Logs\\WindowsUpdate.log\n"}));
  EXPECT_EQ(pc.machine.files().read_as_system(R"(C:\Windows\Logs\WindowsUpdate.log)"), "one\n");
  EXPECT_FALSE(pc.machine.files().is_file(desktop_log));
}

TEST(GetWindowsUpdateLog, ARelativePathIsSeenFromTheCurrentFolder) {
  ClientPrompt pc;
  pc.type(R"(cd C:\Users)");
  EXPECT_EQ(pc.type("Get-WindowsUpdateLog -LogPath wu.log").output, "WindowsUpdate.log written to C:\\Users\\wu.log\n");
  EXPECT_EQ(pc.machine.files().read_as_system(R"(C:\Users\wu.log)"), "") << "nothing was traced yet";
}

TEST(GetWindowsUpdateLog, AnotherUserHasADesktopOfHisOwn) {
  ClientPrompt pc({}, not_elevated());
  EXPECT_EQ(pc.type("Get-WindowsUpdateLog").exit_code, 0);
  EXPECT_TRUE(pc.machine.files().is_file(R"(C:\Users\bob\Desktop\WindowsUpdate.log)"));
}

TEST(GetWindowsUpdateLog, AMissingFolderIsAnError) {
  ClientPrompt pc;
  auto const result = pc.type(R"(Get-WindowsUpdateLog -LogPath C:\None\wu.log)");
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.output,
              StartsWith("Get-WindowsUpdateLog : Could not find a part of the path 'C:\\None\\wu.log'.\n"));
}

TEST(GetWindowsUpdateLog, AProtectedFileIsAnError) {
  ClientPrompt pc({}, not_elevated());
  pc.machine.files().write_as_system(R"(C:\Windows\Logs\WindowsUpdate.log)", "kept");
  auto const result = pc.type(R"(Get-WindowsUpdateLog -LogPath C:\Windows\Logs\WindowsUpdate.log)");
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.output, HasSubstr("Access to the path 'C:\\Windows\\Logs\\WindowsUpdate.log' is denied."));
  EXPECT_EQ(pc.machine.files().read_as_system(R"(C:\Windows\Logs\WindowsUpdate.log)"), "kept");
}

TEST(GetWindowsUpdateLog, WrongParametersAreNamed) {
  ClientPrompt pc;
  auto const unknown = pc.type("Get-WindowsUpdateLog -Path x");
  EXPECT_EQ(unknown.exit_code, 1);
  EXPECT_THAT(unknown.output, HasSubstr("A parameter cannot be found that matches parameter name 'Path'."));
  auto const missing = pc.type("Get-WindowsUpdateLog -LogPath");
  EXPECT_EQ(missing.exit_code, 1);
  EXPECT_THAT(missing.output, HasSubstr("Missing an argument for parameter 'LogPath'."));
  EXPECT_FALSE(pc.machine.files().is_file(desktop_log));
}

TEST(GetWindowsUpdateLog, IsUnknownToPowerShellOnW8) {
  ClientPrompt pc({.profile = machine::Profile::w8});
  trace(pc, "one\n");
  auto const result = pc.type("Get-WindowsUpdateLog");
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.output,
              StartsWith("Get-WindowsUpdateLog : The term 'Get-WindowsUpdateLog' is not recognized as the "
                         "name of a cmdlet, function, script file, or operable program."));
  EXPECT_THAT(result.output, HasSubstr("    + FullyQualifiedErrorId : CommandNotFoundException\n"));
  EXPECT_FALSE(pc.machine.files().is_file(desktop_log));
}

}  // namespace
}  // namespace wsus::client_shell
