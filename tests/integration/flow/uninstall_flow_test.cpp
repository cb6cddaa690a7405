// An update that an administrator takes back: approved for Uninstall, removed, reported; the server's status follows.
#include "tests/integration/flow/flow_fixture.hpp"

#include <gmock/gmock.h>

namespace wsus::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

class UninstallFlow : public FlowTest {
protected:
  /// A PC that has installed updates 1 and 2, as the server knows.
  std::unique_ptr<client::SimulatedPc> pc_with_both() {
    serve(config_of({needed_update(1, 3'000), needed_update(2)}));
    auto pc = make_pc();
    EXPECT_EQ(report::hresult_of(pc->update()), agent::hr::ok);
    EXPECT_EQ(pc->scan().result.updates_found, 0U);
    EXPECT_EQ(status_of(1), "Installed");
    return pc;
  }
  /// Another decision about update 1, made now.
  void decide(domain::DeploymentAction action, int deployment_id) {
    auto first = needed_update(1, 3'000);
    first.deployment = {.id = deployment_id, .action = action, .last_change = clock_.now()};
    server_->state().replace_catalogue(
        std::make_shared<domain::Catalogue const>(std::vector{std::move(first), needed_update(2)}));
    clock_.advance(std::chrono::minutes(1));
  }
  static std::string message_of_update(client::SimulatedPc& pc) {
    auto const report = pc.update();
    return report.update_result ? report.update_result->message : report.result.message;
  }
};

TEST_F(UninstallFlow, WhatWasInstalledIsRemovedAndReportedAndTheServersStatusFollows) {
  auto const pc = pc_with_both();
  auto const fetched = content_requests().size();
  decide(domain::DeploymentAction::uninstall, 5'001);
  EXPECT_EQ(message_of_update(*pc), "Updates installed: 0, failed: 0, removed: 1.");
  EXPECT_EQ(pc->machine().data_store().updates.at(1).action, "Uninstall");
  EXPECT_THAT(pc->machine().data_store().installed_updates, ElementsAre(update_guid(2)));
  EXPECT_THAT(content_requests(), SizeIs(fetched)) << "nothing is fetched for it";

  auto const events = reported_events();
  ASSERT_GE(events.size(), 2U);
  EXPECT_THAT(events.at(events.size() - 2), ElementsAre(147, 156));
  EXPECT_THAT(events.back(), ElementsAre(222));
  EXPECT_THAT(calls_of("ReportEventBatch").back().request_body, HasSubstr(to_string(update_guid(1))));
  EXPECT_EQ(status_of(1), "Installed") << "the last status event is that of the scan before the removal";

  EXPECT_EQ(pc->scan().result.updates_found, 0U) << "it is not offered";
  EXPECT_EQ(status_of(1), "");
  EXPECT_EQ(status_of(2), "Installed");
  EXPECT_EQ(message_of_update(*pc), "Updates installed: 0, failed: 0, removed: 0.") << "once is enough";
}

TEST_F(UninstallFlow, WithoutTheApprovalNothingIsRemoved) {
  auto const pc = pc_with_both();
  decide(domain::DeploymentAction::install, 5'001);
  EXPECT_EQ(message_of_update(*pc), "Updates installed: 0, failed: 0, removed: 0.");
  EXPECT_THAT(reported_events().back(), ElementsAre(147, 156));
  EXPECT_EQ(status_of(1), "Installed");
}

TEST_F(UninstallFlow, AMachineThatNeverHadItRemovesAndReportsNothing) {
  serve(config_of({needed_update(1, 3'000), needed_update(2)}));
  decide(domain::DeploymentAction::uninstall, 5'001);
  auto const pc = make_pc();
  EXPECT_EQ(message_of_update(*pc), "Updates installed: 1, failed: 0, removed: 0.");
  EXPECT_THAT(reported_events(), testing::Each(testing::Not(testing::Contains(222))));
}

TEST_F(UninstallFlow, ApprovedForInstallAgainItComesBack) {
  auto const pc = pc_with_both();
  decide(domain::DeploymentAction::uninstall, 5'001);
  EXPECT_EQ(message_of_update(*pc), "Updates installed: 0, failed: 0, removed: 1.");
  decide(domain::DeploymentAction::install, 5'002);
  EXPECT_EQ(message_of_update(*pc), "Updates installed: 1, failed: 0, removed: 0.");
  EXPECT_EQ(pc->scan().result.updates_found, 0U);
  EXPECT_EQ(status_of(1), "Installed");
}

}  // namespace
}  // namespace wsus::test
