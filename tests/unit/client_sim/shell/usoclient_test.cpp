// usoclient: scans on w10, unknown on w8.
#include "tests/unit/client_sim/shell/client_prompt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::client_shell {
namespace {

using machine::ServiceState;
using testing::ElementsAre;
using testing::IsEmpty;
using windows::CommandResult;

TEST(UsoClient, ScanningVerbsStartAScan) {
  for (auto const* line : {"usoclient StartScan", "UsoClient.exe STARTSCAN", "usoclient StartInteractiveScan",
                           "usoclient ScanInstallWait"}) {
    ClientPrompt pc;
    EXPECT_EQ(pc.type(line), (CommandResult{0, ""})) << line;
    EXPECT_THAT(pc.asked, ElementsAre("detect_now")) << line;
  }
}

TEST(UsoClient, ScanInstallWaitDownloadsAndInstalls) {
  for (auto const* line : {"usoclient ScanInstallWait", "USOCLIENT.EXE scaninstallwait"}) {
    ClientPrompt pc({}, {}, true);
    EXPECT_EQ(pc.type(line), (CommandResult{0, ""})) << line;
    EXPECT_THAT(pc.asked, ElementsAre("update_now")) << line;
  }
  ClientPrompt pc({}, {}, true);
  pc.type("usoclient StartScan");
  EXPECT_THAT(pc.asked, ElementsAre("detect_now")) << "a scan installs nothing";
}

TEST(UsoClient, OtherVerbsDoNothing) {
  ClientPrompt pc;
  for (auto const* line : {"usoclient", "usoclient StartDownload", "usoclient /StartScan"}) {
    EXPECT_EQ(pc.type(line), (CommandResult{0, ""})) << line;
  }
  EXPECT_THAT(pc.asked, IsEmpty());
}

TEST(UsoClient, AStoppedServiceIsStartedFirst) {
  ClientPrompt pc;
  pc.machine.services().set_state("wuauserv", ServiceState::stopped);
  pc.type("usoclient StartScan");
  EXPECT_THAT(pc.asked, ElementsAre("service_started", "detect_now"));
}

TEST(UsoClient, IsUnknownOnW8) {
  ClientPrompt pc({.profile = machine::Profile::w8});
  EXPECT_EQ(pc.type("usoclient StartScan"),
            (CommandResult{9009, "'usoclient' is not recognized as an internal or external command,\n"
                                 "operable program or batch file.\n"}));
  EXPECT_THAT(pc.asked, IsEmpty());
}

}  // namespace
}  // namespace wsus::client_shell
