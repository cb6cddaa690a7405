// netsh wlan: changing the provider, its texts, and every refusal.
#include "tests/unit/client_sim/shell/client_prompt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace wsus::client_shell {
namespace {

using testing::StartsWith;
using windows::CommandResult;

class NetshWlan : public testing::Test {
protected:
  NetshWlan() { pc.machine.network().wlan_profiles = {{.name = "Home ISP"}, {.name = "Hotspot"}}; }
  std::string connected() { return pc.machine.network().wlan()->name; }
  ClientPrompt pc;
};

CommandResult const done{0, "Connection request was completed successfully.\n"};

TEST_F(NetshWlan, ConnectsToAnotherProvider) {
  EXPECT_EQ(connected(), "Home ISP");
  EXPECT_EQ(pc.type("netsh wlan connect name=Hotspot"), done);
  EXPECT_EQ(connected(), "Hotspot");
  EXPECT_EQ(pc.type(R"(NETSH WLAN CONNECT Name="Home ISP" ssid="Home ISP" interface=wi-fi)"), done);
  EXPECT_EQ(connected(), "Home ISP");
  EXPECT_EQ(pc.type("netsh wlan connect Hotspot"), done);
  EXPECT_EQ(connected(), "Hotspot");
}

TEST_F(NetshWlan, NeedsNoElevationAndLeavesTheCache) {
  pc.prompt.session().identity = not_elevated();
  auto const now = pc.machine.now();
  pc.machine.network().dns_cache.put("wsus", "127.0.0.2", now + std::chrono::seconds(60));
  EXPECT_EQ(pc.type("netsh wlan connect name=Hotspot"), done);
  EXPECT_EQ(pc.machine.network().dns_cache.find("wsus", now), "127.0.0.2");
}

TEST_F(NetshWlan, RefusalsLeaveTheProvider) {
  struct Row {
    std::string_view line;
    std::string_view start;
  };
  for (auto const& [line, start] :
       {Row{"netsh wlan connect name=Cafe", "There is no profile \"Cafe\" assigned to the specified interface.\n"},
        Row{"netsh wlan connect name=hotspot",
            "There is no profile \"hotspot\" assigned to the specified interface.\n"},
        Row{"netsh wlan connect name=Hotspot ssid=Cafe",
            "The network specified by profile \"Hotspot\" is not available to connect.\n"},
        Row{"netsh wlan connect name=Hotspot interface=Ethernet",
            "There is no such wireless interface on the system.\n"},
        Row{"netsh wlan connect", "\nUsage: connect [name=]"}, Row{"netsh wlan connect ssid=Hotspot", "\nUsage: "},
        Row{"netsh wlan connect profile=Hotspot", "profile=Hotspot is not a valid argument for this command.\n"},
        Row{"netsh wlan dance", "The following command was not found: wlan dance.\n"},
        Row{"netsh wlan show drivers", "The following command was not found: wlan show drivers.\n"},
        Row{"netsh wlan show profiles x", "x is not a valid argument for this command.\n"}}) {
    auto const result = pc.type(line);
    EXPECT_EQ(result.exit_code, 1) << line;
    EXPECT_THAT(result.output, StartsWith(std::string(start))) << line;
    EXPECT_EQ(connected(), "Home ISP") << line;
  }
}

TEST_F(NetshWlan, ShowsProfilesAndTheInterface) {
  EXPECT_EQ(pc.type("netsh wlan show profiles"),
            (CommandResult{0, "\nProfiles on interface Wi-Fi:\n\n"
                              "Group policy profiles (read only)\n---------------------------------\n    <None>\n\n"
                              "User profiles\n-------------\n"
                              "    All User Profile     : Home ISP\n"
                              "    All User Profile     : Hotspot\n\n"}));
  EXPECT_EQ(pc.type("netsh wlan show profile"), pc.type("netsh wlan show profiles"));
  EXPECT_EQ(pc.type("netsh wlan show interfaces"), (CommandResult{0, "\nThere is 1 interface on the system:\n\n"
                                                                     "    Name                   : Wi-Fi\n"
                                                                     "    State                  : connected\n"
                                                                     "    SSID                   : Home ISP\n"
                                                                     "    Profile                : Home ISP\n\n"}));
}

TEST_F(NetshWlan, HelpConnectsNothing) {
  for (auto const* line : {"netsh wlan", "netsh wlan /?", "netsh wlan connect /?", "netsh wlan show"}) {
    EXPECT_EQ(pc.type(line).exit_code, 0) << line;
  }
  EXPECT_EQ(connected(), "Home ISP");
}

TEST(NetshWlanWithoutRadio, SaysSo) {
  ClientPrompt pc;
  CommandResult const none{1, "There is no wireless interface on the system.\n"};
  EXPECT_EQ(pc.type("netsh wlan connect name=Hotspot"), none);
  EXPECT_EQ(pc.type("netsh wlan show interfaces"), none);
}

}  // namespace
}  // namespace wsus::client_shell
