// restart and shutdown /r: what a restart leaves, and every refusal.
#include "client_sim/machine/paths.hpp"
#include "tests/unit/client_sim/shell/client_prompt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>

namespace wsus::client_shell {
namespace {

using machine::ServiceState;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;
using windows::CommandResult;

CommandResult const silence{0, ""};

class Restart : public testing::Test {
protected:
  Restart() {
    auto& network = pc.machine.network();
    network.dns_cache.put("wsus", "127.0.0.5", pc.machine.now() + std::chrono::hours(1));
    network.vpn_connections = {{.name = "VPN", .connected = true, .split_tunneling = true}};
    network.wlan_profiles = {{.name = "Home"}, {.name = "Hotspot"}};
    network.wlan_connected = 1;
  }
  [[nodiscard]] bool is_connected() { return pc.machine.network().vpn_connections[0].connected; }
  std::size_t cached() { return pc.machine.network().dns_cache.entries(pc.machine.now()).size(); }
  ClientPrompt pc;
};

TEST_F(Restart, ConnectionsAndCacheAreGone) {
  pc.type(R"(cd C:\Users)");
  EXPECT_EQ(pc.type("restart"), silence);
  EXPECT_FALSE(is_connected());
  EXPECT_EQ(cached(), 0U);
  EXPECT_EQ(pc.prompt.session().cwd, R"(C:\Windows\System32)");
}

TEST_F(Restart, SettingsStay) {
  pc.machine.data_store().updates.edit()[7] = {.revision_id = 7};
  auto const registry = pc.machine.registry().all().size();
  pc.type("restart");
  EXPECT_TRUE(pc.machine.network().vpn_connections[0].split_tunneling);
  EXPECT_EQ(pc.machine.network().wlan()->name, "Hotspot");
  EXPECT_EQ(pc.machine.data_store().updates.size(), 1U);
  EXPECT_EQ(pc.machine.registry().all().size(), registry);
}

TEST_F(Restart, ServicesAreAsWindowsStartsThem) {
  auto& services = pc.machine.services();
  services.set_state("wuauserv", ServiceState::stopped);
  services.set("bits", {machine::ServiceState::stopped, machine::StartType::disabled});
  services.set_state("msiserver", ServiceState::running);
  EXPECT_EQ(pc.type("restart"), silence);
  EXPECT_TRUE(pc.runs("wuauserv"));
  EXPECT_TRUE(pc.runs("cryptsvc"));
  EXPECT_TRUE(services.is_disabled("bits"));
  EXPECT_EQ(services.find("msiserver")->setting.state, ServiceState::stopped);
  EXPECT_THAT(pc.asked, ElementsAre("service_started"));
}

TEST_F(Restart, PolicyThatHasChangedIsProcessed) {
  auto outside = std::make_shared<machine::LabNetwork>();
  pc.machine.network().outside = outside;
  outside->domain_policy = {
      {std::string(machine::keys::policy), "WUServer", {.type = "REG_SZ", .text = "http://x:8530"}}};
  pc.type("restart");
  EXPECT_EQ(pc.machine.registry().get_text(machine::keys::policy, "WUServer"), "http://x:8530");
}

TEST_F(Restart, ARunningAgentIsStartedAgain) {
  pc.type("shutdown /r /t 0");
  EXPECT_THAT(pc.asked, ElementsAre("service_started"));
}

TEST_F(Restart, ADisabledAgentIsNot) {
  pc.machine.services().set("wuauserv", {machine::ServiceState::stopped, machine::StartType::disabled});
  EXPECT_EQ(pc.type("restart"), silence);
  EXPECT_FALSE(pc.runs("wuauserv"));
  EXPECT_THAT(pc.asked, IsEmpty());
}

TEST_F(Restart, AnAgentWithoutItsFoldersMakesThemAnew) {
  pc.type("net stop wuauserv");
  pc.type(R"(ren C:\Windows\SoftwareDistribution SoftwareDistribution.old)");
  pc.type("restart");
  EXPECT_TRUE(pc.machine.files().is_directory(machine::paths::data_store));
}

TEST_F(Restart, ShutdownRestartsInEveryForm) {
  for (auto const* line :
       {"shutdown /r", "SHUTDOWN.EXE -R -T 0 -F", R"(shutdown /f /r /t 60 /c "for updates" /d p:2:17)"}) {
    pc.machine.network().vpn_connections[0].connected = true;
    EXPECT_EQ(pc.type(line), silence) << line;
    EXPECT_FALSE(is_connected()) << line;
  }
}

TEST_F(Restart, OtherRequestsGetTheUsage) {
  for (auto const* line :
       {"shutdown /s", "shutdown /l", "shutdown /r /s", "shutdown r", "shutdown /t 0", "shutdown /f", "shutdown /r /t",
        "shutdown /r /t x", "shutdown /r /t -1", "shutdown /r /t 315360001", "shutdown /r /x"}) {
    auto const result = pc.type(line);
    EXPECT_EQ(result.exit_code, 1) << line;
    EXPECT_THAT(result.output, StartsWith("Usage: shutdown [/i | /l | /s |")) << line;
  }
  EXPECT_EQ(pc.type("shutdown").exit_code, 0);
  EXPECT_EQ(pc.type("shutdown /?").exit_code, 0);
  EXPECT_EQ(pc.type("restart /f"), (CommandResult{1, "restart takes no options; shutdown /r does.\n"}));
  EXPECT_EQ(pc.type("restart /?").exit_code, 0);
  EXPECT_TRUE(is_connected());
  EXPECT_EQ(cached(), 1U);
  EXPECT_THAT(pc.asked, IsEmpty());
}

TEST_F(Restart, WithoutElevationAccessIsDenied) {
  pc.prompt.session().identity = not_elevated();
  for (auto const* line : {"restart", "shutdown /r /t 0"}) {
    EXPECT_EQ(pc.type(line), (CommandResult{5, "Access is denied.(5)\n"})) << line;
  }
  EXPECT_TRUE(is_connected());
  EXPECT_EQ(cached(), 1U);
  EXPECT_THAT(pc.asked, IsEmpty());
}

}  // namespace
}  // namespace wsus::client_shell
