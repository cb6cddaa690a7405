// netsh advfirewall firewall: rules of the machine's own firewall.
#include "tests/unit/client_sim/shell/client_prompt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::client_shell {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using windows::CommandResult;

class AdvFirewall : public testing::Test {
protected:
  std::vector<machine::FirewallRule> const& rules() { return pc.machine.system_state().firewall; }
  [[nodiscard]] bool lets_out() { return machine::lets_out(rules(), "127.8.53.10", 8530); }
  std::string const block =
      R"(netsh advfirewall firewall add rule name="Block WSUS" dir=out action=block protocol=TCP remoteport=8530)";
  ClientPrompt pc;
};

// FM52
TEST_F(AdvFirewall, ARuleBlocksUntilItIsDeleted) {
  EXPECT_EQ(pc.type(block), (CommandResult{0, "Ok.\n\n"}));
  EXPECT_FALSE(lets_out());
  EXPECT_EQ(pc.type(R"(netsh advfirewall firewall delete rule name="block wsus")"),
            (CommandResult{0, "\nDeleted 1 rule(s).\nOk.\n\n"}));
  EXPECT_TRUE(lets_out());
}

TEST_F(AdvFirewall, ARuleCanBeTurnedOff) {
  pc.type(block);
  EXPECT_EQ(pc.type(R"(netsh advfirewall firewall set rule name="Block WSUS" new enable=no)"),
            (CommandResult{0, "\nUpdated 1 rule(s).\nOk.\n\n"}));
  EXPECT_TRUE(lets_out());
  EXPECT_THAT(pc.type("netsh advfirewall firewall show rule name=all").output,
              HasSubstr("Enabled:                              No"));
}

TEST_F(AdvFirewall, ShowsWhatARuleSays) {
  pc.type(block);
  EXPECT_THAT(pc.type(R"(netsh advfirewall firewall show rule name="Block WSUS")").output,
              AllOf(HasSubstr("\nRule Name:                            Block WSUS\n"),
                    HasSubstr("Direction:                            Out\n"),
                    HasSubstr("RemotePort:                           8530\n"),
                    HasSubstr("Action:                               Block\nOk.\n\n")));
}

TEST_F(AdvFirewall, NamesThatNoRuleHasMatchNothing) {
  for (auto const* line :
       {"netsh advfirewall firewall show rule name=x", "netsh advfirewall firewall delete rule name=x",
        "netsh advfirewall firewall set rule name=x new enable=no"}) {
    EXPECT_EQ(pc.type(line), (CommandResult{1, "\nNo rules match the specified criteria.\n\n"})) << line;
  }
}

TEST_F(AdvFirewall, MistakesChangeNothing) {
  for (auto const* line :
       {"add rule name=x dir=out", "add rule name=x dir=sideways action=block",
        "add rule name=x dir=out action=block y", "add rule name=x dir=out action=block remoteport=x",
        "add rule name=x dir=out action=block colour=red", "set rule name=x enable=no", "show rule", "delete rule x",
        "reset rule name=x", "add"}) {
    auto const result = pc.type(std::string("netsh advfirewall firewall ") + line);
    EXPECT_EQ(result.exit_code, 1) << line;
    EXPECT_THAT(result.output, HasSubstr("The lab knows: netsh advfirewall firewall add rule")) << line;
  }
  pc.prompt.session().identity = not_elevated();
  EXPECT_EQ(pc.type(block).exit_code, 1);
  EXPECT_TRUE(rules().empty());
}

}  // namespace
}  // namespace wsus::client_shell
