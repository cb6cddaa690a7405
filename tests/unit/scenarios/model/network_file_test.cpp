// Proves that the network of a world, its background and its injected faults arrive in the value.
#include "tests/unit/scenarios/model/model_fixture.hpp"
#include "tests/unit/scenarios/model/networked.hpp"

#include <gmock/gmock.h>

#include <chrono>

namespace wsus::scenario::test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

HostSpec const loop{.name = "loop.lab.example", .answer = HostSpec::Answer::redirect};

TEST(NetworkFile, HostsArrive) {
  EXPECT_THAT(parse(networked).world.hosts,
              ElementsAre(HostSpec{.name = "proxy.lab.example", .port = 8080, .answer = HostSpec::Answer::pass_on},
                          HostSpec{.name = "portal.lab.example",
                                   .port = 80,
                                   .answer = HostSpec::Answer::redirect,
                                   .to = "http://portal.lab.example/login",
                                   .status = 307,
                                   .keep_path = false},
                          loop,
                          HostSpec{.name = "old-wsus.lab.example", .port = 8530, .answer = HostSpec::Answer::nothing}));
  EXPECT_EQ(loop.port, 8530);
  EXPECT_EQ(loop.status, 302U);
}

TEST(NetworkFile, EveryStatusOfARedirectArrives) {
  for (unsigned const status : {301u, 302u, 303u, 307u, 308u}) {
    auto const text = changed("to: itself", "to: itself, status: " + std::to_string(status), networked);
    EXPECT_EQ(parse(text).world.hosts.at(2).status, status);
  }
}

TEST(NetworkFile, NetworksOfMachinesArrive) {
  auto const machine = parse(networked).world.machines.at(0);
  EXPECT_THAT(machine.dns_cache,
              ElementsAre(CachedName{.name = "wsus.lab.example", .host = "old-wsus.lab.example", .ttl = 24h},
                          CachedName{.name = "other.lab.example", .host = "wsus.lab.example", .ttl = 2h}));
  EXPECT_THAT(machine.wlan, ElementsAre(WlanSpec{.name = "Hotel WLAN", .transparent_proxy = "portal.lab.example"},
                                        WlanSpec{.name = "Home"}));
  EXPECT_THAT(machine.vpn, ElementsAre(VpnSpec{.name = "Contoso VPN", .gateway = "loop.lab.example"}));
}

TEST(NetworkFile, WithoutOneAMachineHasNoNetworkOfItsOwn) {
  auto const machine = parse(networked).world.machines.at(1);
  EXPECT_THAT(machine.dns_cache, IsEmpty());
  EXPECT_THAT(machine.wlan, IsEmpty());
  EXPECT_THAT(machine.vpn, IsEmpty());
  EXPECT_THAT(parse(good).world.hosts, IsEmpty());
}

TEST(NetworkFile, HttpRedirectArrives) {
  EXPECT_EQ(parse(networked).world.server.http_redirect,
            HttpRedirectSpec{.destination = "http://wsus.lab.example:8530"});
  auto const text =
      changed("{destination: \"http://wsus.lab.example:8530\"}",
              "{enabled: false, destination: \"http://a.example/$S\", exact: true, status: Temporary}", networked);
  EXPECT_EQ(
      parse(text).world.server.http_redirect,
      (HttpRedirectSpec{.enabled = false, .destination = "http://a.example/$S", .exact = true, .status = "Temporary"}));
  EXPECT_EQ(parse(good).world.server.http_redirect, std::nullopt);
}

TEST(NetworkFile, FaultsArriveWithTheirPlaces) {
  auto const scenario = parse(networked);
  auto const& rules = scenario.world.server.faults;
  ASSERT_TRUE(rules);
  ASSERT_EQ(rules->size(), 1u);
  EXPECT_EQ((*rules)[0].kind, "soap_fault");
  EXPECT_EQ((*rules)[0].place.file, "s.yaml");
  EXPECT_EQ((*rules)[0].place.line, 7);
  EXPECT_EQ((*rules)[0].place.path, "/server/faults/0/soap_fault");
  EXPECT_FALSE(parse(good).world.server.faults);
}

TEST(NetworkFile, SizesArriveAndByDefaultAllIsPublished) {
  auto const catalogue = parse(networked).world.server.catalogue;
  EXPECT_EQ(catalogue.delivered_percent, 80);
  EXPECT_EQ(catalogue.published, 100);
  EXPECT_EQ(parse(good).world.server.catalogue.delivered_percent, 30);
  EXPECT_EQ(parse(good).world.server.catalogue.published, 0);
}

TEST(NetworkFile, DetectionCyclesArriveInABackgroundAndInAPhase) {
  auto const scenario = parse(changed("- advance: 22 h", "- detection_cycles: 3 of PC02", networked));
  EXPECT_EQ(std::get<RunDetectionCycles>(scenario.background[1].what),
            (RunDetectionCycles{.machine = "PC02", .count = 3}));
  auto const phase = parse(changed("  - {at: wsus, run: iisreset}", "  - detection_cycles: 1000 of PC01", networked));
  EXPECT_EQ(std::get<RunDetectionCycles>(phase.fix[0].what), (RunDetectionCycles{.machine = "PC01", .count = 1'000}));
}

TEST(NetworkFile, BackgroundArrives) {
  auto const scenario = parse(networked);
  ASSERT_EQ(scenario.background.size(), 3u);
  EXPECT_EQ(std::get<TypeCommand>(scenario.background[0].what).line, "wuauclt /detectnow");
  EXPECT_EQ(std::get<AdvanceClock>(scenario.background[1].what).by, 22h);
  EXPECT_EQ(std::get<Synchronise>(scenario.background[2].what).revisions, 200);
  EXPECT_EQ(scenario.background[2].place.path, "/background/2");
  EXPECT_THAT(parse(good).background, IsEmpty());
}

TEST(NetworkFile, ABaselineMayHaveABackground) {
  constexpr std::string_view healthy =
      "title: T\nmachines: {PC01: }\nbackground: [advance: 1 h]\nverify: [expect: {updates_found: 0}]\n";
  EXPECT_EQ(parse(healthy, "my-baseline.yaml").background.size(), 1u);
}

TEST(NetworkFile, WhatIsExpectedToBeSentArrives) {
  auto const expected = std::get<Expectation>(parse(networked).reproduce.at(1).what);
  EXPECT_THAT(expected.sent, ElementsAre(Pair("CachedDriverIDs", 0), Pair("OtherCachedUpdateIDs", 22'001)));
}

TEST(NetworkFile, CountersOfInjectedFaultsArrive) {
  auto const expected = std::get<Expectation>(parse(networked).verify.at(0).what);
  EXPECT_THAT(expected.counters, ElementsAre(Pair("injected", 1), Pair("injected.soap_fault", 1)));
}

TEST(NetworkFile, AControlChangesHostsByNameAndAddsOthers) {
  auto const text = changed("{loop.lab.example: {answer: nothing}}",
                            "{loop.lab.example: {answer: pass_on}, new.lab.example: {answer: nothing}}", networked);
  auto const scenario = parse(text);
  auto expected = scenario.world.hosts;
  expected[2] = {.name = "loop.lab.example", .answer = HostSpec::Answer::pass_on};
  expected.push_back({.name = "new.lab.example"});
  EXPECT_EQ(scenario.controls.at(1).world.hosts, expected);
  EXPECT_EQ(scenario.controls.at(0).world, scenario.world);
}

TEST(NetworkFile, AControlsMachineMayUseTheHostsOfTheControl) {
  auto const text = changed("hosts: {loop.lab.example: {answer: nothing}}",
                            "hosts: {new.lab.example: {answer: nothing}}\n    machines: {PC01: {vpn: {X: {gateway: "
                            "new.lab.example}}}}",
                            networked);
  auto const machine = parse(text).controls.at(1).world.machines.at(0);
  EXPECT_THAT(machine.vpn, ElementsAre(VpnSpec{.name = "X", .gateway = "new.lab.example"}));
  EXPECT_EQ(machine.wlan.size(), 2u) << "what is not written stays";
}

TEST(NetworkFile, AControlsRedirectIsTheScenariosWithItsChanges) {
  auto const text =
      changed("hosts: {loop.lab.example: {answer: nothing}}", "server: {http_redirect: {enabled: false}}", networked);
  EXPECT_EQ(parse(text).controls.at(1).world.server.http_redirect,
            (HttpRedirectSpec{.enabled = false, .destination = "http://wsus.lab.example:8530"}));
}

TEST(NetworkFile, AHostAloneMakesATwinsWorldAnother) {
  auto const scenario = parse(networked);
  EXPECT_NE(scenario.controls.at(1).world, scenario.world);
  EXPECT_EQ(scenario.controls.at(1).world.machines, scenario.world.machines);
}

}  // namespace
}  // namespace wsus::scenario::test
