// Installers that fail or ask for a restart, as the server sees them.
#include "tests/integration/flow/flow_fixture.hpp"

#include <gmock/gmock.h>

namespace wsus::test {
namespace {

using testing::ElementsAre;

class InstallOutcome : public FlowTest {
protected:
  std::unique_ptr<client::SimulatedPc> pc_ending_with(int exit_code) {
    serve(config_of({needed_update(1, 1'000)}));
    agent::AgentSettings settings;
    settings.installer_exit_code = exit_code;
    return make_pc({}, settings);
  }
};

TEST_F(InstallOutcome, OfARestartIsPendingUntilTheMachineHasRestarted) {
  auto const pc = pc_ending_with(3010);
  auto const report = pc->update();
  ASSERT_TRUE(report.update_result);
  EXPECT_EQ(report.update_result->hresult, agent::hr::ok);
  EXPECT_TRUE(report.update_result->reboot_required);
  EXPECT_THAT(reported_events(), ElementsAre(ElementsAre(147, 156), ElementsAre(167, 162), ElementsAre(181, 201)));

  EXPECT_EQ(pc->scan().result.updates_found, 0U);
  EXPECT_EQ(status_of(1), "InstalledPendingReboot");
  EXPECT_EQ(pc->type_command("shutdown /r /t 0").exit_code, 0);
  EXPECT_EQ(pc->scan().result.updates_found, 0U);
  EXPECT_THAT(reported_events().back(), ElementsAre(202, 147, 156));
  EXPECT_EQ(status_of(1), "Installed");
}

TEST_F(InstallOutcome, WithoutARestartIsInstalledAtOnce) {
  auto const pc = pc_ending_with(0);
  EXPECT_FALSE(pc->update().update_result->reboot_required);
  EXPECT_EQ(pc->scan().result.updates_found, 0U);
  EXPECT_EQ(status_of(1), "Installed");
  pc->type_command("shutdown /r /t 0");
  pc->scan();
  EXPECT_THAT(reported_events().back(), ElementsAre(147, 156));
}

TEST_F(InstallOutcome, OfAFailureIsFailedOnTheServerAndTheUpdateStaysNeeded) {
  auto const pc = pc_ending_with(1603);
  auto const report = pc->update();
  ASSERT_TRUE(report.update_result);
  EXPECT_EQ(report.update_result->hresult, 0x80070643U);
  EXPECT_THAT(reported_events(), ElementsAre(ElementsAre(147, 156), ElementsAre(167, 162), ElementsAre(181, 182)));
  EXPECT_EQ(status_of(1), "Failed");
  EXPECT_EQ(pc->scan().result.updates_found, 1U);
  EXPECT_EQ(status_of(1), "Failed");
}

}  // namespace
}  // namespace wsus::test
