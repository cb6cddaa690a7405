// Target groups and deadlines: what machines of two groups see of one catalogue.
#include "tests/integration/flow/flow_fixture.hpp"

#include <gmock/gmock.h>

namespace wsus::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto deadline = "2026-10-10T03:00:00Z";

/// Evaluated for all, approved for Pilot with a deadline, for Servers without one.
domain::Revision update_of_two_groups() {
  auto update = needed_update(1);
  auto approved = update.deployment;
  update.deployment.action = domain::DeploymentAction::evaluate;
  approved.id = 5'001;
  auto with_deadline = approved;
  with_deadline.id = 5'002;
  with_deadline.deadline = wusp::parse_xsd_date_time(deadline);
  update.group_deployments = {{"Pilot", with_deadline}, {"Servers", approved}};
  return update;
}

class GroupFlow : public FlowTest {
protected:
  struct Seen {
    std::vector<int> needed{};
    std::string action{};
    std::string deadline{};
  };
  Seen seen_by(std::string name, std::string group) {
    machine::MachineOptions options{.name = name, .dns_name = name + ".lab.example", .seed = name.size()};
    options.target_group = std::move(group);
    auto const pc = make_pc(options);
    auto const result = pc->scan().result;
    EXPECT_EQ(result.hresult, agent::hr::ok) << result.message;
    auto const& update = pc->machine().data_store().updates.at(1);
    return {result.needed, update.action, update.deadline};
  }
};

TEST_F(GroupFlow, EachGroupFollowsItsOwnApprovalAndTheDeadlineArrives) {
  serve(config_of({update_of_two_groups()}));
  auto const pilot = seen_by("A", "pilot");
  EXPECT_THAT(pilot.needed, ElementsAre(1));
  EXPECT_EQ(pilot.action, "Install");
  EXPECT_EQ(wusp::parse_xsd_date_time(pilot.deadline), wusp::parse_xsd_date_time(deadline)) << pilot.deadline;
  auto const servers = seen_by("BB", "Servers");
  EXPECT_THAT(servers.needed, ElementsAre(1));
  EXPECT_EQ(servers.deadline, "");
  auto const none = seen_by("CCC", "");
  EXPECT_THAT(none.needed, IsEmpty());
  EXPECT_EQ(none.action, "Evaluate");
  EXPECT_EQ(server_->state().computers().all().size(), 3U);
}

TEST_F(GroupFlow, AMachineOfTwoGroupsFollowsTheEarlierDeadline) {
  serve(config_of({update_of_two_groups()}));
  auto const both = seen_by("A", "Servers;Pilot");
  EXPECT_THAT(both.needed, ElementsAre(1));
  EXPECT_EQ(wusp::parse_xsd_date_time(both.deadline), wusp::parse_xsd_date_time(deadline)) << both.deadline;
}

}  // namespace
}  // namespace wsus::test
