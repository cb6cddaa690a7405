// Which scenarios leave a real client alone, and what the others would change there.
#include "scenarios/knowledge/real_client.hpp"

#include "tests/unit/scenarios/runner/small_scenario.hpp"

#include <gmock/gmock.h>

namespace wsus::lab {
namespace {

using test::small_scenario;
using test::small_scenario_text;
using test::with;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(RealClient, LinesThatLookOrScanChangeNothing) {
  for (auto const* line :
       {"usoclient StartScan", "UsoClient   startscan", "wuauclt /detectnow",
        "wuauclt.exe /resetauthorization /detectnow", R"(reg query HKLM\SOFTWARE)", "ipconfig /displaydns",
        "netsh winhttp show proxy", "Get-WindowsUpdateLog", R"(findstr x C:\Windows\WindowsUpdate.log)"})
    EXPECT_TRUE(only_looks(line)) << line;
  for (auto const* line : {"reg add HKLM\\x", "net stop wuauserv", "ipconfig /flushdns", "netsh winhttp set proxy x",
                           "restart", "type a > b", "reg query HKLM\\x & reg delete HKLM\\x /f",
                           "Get-Service wuauserv; Stop-Service wuauserv", "an-unknown-tool", "dirx", ""})
    EXPECT_FALSE(only_looks(line)) << line;
}

TEST(RealClient, AFaultOfTheServerIsSafe) {
  auto const scenario = small_scenario(small_scenario_text());
  EXPECT_THAT(changes_on_clients(scenario), IsEmpty());
  EXPECT_TRUE(is_safe_on_real_clients(scenario));
}

TEST(RealClient, StepsThatChangeAClientAreNamedOnceWithTheirPhase) {
  auto const scenario =
      small_scenario(with(small_scenario_text(), "reproduce:\n",
                          "cause:\n  - {at: PC01, run: net stop bits}\n  - {at: PC01, run: net stop bits}\n"
                          "reproduce:\n"));
  EXPECT_THAT(changes_on_clients(scenario), ElementsAre("cause: net stop bits"));
  EXPECT_FALSE(is_safe_on_real_clients(scenario));
}

TEST(RealClient, WhatAMachineHasToBeIsNamedToo) {
  auto scenario = small_scenario(small_scenario_text());
  auto& machine = scenario.world.machines.front();
  machine.trusts_lab_ca = false;
  machine.configmgr = true;
  machine.agent.max_server_trips = 3;
  scenario.world.network.domain_policy.emplace();
  EXPECT_THAT(
      changes_on_clients(scenario),
      testing::IsSupersetOf({"PC01 does not trust the authority of the server's certificate",
                             "PC01 is a Configuration Manager client", "PC01 has settings of the lab's own agent",
                             "the domain's policy sets values in its registry"}));
}

}  // namespace
}  // namespace wsus::lab
