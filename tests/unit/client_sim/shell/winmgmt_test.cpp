// winmgmt: the WMI repository.
#include "tests/unit/client_sim/shell/client_prompt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::client_shell {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using windows::CommandResult;

class WinMgmt : public testing::Test {
protected:
  WinMgmt() { pc.machine.system_state().wmi_consistent = false; }
  [[nodiscard]] bool is_good() { return pc.machine.system_state().wmi_consistent; }
  ClientPrompt pc;
};

// FM67
TEST_F(WinMgmt, SalvageRepairsWhatVerifyFinds) {
  EXPECT_EQ(pc.type("winmgmt /verifyrepository"), (CommandResult{1, "WMI repository is not consistent\n"}));
  EXPECT_FALSE(is_good());
  EXPECT_EQ(pc.type("winmgmt /salvagerepository"), (CommandResult{0, "WMI repository has been salvaged\n"}));
  EXPECT_TRUE(is_good());
  EXPECT_EQ(pc.type("winmgmt -VerifyRepository"), (CommandResult{0, "WMI repository is consistent\n"}));
  EXPECT_EQ(pc.type("winmgmt /salvagerepository"), (CommandResult{0, "WMI repository is consistent\n"}));
}

TEST_F(WinMgmt, ResetRepairsToo) {
  EXPECT_EQ(pc.type("winmgmt /resetrepository"), (CommandResult{0, "WMI repository has been reset\n"}));
  EXPECT_TRUE(is_good());
}

TEST_F(WinMgmt, RestartingTheServiceDoesNotRepair) {
  pc.type("net stop winmgmt");
  pc.type("net start winmgmt");
  EXPECT_FALSE(is_good());
}

TEST_F(WinMgmt, NeedsElevationAndAServiceThatMayRun) {
  pc.machine.services().set("winmgmt", {machine::ServiceState::stopped, machine::StartType::disabled});
  EXPECT_THAT(pc.type("winmgmt /salvagerepository").output,
              StartsWith("WMI repository salvage failed\nError code:     0x80070422\n"));
  pc.machine.services().set_start("winmgmt", machine::StartType::automatic);
  pc.prompt.session().identity = not_elevated();
  EXPECT_EQ(pc.type("winmgmt /resetrepository").exit_code, 5);
  EXPECT_FALSE(is_good());
}

TEST_F(WinMgmt, OtherOptionsGetTheUsage) {
  for (auto const* line : {"winmgmt /backup", "winmgmt /verifyrepository /now"}) {
    auto const result = pc.type(line);
    EXPECT_EQ(result.exit_code, 1) << line;
    EXPECT_THAT(result.output, HasSubstr("The lab knows: winmgmt /verifyrepository")) << line;
  }
  EXPECT_EQ(pc.type("winmgmt").exit_code, 0);
  EXPECT_EQ(pc.type("winmgmt /?").exit_code, 0);
  EXPECT_FALSE(is_good());
}

}  // namespace
}  // namespace wsus::client_shell
