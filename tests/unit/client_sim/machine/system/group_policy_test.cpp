// What a refresh of group policy writes, deletes and leaves.
#include "client_sim/machine/system/group_policy.hpp"

#include "client_sim/machine/provisioning.hpp"
#include "tests/unit/client_sim/machine/machine_fixture.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace wsus::machine {
namespace {

PolicyValue server(std::string url) {
  return {std::string(keys::policy), "WUServer", {.type = "REG_SZ", .text = std::move(url)}};
}

/// A member of a domain whose own policy names http://own:8530.
class GroupPolicyOfAMachine : public testing::Test {
protected:
  GroupPolicyOfAMachine() { pc.machine.network().outside = outside; }
  std::string server_of_registry() { return pc.machine.registry().get_text(keys::policy, "WUServer").value_or("none"); }

  TestMachine pc{{.server_url = "http://own:8530"}};
  std::shared_ptr<LabNetwork> outside = std::make_shared<LabNetwork>();
};

// FM60
TEST_F(GroupPolicyOfAMachine, TheDomainWinsOverTheMachinesOwnPolicy) {
  outside->domain_policy = {server("http://other:8530")};
  EXPECT_TRUE(refresh_group_policy(pc.machine, false));
  EXPECT_EQ(server_of_registry(), "http://other:8530");
}

TEST_F(GroupPolicyOfAMachine, WithoutADomainTheMachinesOwnPolicyCounts) {
  pc.machine.network().outside.reset();
  EXPECT_FALSE(refresh_group_policy(pc.machine, false));
  EXPECT_EQ(server_of_registry(), "http://own:8530");
}

TEST_F(GroupPolicyOfAMachine, WhatTheDomainNoLongerWantsGivesWayToTheMachinesOwn) {
  outside->domain_policy = {server("http://other:8530"),
                            {std::string(keys::policy), "ElevateNonAdmins", {"REG_SZ", "x"}}};
  refresh_group_policy(pc.machine, false);
  ASSERT_TRUE(pc.machine.registry().get(keys::policy, "ElevateNonAdmins"));
  outside->domain_policy.clear();
  EXPECT_TRUE(refresh_group_policy(pc.machine, false));
  EXPECT_EQ(server_of_registry(), "http://own:8530");
  EXPECT_FALSE(pc.machine.registry().get(keys::policy, "ElevateNonAdmins"));
}

TEST_F(GroupPolicyOfAMachine, ObjectsOfTheMachineWinOverTheDomainsList) {
  outside->domain_policy = {server("http://other:8530")};
  pc.machine.system_state().policy.objects = {{"First", {server("http://first:8530")}},
                                              {"Second", {server("http://second:8530")}}};
  refresh_group_policy(pc.machine, false);
  EXPECT_EQ(server_of_registry(), "http://second:8530");
  pc.machine.system_state().policy.objects.clear();
  refresh_group_policy(pc.machine, false);
  EXPECT_EQ(server_of_registry(), "http://other:8530");
}

TEST_F(GroupPolicyOfAMachine, ValuesChangedByHandStayUntilARefreshByForce) {
  pc.machine.registry().set_text(keys::policy, "WUServer", "http://typed:8530");
  EXPECT_FALSE(refresh_group_policy(pc.machine, false));
  EXPECT_EQ(server_of_registry(), "http://typed:8530");
  EXPECT_TRUE(refresh_group_policy(pc.machine, true));
  EXPECT_EQ(server_of_registry(), "http://own:8530");
}

TEST_F(GroupPolicyOfAMachine, OtherValuesAreLeftAlone) {
  pc.machine.registry().set_dword(keys::policy, "DisableWindowsUpdateAccess", 1);
  refresh_group_policy(pc.machine, true);
  EXPECT_EQ(pc.machine.registry().get_dword(keys::policy, "DisableWindowsUpdateAccess"), 1U);
}

TEST(PolicyList, PlacesAreComparedWithoutRegardToCaseAndRoot) {
  PolicyList const list{{R"(HKEY_LOCAL_MACHINE\Software\Lab)", "Name", {.type = "REG_SZ", .text = "a"}}};
  ASSERT_NE(find_policy(list, R"(HKLM\SOFTWARE\LAB)", "NAME"), nullptr);
  EXPECT_EQ(find_policy(list, R"(HKLM\SOFTWARE\LAB)", "Other"), nullptr);
  EXPECT_EQ(find_policy(list, "no key", "Name"), nullptr);
  auto const both = combined_policy(list, {{R"(HKLM\Software\Lab)", "name", {.type = "REG_SZ", .text = "b"}}});
  ASSERT_EQ(both.size(), 1U);
  EXPECT_EQ(both[0].value.text, "b");
}

TEST(PolicyList, OptionsThatAreEmptyWantNothing) {
  EXPECT_TRUE(policy_of({}).empty());
  EXPECT_EQ(policy_of({.server_url = "http://wsus:8530", .target_group = "Pilot"}).size(), 5U);
}

}  // namespace
}  // namespace wsus::machine
