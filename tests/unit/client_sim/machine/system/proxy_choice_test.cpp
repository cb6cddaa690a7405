// Which proxies a call may go through, and in which order.
#include "client_sim/machine/system/proxy_choice.hpp"

#include "tests/unit/client_sim/machine/machine_fixture.hpp"

#include <gmock/gmock.h>

#include <memory>
#include <string>

namespace wsus::machine {
namespace {

using testing::ElementsAre;

std::string text(ProxyWay const& way) { return way ? way->host + ":" + std::to_string(way->port) : "direct"; }

class ProxyChoice : public testing::Test {
protected:
  ProxyChoice() {
    pc.machine.network().outside = outside;
    outside->pac_files["http://pac.lab.example/proxy.pac"] = {
        .rules = {{"wsus.*", "DIRECT"}, {"*.lab.example", "PROXY pac:3128; PROXY spare:3129; DIRECT"}}};
  }
  [[nodiscard]] std::vector<std::string> ways(ProxyUse use = ProxyUse::scan,
                                              std::string_view host = "up.lab.example") const {
    std::vector<std::string> result;
    for (auto const& way : proxy_ways(pc.machine, use, "http", host)) result.push_back(text(way));
    return result;
  }
  void set_system(ProxySettings settings) { set_winhttp_proxy(pc.machine.registry(), settings); }
  void set_user(std::string server) {
    pc.machine.registry().set_dword(keys::user_internet_settings, "ProxyEnable", 1);
    pc.machine.registry().set_text(keys::user_internet_settings, "ProxyServer", std::move(server));
  }

  TestMachine pc;
  std::shared_ptr<LabNetwork> outside = std::make_shared<LabNetwork>();
};

TEST_F(ProxyChoice, WithoutSettingsEverythingGoesStraight) {
  EXPECT_THAT(ways(), ElementsAre("direct"));
  EXPECT_THAT(ways(ProxyUse::report), ElementsAre("direct"));
}

TEST_F(ProxyChoice, TheStaticProxyIsOne) {
  set_system({.servers = "proxy:8080"});
  EXPECT_THAT(ways(), ElementsAre("proxy:8080"));
}

TEST_F(ProxyChoice, AScriptComesBeforeTheStaticProxy) {
  set_system({.servers = "proxy:8080", .auto_config_url = "http://pac.lab.example/proxy.pac"});
  EXPECT_THAT(ways(), ElementsAre("pac:3128", "spare:3129", "direct"));
  EXPECT_THAT(ways(ProxyUse::scan, "WSUS.lab.example"), ElementsAre("direct")) << "the first rule";
  EXPECT_THAT(ways(ProxyUse::scan, "elsewhere.example"), ElementsAre("direct")) << "no rule";
}

TEST_F(ProxyChoice, AScriptThatIsNotThereIsPassedOver) {
  set_system({.servers = "proxy:8080", .auto_config_url = "http://pac.lab.example/other.pac"});
  EXPECT_THAT(ways(), ElementsAre("proxy:8080"));
  outside->pac_files["http://pac.lab.example/other.pac"] = {.rules = {{"*", "SOCKS nobody:1; PROXY"}}};
  EXPECT_THAT(ways(), ElementsAre("proxy:8080")) << "an answer without anything to use";
}

TEST_F(ProxyChoice, WpadIsFoundInTheMachinesOwnDomain) {
  set_system({.servers = "proxy:8080", .auto_detect = true});
  outside->pac_files["http://wpad.lab.example/wpad.dat"] = {.rules = {{"*", "PROXY wpad:1"}}};
  EXPECT_THAT(ways(), ElementsAre("proxy:8080")) << "DNS does not know the name";
  outside->dns.set("wpad.lab.example", {.address = "127.8.53.20"});
  EXPECT_THAT(ways(), ElementsAre("wpad:1"));
  set_system({.servers = "proxy:8080"});
  EXPECT_THAT(ways(), ElementsAre("proxy:8080")) << "nobody asked for it";
}

TEST_F(ProxyChoice, TheUsersProxyTakesNoPartInScans) {
  set_user("users:8081");
  EXPECT_THAT(ways(), ElementsAre("direct"));
}

TEST_F(ProxyChoice, PolicyLetsScansFallBackToTheUsersProxy) {
  set_system({.servers = "proxy:8080"});
  set_user("users:8081");
  pc.machine.registry().set_dword(keys::policy, "SetProxyBehaviorForUpdateDetection", 1);
  EXPECT_THAT(ways(), ElementsAre("proxy:8080", "users:8081"));
  pc.machine.registry().set_dword(keys::policy, "SetProxyBehaviorForUpdateDetection", 0);
  EXPECT_THAT(ways(), ElementsAre("proxy:8080"));
}

TEST_F(ProxyChoice, ReportsAskTheUsersProxyFirst) {
  set_system({.servers = "proxy:8080"});
  set_user("users:8081");
  EXPECT_THAT(ways(ProxyUse::report), ElementsAre("users:8081", "proxy:8080"));
}

TEST(PacAnswer, NamesProxiesAndDirect) {
  auto const ways = ways_of_pac_answer(" PROXY a:1;proxy b ; DIRECT; HTTPS c:2;; PROXY :3");
  ASSERT_EQ(ways.size(), 3U);
  EXPECT_EQ(text(ways[0]), "a:1");
  EXPECT_EQ(text(ways[1]), "b:80");
  EXPECT_EQ(text(ways[2]), "direct");
  EXPECT_TRUE(ways_of_pac_answer("").empty());
}

}  // namespace
}  // namespace wsus::machine
