// The machine's network: who answers for a name, where a connection ends, what a snapshot keeps.
#include "client_sim/machine/network.hpp"

#include "client_sim/machine/machine_snapshot.hpp"
#include "client_sim/machine/paths.hpp"
#include "tests/unit/client_sim/machine/machine_fixture.hpp"

#include <gtest/gtest.h>

namespace wsus::machine {
namespace {

using std::chrono::seconds;

Endpoint const wsus_endpoint{"127.0.0.2", 8530};
Endpoint const gateway{"127.0.0.9", 1};
Endpoint const provider_proxy{"127.0.0.8", 3128};

std::shared_ptr<LabNetwork> network_with_wsus() {
  auto outside = std::make_shared<LabNetwork>();
  outside->dns.set("wsus.lab.example", {.address = "127.0.0.2", .ttl = seconds(60)});
  return outside;
}

class Resolve : public testing::Test {
protected:
  Resolve() { pc.machine.network().outside = outside; }
  std::string address(std::string_view name) { return resolve(pc.machine, name).address.value_or("none"); }

  std::shared_ptr<LabNetwork> outside = network_with_wsus();
  TestMachine pc;
};

TEST_F(Resolve, AnAddressIsItsOwnAnswer) {
  EXPECT_EQ(address("127.0.0.2"), "127.0.0.2");
  EXPECT_EQ(address("::1"), "::1");
  EXPECT_TRUE(pc.machine.network().dns_cache.entries(pc.machine.now()).empty());
}

TEST_F(Resolve, TheDnsServerIsAskedOnceWhileTheAnswerIsGood) {
  EXPECT_EQ(address("WSUS.lab.example"), "127.0.0.2");
  outside->dns.set("wsus.lab.example", {.address = "127.0.0.3", .ttl = seconds(60)});
  pc.clock.advance(seconds(59));
  EXPECT_EQ(address("wsus.lab.example"), "127.0.0.2") << "stale, out of the cache";
  pc.clock.advance(seconds(1));
  EXPECT_EQ(address("wsus.lab.example"), "127.0.0.3");
}

TEST_F(Resolve, AFlushedCacheAsksAgain) {
  EXPECT_EQ(address("wsus.lab.example"), "127.0.0.2");
  outside->dns.set("wsus.lab.example", {.address = "127.0.0.3"});
  pc.machine.network().dns_cache.flush();
  EXPECT_EQ(address("wsus.lab.example"), "127.0.0.3");
}

TEST_F(Resolve, TheHostsFileComesBeforeCacheAndServer) {
  EXPECT_EQ(address("wsus.lab.example"), "127.0.0.2");
  pc.machine.files().write_as_system(paths::hosts_file, "127.0.0.7 wsus.lab.example\r\n");
  EXPECT_EQ(address("wsus.lab.example"), "127.0.0.7");
  pc.machine.files().remove_as_system(paths::hosts_file);
  EXPECT_EQ(address("wsus.lab.example"), "127.0.0.2");
}

TEST_F(Resolve, AnUnknownNameIsNotFoundAndNotKept) {
  for (auto const* name : {"wsus2.lab.example", ""}) {
    auto const answer = resolve(pc.machine, name);
    EXPECT_TRUE(answer.not_found) << name;
    EXPECT_EQ(answer.address, std::nullopt) << name;
  }
  outside->dns.set("wsus2.lab.example", {.address = "127.0.0.4"});
  EXPECT_EQ(address("wsus2.lab.example"), "127.0.0.4");
}

TEST_F(Resolve, ANameWithoutADotIsAskedForInTheMachinesOwnDomain) {
  EXPECT_EQ(address("WSUS"), "127.0.0.2");
  EXPECT_EQ(address("wsus2"), "none");
  outside->dns.set("wsus", {.address = "127.0.0.5"});
  pc.machine.network().dns_cache.flush();
  EXPECT_EQ(address("wsus"), "127.0.0.5") << "as it is written comes first";
}

TEST_F(Resolve, LocalhostNeedsNoServer) {
  EXPECT_EQ(address("LocalHost"), "127.0.0.1");
  EXPECT_TRUE(pc.machine.network().dns_cache.entries(pc.machine.now()).empty());
}

TEST_F(Resolve, ARealNetworkIsLeftToTheSystem) {
  pc.machine.network().outside = nullptr;
  auto const answer = resolve(pc.machine, "wsus.lab.example");
  EXPECT_FALSE(answer.not_found);
  EXPECT_EQ(answer.address, std::nullopt);
}

Network network_of(bool connected, bool split_tunneling, std::size_t wlan) {
  return {.wlan_profiles = {{.name = "Office"}, {.name = "ISP", .transparent_proxy = provider_proxy}},
          .wlan_connected = wlan,
          .vpn_connections = {
              {.name = "VPN", .gateway = gateway, .connected = connected, .split_tunneling = split_tunneling}}};
}

struct PathCase {
  bool connected = false;
  bool split_tunneling = false;
  std::size_t wlan = 0;
  Endpoint end{};
};

class NetworkPath : public testing::TestWithParam<PathCase> {};

TEST_P(NetworkPath, LeadsTo) {
  auto const& path = GetParam();
  EXPECT_EQ(network_of(path.connected, path.split_tunneling, path.wlan).path_to(wsus_endpoint), path.end);
}

INSTANTIATE_TEST_SUITE_P(Table, NetworkPath,
                         testing::Values(PathCase{false, false, 0, wsus_endpoint}, PathCase{true, false, 0, gateway},
                                         PathCase{true, true, 0, wsus_endpoint},
                                         PathCase{false, false, 1, provider_proxy}, PathCase{true, false, 1, gateway},
                                         PathCase{true, true, 1, provider_proxy},
                                         PathCase{false, false, 2, wsus_endpoint}));

TEST(Network, WithoutProfilesThereIsNoProvider) {
  Network const network;
  EXPECT_EQ(network.wlan(), nullptr);
  EXPECT_EQ(network.path_to(wsus_endpoint), wsus_endpoint);
}

TEST(Network, NobodyListensAtWhatTheLabNetworkDoesNotList) {
  auto outside = std::make_shared<LabNetwork>();
  Endpoint const real{"127.0.0.1", 40'000};
  outside->listeners.emplace(wsus_endpoint, real);
  Network const network{.outside = outside};
  EXPECT_EQ(network.listener_at(wsus_endpoint), real);
  EXPECT_EQ(network.listener_at({"127.0.0.2", 80}), std::nullopt);
  EXPECT_EQ(Network{}.listener_at(wsus_endpoint), wsus_endpoint) << "a real network";
}

TEST(Network, ASnapshotKeepsAllOfItButWhatLiesOutside) {
  TestMachine pc;
  auto& network = pc.machine.network();
  network = network_of(true, false, 1);
  network.dns_cache.put("wsus", "127.0.0.2", pc.machine.now() + seconds(60));
  auto const snapshot = pc.machine.snapshot();
  auto const outside = network_with_wsus();
  network = {.outside = outside};
  pc.machine.restore(*snapshot);
  EXPECT_EQ(network.outside, outside);
  EXPECT_EQ(network.dns_cache.find("wsus", pc.machine.now()), "127.0.0.2");
  EXPECT_EQ(network.path_to(wsus_endpoint), gateway);
  ASSERT_NE(network.wlan(), nullptr);
  EXPECT_EQ(network.wlan()->name, "ISP");
}

}  // namespace
}  // namespace wsus::machine
