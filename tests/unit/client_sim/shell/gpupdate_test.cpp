// gpupdate: what it writes again, and its words.
#include "client_sim/machine/system/server_policy.hpp"
#include "tests/unit/client_sim/shell/client_prompt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <vector>

namespace wsus::client_shell {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using windows::CommandResult;

class GpUpdate : public testing::Test {
protected:
  GpUpdate() { pc.machine.network().outside = outside; }
  std::string server() { return pc.machine.registry().get_text(machine::keys::policy, "WUServer").value_or("none"); }
  void domain_wants(std::string url) {
    outside->domain_policy = {
        {std::string(machine::keys::policy), "WUServer", {.type = "REG_SZ", .text = std::move(url)}}};
  }

  std::shared_ptr<machine::LabNetwork> outside = std::make_shared<machine::LabNetwork>();
  ClientPrompt pc{{.server_url = "http://own:8530"}};
};

TEST_F(GpUpdate, BringsWhatTheDomainWants) {
  domain_wants("http://domain:8530");
  EXPECT_EQ(server(), "http://own:8530");
  EXPECT_EQ(pc.type("gpupdate"), (CommandResult{0, "Updating policy...\n\n"
                                                   "Computer Policy update has completed successfully.\n"
                                                   "User Policy update has completed successfully.\n\n"}));
  EXPECT_EQ(server(), "http://domain:8530");
}

// FM60: typing over the domain's value lasts until the policy is written again.
TEST_F(GpUpdate, ByForceOverwritesWhatWasTyped) {
  domain_wants("http://domain:8530");
  pc.type("gpupdate");
  pc.type(R"(reg add HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate /v WUServer /d http://typed:8530 /f)");
  EXPECT_EQ(pc.type("gpupdate").exit_code, 0);
  EXPECT_EQ(server(), "http://typed:8530") << "the policy has not changed";
  EXPECT_EQ(pc.type("GPUPDATE.EXE -Force /Wait:0").exit_code, 0);
  EXPECT_EQ(server(), "http://domain:8530");
}

TEST_F(GpUpdate, APolicyThatWasRemovedGivesWayToTheMachinesOwn) {
  domain_wants("http://domain:8530");
  pc.type("gpupdate");
  outside->domain_policy.clear();
  pc.type("gpupdate");
  EXPECT_EQ(server(), "http://own:8530");
}

TEST_F(GpUpdate, OfTheUserLeavesTheComputersPolicy) {
  domain_wants("http://domain:8530");
  EXPECT_EQ(pc.type("gpupdate /target:user /force").output,
            "Updating policy...\n\nUser Policy update has completed successfully.\n\n");
  EXPECT_EQ(server(), "http://own:8530");
  EXPECT_EQ(pc.type("gpupdate /target:computer").output,
            "Updating policy...\n\nComputer Policy update has completed successfully.\n\n");
}

TEST_F(GpUpdate, TellsTheAgentOfOtherServersWhileItsServiceRuns) {
  std::vector<machine::ServerPolicy> told;
  auto command = gpupdate(pc.machine, {.server_policy_changed = [&](auto const& before) { told.push_back(before); }});
  windows::Session session{.files = pc.machine.files()};
  auto const update = [&] { command.run(session, {.words = {"/force"}}); };
  update();
  EXPECT_THAT(told, IsEmpty()) << "nothing has changed";
  domain_wants("http://domain:8530");
  update();
  EXPECT_THAT(told, ElementsAre(machine::ServerPolicy{"http://own:8530", "http://own:8530"}));
  pc.machine.services().set_state("wuauserv", machine::ServiceState::stopped);
  outside->domain_policy.clear();
  update();
  EXPECT_EQ(server(), "http://own:8530");
  EXPECT_THAT(told, SizeIs(1));
}

TEST_F(GpUpdate, UnknownOptionsChangeNothing) {
  domain_wants("http://domain:8530");
  auto const result = pc.type("gpupdate /now");
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.output, AllOf(HasSubstr("The parameter is incorrect."), HasSubstr("The lab knows: gpupdate")));
  EXPECT_EQ(pc.type("gpupdate /?").exit_code, 0);
  EXPECT_EQ(server(), "http://own:8530");
}

}  // namespace
}  // namespace wsus::client_shell
