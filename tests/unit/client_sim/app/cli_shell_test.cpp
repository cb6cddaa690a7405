// wua-sim shell as a user sees it.
#include "tests/unit/client_sim/app/cli_run.hpp"
#include "tests/unit/client_sim/app/fake_wsus.hpp"
#include "tests/unit/client_sim/app/temporary_folder.hpp"

#include <gmock/gmock.h>

namespace wsus::client {
namespace {

using test::captured_fault;
using test::FakeWsus;
using test::Run;
using test::TemporaryFolder;
using testing::HasSubstr;

constexpr auto nowhere = "http://127.0.0.1:8530";  // no command of these tests scans

Run type(std::string const& lines, std::vector<std::string> const& more = {"--server", nowhere},
         Surroundings const& surroundings = {}) {
  std::vector<std::string> arguments{"shell"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return test::run(arguments, lines, surroundings);
}

TEST(CliShell, ATranscriptReadsLikeAScreen) {
  auto const result = type("net stop wuauserv\nexit\n");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.out, "C:\\Windows\\System32>net stop wuauserv\n"
                        "The Windows Update service is stopping.\n"
                        "The Windows Update service was stopped successfully.\n"
                        "\n"
                        "\n"
                        "C:\\Windows\\System32>exit\n");
  EXPECT_EQ(result.err, "");
}

TEST(CliShell, DoesNotEchoWhatATerminalHasEchoed) {
  EXPECT_EQ(type("cd \\\nexit\n", {"--server", nowhere}, {.input_is_terminal = true}).out,
            "C:\\Windows\\System32>\nC:\\>");
}

TEST(CliShell, TakesLinesOfWindowsEditors) {
  EXPECT_EQ(type("cd \\\r\nexit\r\n").out, "C:\\Windows\\System32>cd \\\n\nC:\\>exit\n");
}

TEST(CliShell, EmptyLinesDoNothing) {
  EXPECT_EQ(type("\n   \nexit\n").out,
            "C:\\Windows\\System32>\nC:\\Windows\\System32>   \nC:\\Windows\\System32>exit\n");
}

struct CodeRow {
  std::string lines;
  int exit_code;
};

TEST(CliShell, EndsWithTheCodeOfTheLastCommand) {
  std::vector<CodeRow> const table{
      {"", 0},
      {"exit\n", 0},
      {"net stop nothing\n", 2},
      {"net stop nothing\nexit\n", 2},
      {"net stop nothing\n\nexit\n", 2},
      {"net stop nothing\ncd \\\nexit\n", 0},
      {"frobnicate\nEXIT\n", 9009},
      {"exit 7\nnet stop nothing\n", 7},
      {"exit /b 8\n", 8},
      {"net stop nothing\nexit 0\n", 0},
      {"net stop nothing\nexit now\n", 2},
  };
  for (auto const& row : table) {
    SCOPED_TRACE(row.lines);
    EXPECT_EQ(type(row.lines).exit_code, row.exit_code);
  }
}

TEST(CliShell, EndsTheLastLineAtTheEndOfTheInput) { EXPECT_EQ(type("").out, "C:\\Windows\\System32>\n"); }

TEST(CliShell, SaysHowAScanEnded) {
  FakeWsus server({{"SyncUpdates", captured_fault()}});
  EXPECT_THAT(
      type("wuauclt /detectnow\n", {"--server", server.url()}).out,
      HasSubstr("wuauclt /detectnow\n(wua-sim) the scan ended with 0x80244007 WU_E_PT_SOAPCLIENT_SOAPFAULT\n\n"));
}

TEST(CliShell, KeepsTheMachineInItsStateFolder) {
  TemporaryFolder const folder;
  std::vector<std::string> const options{"--server", nowhere, "--state", folder.path("pc")};
  EXPECT_EQ(type("net stop wuauserv\n", options).exit_code, 0);
  EXPECT_THAT(type("net stop wuauserv\n", options).out, HasSubstr("The Windows Update service is not started."));
}

TEST(CliShell, RepairsAMachineAndScansAgain) {
  FakeWsus server;
  TemporaryFolder const folder;
  std::vector<std::string> const options{"--server", server.url(), "--state", folder.path("pc")};
  auto const result =
      type("net stop wuauserv\n"
           R"(reg delete "HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate" /v SusClientId /f)"
           "\n"
           R"(reg delete "HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate" /v SusClientIDValidation /f)"
           "\nnet start wuauserv\nwuauclt /resetauthorization /detectnow\n",
           options);
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, HasSubstr("(wua-sim) the scan ended with 0x00000000 S_OK\n"));
  EXPECT_THAT(server.operations(), testing::Contains("GetAuthorizationCookie"));
}

TEST(CliShell, NeedsAServer) {
  auto const result = type("exit\n", {});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("--server is required"));
}

}  // namespace
}  // namespace wsus::client
