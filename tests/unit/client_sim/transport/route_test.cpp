// Which way a request of a simulated machine takes.
#include "client_sim/transport/route.hpp"

#include "client_sim/machine/machine.hpp"
#include "client_sim/machine/paths.hpp"
#include "client_sim/machine/winhttp_proxy.hpp"

#include <gmock/gmock.h>

#include <chrono>

namespace wsus::transport {
namespace {

using machine::Endpoint;
using namespace std::chrono_literals;

Url const wsus_url{.host = "wsus.lab.example", .port = 8530, .target = "/x"};

/// A machine in a network of three hosts: the WSUS, a proxy and a gateway.
class RouteOfAMachine : public testing::Test {
protected:
  RouteOfAMachine() {
    outside->dns.set("wsus.lab.example", {.address = "127.8.53.10"});
    outside->dns.set("proxy.lab.example", {.address = "127.8.53.11"});
    outside->listeners = {{{"127.8.53.10", 8530}, {"127.0.0.1", 40'010}},
                          {{"127.8.53.11", 8080}, {"127.0.0.1", 40'011}},
                          {{"127.8.53.12", 443}, {"127.0.0.1", 40'012}}};
    pc.network().outside = outside;
  }

  /// "host:port", with " by proxy"; or "number: sentence".
  std::string way(Url const& url = wsus_url) {
    auto const found = router_of(pc)(url);
    if (auto const* error = std::get_if<RouteError>(&found)) return std::to_string(error->error) + ": " + error->what;
    auto const& route = std::get<Route>(found);
    return route.host + ":" + std::to_string(route.port) + (route.through_proxy ? " by proxy" : "") +
           (route.dropped ? " dropped" : "");
  }
  void use_proxy(std::string servers, std::string bypass = {}) {
    machine::set_winhttp_proxy(pc.registry(), {.servers = std::move(servers), .bypass = std::move(bypass)});
  }

  wusp::ManualClock clock{wusp::UtcTime(std::chrono::sys_days(std::chrono::year(2026) / 10 / 4))};
  machine::Machine pc{{}, clock};
  std::shared_ptr<machine::LabNetwork> outside = std::make_shared<machine::LabNetwork>();
};

TEST_F(RouteOfAMachine, LeadsToTheListenerBehindTheName) { EXPECT_EQ(way(), "127.0.0.1:40010"); }

TEST_F(RouteOfAMachine, TakesTheWinHttpProxy) {
  use_proxy("proxy.lab.example:8080");
  EXPECT_EQ(way(), "127.0.0.1:40011 by proxy");
}

TEST_F(RouteOfAMachine, TakesTheProxyOfItsScheme) {
  use_proxy("https=nowhere.lab.example:1;http=proxy.lab.example:8080");
  EXPECT_EQ(way(), "127.0.0.1:40011 by proxy");
  use_proxy("https=proxy.lab.example:8080");
  EXPECT_EQ(way(), "127.0.0.1:40010");
}

TEST_F(RouteOfAMachine, GoesPastTheProxyWhereItIsBypassed) {
  use_proxy("proxy.lab.example:8080", "*.LAB.example");
  EXPECT_EQ(way(), "127.0.0.1:40010");
}

TEST_F(RouteOfAMachine, LeavesResolvingToTheProxy) {
  use_proxy("proxy.lab.example:8080");
  EXPECT_EQ(way({.host = "unknown.example", .port = 1}), "127.0.0.1:40011 by proxy");
}

TEST_F(RouteOfAMachine, NeverTakesTheUsersProxy) {
  pc.registry().set_dword(machine::keys::user_internet_settings, "ProxyEnable", 1);
  pc.registry().set_text(machine::keys::user_internet_settings, "ProxyServer", "proxy.lab.example:8080");
  ASSERT_EQ(machine::user_proxy(pc.registry()).servers, "proxy.lab.example:8080");
  EXPECT_EQ(way(), "127.0.0.1:40010");
}

TEST_F(RouteOfAMachine, FollowsTheHostsFile) {
  pc.files().write_as_system(machine::paths::hosts_file, "127.8.53.12 wsus.lab.example\r\n");
  EXPECT_EQ(way({.host = "wsus.lab.example", .port = 443}), "127.0.0.1:40012");
}

TEST_F(RouteOfAMachine, BelievesAStaleDnsCacheUntilItExpires) {
  outside->listeners[{"127.8.53.12", 8530}] = {"127.0.0.1", 40'013};
  pc.network().dns_cache.put("wsus.lab.example", "127.8.53.12", pc.now() + 60s);
  EXPECT_EQ(way(), "127.0.0.1:40013");
  clock.advance(60s);
  EXPECT_EQ(way(), "127.0.0.1:40010");
}

TEST_F(RouteOfAMachine, EndsAtTheVpnGatewayWhileItIsConnected) {
  pc.network().vpn_connections = {{.name = "Contoso", .gateway = {"127.8.53.12", 443}, .connected = true}};
  EXPECT_EQ(way(), "127.0.0.1:40012");
  pc.network().vpn_connections[0].split_tunneling = true;
  EXPECT_EQ(way(), "127.0.0.1:40010");
  pc.network().vpn_connections[0] = {.name = "Contoso", .gateway = {"127.8.53.12", 443}};
  EXPECT_EQ(way(), "127.0.0.1:40010");
}

TEST_F(RouteOfAMachine, TakesTheVpnOnTheWayToTheProxyToo) {
  use_proxy("proxy.lab.example:8080");
  pc.network().vpn_connections = {{.name = "Contoso", .gateway = {"127.8.53.12", 443}, .connected = true}};
  EXPECT_EQ(way(), "127.0.0.1:40012 by proxy");
}

TEST_F(RouteOfAMachine, EndsAtTheTransparentProxyOfItsProvider) {
  pc.network().wlan_profiles = {{.name = "Hotel", .transparent_proxy = Endpoint{"127.8.53.11", 8080}},
                                {.name = "Home"}};
  EXPECT_EQ(way(), "127.0.0.1:40011") << "unasked: the request line stays a path";
  pc.network().wlan_connected = 1;
  EXPECT_EQ(way(), "127.0.0.1:40010");
}

// FM52: a firewall on the way that answers, and one that does not.
TEST_F(RouteOfAMachine, MeetsTheFirewallsOnTheWay) {
  outside->barriers = {{.address = "127.8.53.10", .port = 8530, .effect = machine::Passage::dropped}};
  EXPECT_EQ(way(), "wsus.lab.example:8530 dropped");
  outside->barriers[0].effect = machine::Passage::refused;
  EXPECT_EQ(way(), "12029: wsus.lab.example:8530: cannot connect (a firewall on the way refuses it)");
  outside->barriers[0].port = 8531;
  EXPECT_EQ(way(), "127.0.0.1:40010");
}

TEST_F(RouteOfAMachine, MeetsTheFirewallOnItsOwnWayFirst) {
  outside->barriers = {{.address = "127.8.53.10", .effect = machine::Passage::dropped}};
  pc.network().barriers = {{.port = 8530, .effect = machine::Passage::refused}};
  EXPECT_EQ(way(), "12029: wsus.lab.example:8530: cannot connect (a firewall on the way refuses it)");
  pc.network().barriers.clear();
  EXPECT_EQ(way(), "wsus.lab.example:8530 dropped");
}

TEST_F(RouteOfAMachine, GoesRoundAFirewallThroughAProxyOrATunnel) {
  outside->barriers = {{.address = "127.8.53.10"}};
  use_proxy("proxy.lab.example:8080");
  EXPECT_EQ(way(), "127.0.0.1:40011 by proxy");
  use_proxy("");
  pc.network().vpn_connections = {{.name = "Contoso", .gateway = {"127.8.53.12", 443}, .connected = true}};
  EXPECT_EQ(way(), "127.0.0.1:40012");
}

TEST_F(RouteOfAMachine, IsBlockedByTheMachinesOwnFirewall) {
  pc.system_state().firewall = {{.name = "x", .blocks = true, .protocol = "TCP", .remote_port = "8530"}};
  EXPECT_EQ(way(), "12029: wsus.lab.example:8530: cannot connect (a rule of the machine's firewall blocks it)");
  pc.system_state().firewall[0].enabled = false;
  EXPECT_EQ(way(), "127.0.0.1:40010");
}

TEST_F(RouteOfAMachine, TakesTheNextProxyOfAScriptWhenOneCannotBeReached) {
  outside->pac_files["http://pac/p.pac"] = {.rules = {{"*", "PROXY gone.lab.example:1; PROXY proxy.lab.example:8080"}}};
  machine::set_winhttp_proxy(pc.registry(), {.auto_config_url = "http://pac/p.pac"});
  EXPECT_EQ(way(), "127.0.0.1:40011 by proxy");
  outside->pac_files["http://pac/p.pac"] = {.rules = {{"*", "PROXY gone.lab.example:1; DIRECT"}}};
  EXPECT_EQ(way(), "127.0.0.1:40010");
  outside->pac_files["http://pac/p.pac"] = {.rules = {{"*", "PROXY gone.lab.example:1"}}};
  EXPECT_EQ(way(), "12007: WinHTTP proxy gone.lab.example:1: gone.lab.example: the name cannot be resolved");
}

TEST_F(RouteOfAMachine, OfAReportAsksTheUsersProxyFirst) {
  pc.registry().set_dword(machine::keys::user_internet_settings, "ProxyEnable", 1);
  pc.registry().set_text(machine::keys::user_internet_settings, "ProxyServer", "proxy.lab.example:8080");
  auto const report = [&] {
    return way({.host = "wsus.lab.example", .port = 8530, .target = "/ReportingWebService/ReportingWebService.asmx"});
  };
  EXPECT_EQ(report(), "127.0.0.1:40011 by proxy");
  EXPECT_EQ(way(), "127.0.0.1:40010");
  pc.registry().set_text(machine::keys::user_internet_settings, "ProxyServer", "gone.lab.example:8080");
  EXPECT_EQ(report(), "127.0.0.1:40010") << "then the system's way";
}

TEST_F(RouteOfAMachine, FallsBackToTheUsersProxyWherePolicyLetsIt) {
  pc.registry().set_dword(machine::keys::user_internet_settings, "ProxyEnable", 1);
  pc.registry().set_text(machine::keys::user_internet_settings, "ProxyServer", "proxy.lab.example:8080");
  use_proxy("gone.lab.example:3128");
  EXPECT_EQ(way(), "12007: WinHTTP proxy gone.lab.example:3128: gone.lab.example: the name cannot be resolved");
  pc.registry().set_dword(machine::keys::policy, "SetProxyBehaviorForUpdateDetection", 1);
  EXPECT_EQ(way(), "127.0.0.1:40011 by proxy");
}

TEST_F(RouteOfAMachine, SaysThatNobodyListens) {
  EXPECT_EQ(way({.host = "wsus.lab.example", .port = 80}),
            "12029: wsus.lab.example:80: cannot connect (nobody listens at 127.8.53.10:80)");
}

TEST_F(RouteOfAMachine, SaysThatAnotherEndOfTheWayDoesNotListen) {
  pc.network().vpn_connections = {{.name = "Contoso", .gateway = {"127.8.53.12", 1}, .connected = true}};
  EXPECT_EQ(way(), "12029: wsus.lab.example:8530: cannot connect (nobody listens at 127.8.53.12:1)");
}

TEST_F(RouteOfAMachine, SaysThatANameIsNotFound) {
  EXPECT_EQ(way({.host = "wsus2.lab.example"}), "12007: wsus2.lab.example: the name cannot be resolved");
}

TEST_F(RouteOfAMachine, BlamesTheProxyForWhatIsItsFault) {
  use_proxy("proxy2.lab.example:3128");
  EXPECT_EQ(way(), "12007: WinHTTP proxy proxy2.lab.example:3128: proxy2.lab.example: the name cannot be resolved");
  use_proxy("proxy.lab.example:3128");
  EXPECT_EQ(way(),
            "12029: WinHTTP proxy proxy.lab.example:3128: proxy.lab.example:3128: cannot connect (nobody listens at "
            "127.8.53.11:3128)");
}

TEST_F(RouteOfAMachine, InARealNetworkNamesPassThrough) {
  pc.network().outside = nullptr;
  EXPECT_EQ(way(), "wsus.lab.example:8530");
  use_proxy("proxy.lab.example");
  EXPECT_EQ(way(), "proxy.lab.example:80 by proxy");
  use_proxy("");
  pc.files().write_as_system(machine::paths::hosts_file, "127.0.0.1 wsus.lab.example\r\n");
  EXPECT_EQ(way(), "127.0.0.1:8530");
}

TEST(DirectRoute, IsTheHostOfTheUrl) {
  auto const found = direct_route(wsus_url);
  ASSERT_TRUE(std::holds_alternative<Route>(found));
  EXPECT_EQ(std::get<Route>(found).host, "wsus.lab.example");
  EXPECT_EQ(std::get<Route>(found).port, 8530);
  EXPECT_FALSE(std::get<Route>(found).through_proxy);
}

}  // namespace
}  // namespace wsus::transport
