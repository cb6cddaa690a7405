// Proves that causes, injected twins, statements, commands together and copies of machines arrive in the value, and
// that mistakes in them are told.
#include "tests/unit/scenarios/model/mistakes.hpp"
#include "tests/unit/scenarios/model/model_fixture.hpp"

#include <gmock/gmock.h>

#include <chrono>

namespace wsus::scenario::test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

constexpr std::string_view caused = R"(title: T
modes: [FM01]
tags: [iis, pool-2]
assumed: The first code.
no_injected: Nothing reaches the server.
hosts:
  front.lab.example: {port: 443, answer: pass_on, to: "http://wsus.lab.example:8530", https: true, patience: 5 s}
  box.lab.example: {answer: pass_on, faults: [{reset: {after: 100}}]}
machines:
  PC: {copies: 3, profile: w8}
  PC01:
cause:
  - {at: wsus, run: appcmd stop apppool WsusPool}
reproduce:
  - together:
      - {at: PC, run: wuauclt /detectnow, exit_code: any}
      - {at: PC01, run: usoclient StartScan}
  - expect: {machine: PC-2, hresult: 0x80244022}
fix:
  - {at: wsus, run: appcmd start apppool WsusPool}
verify:
  - expect: {machine: PC01, hresult: 0x00000000}
controls:
  - name: one
    fix: [{at: wsus, run: cd}]
    expect: {machine: PC01, hresult: 0x80244022}
  - name: two
    machines: {PC: {profile: w7}, PC01: {profile: w10}}
    expect: {machine: PC01, hresult: 0x00000000}
)";

std::string with_injected(std::string_view injected) {
  return changed("no_injected: Nothing reaches the server.\n", "", caused) + std::string(injected);
}

TEST(CauseFile, StatementsArrive) {
  auto const scenario = parse(caused);
  EXPECT_THAT(scenario.tags, ElementsAre("iis", "pool-2"));
  EXPECT_EQ(scenario.assumed, "The first code.");
  EXPECT_EQ(scenario.no_injected, "Nothing reaches the server.");
  EXPECT_EQ(scenario.no_cause, "");
  ASSERT_THAT(scenario.cause, SizeIs(1));
  EXPECT_EQ(std::get<TypeCommand>(scenario.cause[0].what).line, "appcmd stop apppool WsusPool");
  auto const plain = parse(good);
  EXPECT_THAT(plain.tags, IsEmpty());
  EXPECT_THAT(plain.cause, IsEmpty());
  EXPECT_FALSE(plain.injected);
}

TEST(CauseFile, CopiesAreMachinesWithIdentitiesOfTheirOwn) {
  auto const machines = parse(caused).world.machines;
  ASSERT_THAT(machines, SizeIs(4));
  EXPECT_EQ(machines[0].name, "PC-1");
  EXPECT_EQ(machines[2].name, "PC-3");
  EXPECT_EQ(machines[2].copy_of, "PC");
  EXPECT_EQ(machines[2].profile, machine::Profile::w8);
  EXPECT_EQ(machines[2].dns_name, "pc-3.lab.example");
  EXPECT_NE(machines[0].seed, machines[1].seed);
  EXPECT_EQ(machines[3].copy_of, "");
}

TEST(CauseFile, AControlChangesAllCopiesByTheNameTheyHaveInTheFile) {
  auto const machines = parse(caused).controls.at(1).world.machines;
  ASSERT_THAT(machines, SizeIs(4));
  for (int i = 0; i < 3; ++i) EXPECT_EQ(machines[static_cast<std::size_t>(i)].profile, machine::Profile::w7);
  EXPECT_EQ(machines[3].profile, machine::Profile::w10);
}

TEST(CauseFile, CommandsTogetherArriveForEachCopy) {
  auto const together = std::get<Together>(parse(caused).reproduce.at(0).what);
  ASSERT_THAT(together.commands, SizeIs(4));
  EXPECT_EQ(together.commands[1].at, "PC-2");
  EXPECT_EQ(together.commands[1].exit_code, std::nullopt);
  EXPECT_EQ(together.commands[3].at, "PC01");
  EXPECT_EQ(together.commands[3].exit_code, 0);
}

TEST(CauseFile, GatewaysArrive) {
  auto const hosts = parse(caused).world.hosts;
  EXPECT_EQ(hosts.at(0).to, "http://wsus.lab.example:8530");
  EXPECT_TRUE(hosts.at(0).https);
  EXPECT_EQ(hosts.at(0).patience, 5s);
  EXPECT_EQ(hosts.at(1).patience, 60s);
  ASSERT_TRUE(hosts.at(1).faults);
  EXPECT_EQ(hosts.at(1).faults->at(0).kind, "reset");
}

TEST(CauseFile, AHostMayBePutBackToWhatItWasAtTheStart) {
  auto const scenario = parse(
      changed("cause:\n", "cause:\n  - hosts: {box.lab.example: {answer: pass_on, faults: [{reset: {after: 100}}]}}\n",
              caused));
  auto const& change = std::get<ChangeHosts>(scenario.cause.at(0).what);
  ASSERT_THAT(change.hosts, SizeIs(1)) << "and no host that is not written";
  EXPECT_EQ(change.hosts.at(0).name, "box.lab.example");
}

TEST(CauseFile, AnInjectedTwinHasTheScenariosWorldWithItsRules) {
  auto const scenario = parse(with_injected(
      "injected:\n  faults: [{http_status: {status: 503}}]\n  expect: {machine: PC01, counters: {requests: 0}}\n"));
  ASSERT_TRUE(scenario.injected);
  EXPECT_EQ(scenario.injected->world.server.faults->at(0).kind, "http_status");
  EXPECT_EQ(scenario.injected->world.machines, scenario.world.machines);
  EXPECT_FALSE(scenario.world.server.faults);
  EXPECT_EQ(scenario.injected->expect->machine, "PC01");
}

TEST(CauseFile, AnInjectedTwinPutsRightWhatBeginsBroken) {
  auto const scenario = parse(with_injected("injected:\n  faults: [{reset: {}}]\n"
                                            "  server: {web_config: {maxInstalledPrerequisites: 800}}\n"
                                            "  machines: {PC01: {profile: w10}}\n"));
  ASSERT_TRUE(scenario.injected);
  EXPECT_EQ(scenario.injected->world.server.max_installed_prerequisites, 800);
  EXPECT_EQ(scenario.injected->world.machines.back().profile, machine::Profile::w10);
  EXPECT_EQ(scenario.injected->world.hosts, scenario.world.hosts);
  EXPECT_EQ(scenario.world.server.max_installed_prerequisites, 400);
  EXPECT_THAT(message_of_parsing(with_injected("injected:\n  faults: [{reset: {}}]\n"
                                               "  server: {faults: [{refuse: {}}]}\n")),
              testing::HasSubstr("found faults a second time; allowed: the rules of the twin in injected/faults"));
}

TEST(CauseMistakes, AreToldWithTheirPlace) {
  auto const told = [](std::string const& from, std::string const& to) {
    return message_of_parsing(changed(from, to, caused));
  };
  EXPECT_THAT(told("pool-2", "Pool"), StartsWith("s.yaml:3: /tags/1: found 'Pool'; allowed: lower-case letters"));
  EXPECT_THAT(told("copies: 3", "copies: 1"), StartsWith("s.yaml:10: /machines/PC/copies: found '1'; allowed: "));
  EXPECT_THAT(told("at: PC,", "at: PCX,"), StartsWith("s.yaml:16: /reproduce/0/together/0/at: found 'PCX'"));
  EXPECT_THAT(told("at: PC01, run: uso", "at: wsus, run: uso"),
              StartsWith("s.yaml:17: /reproduce/0/together/1: found a command at the server"));
  EXPECT_THAT(told("at: PC01, run: uso", "at: PC-1, run: uso"),
              testing::HasSubstr("found 2 commands at PC-1; allowed: one a machine"));
  EXPECT_THAT(told("{PC: {profile: w7}", "{PC: {copies: 9}"),
              StartsWith("s.yaml:28: /controls/1/machines/PC/copies: found copies"));
  EXPECT_THAT(told("faults: [{reset: {after: 100}}]", "faults: [{rest: {}}]"), testing::HasSubstr("rest"));
  EXPECT_THAT(message_of_parsing(std::string(caused) + "injected: {faults: [{reset: {}}]}\n"),
              testing::HasSubstr("found injected beside no_injected; allowed: one of them"));
}

}  // namespace
}  // namespace wsus::scenario::test
