// ipconfig: the DNS cache, its texts, and every refusal.
#include "tests/unit/client_sim/shell/client_prompt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace wsus::client_shell {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using windows::CommandResult;

constexpr auto empty_cache = "\nWindows IP Configuration\n\nCould not display the DNS Resolver Cache.\n";

class Ipconfig : public testing::Test {
protected:
  Ipconfig() { put("wsus.lab.example", "127.0.0.5", 90); }
  void put(std::string_view name, std::string_view address, int seconds) {
    pc.machine.network().dns_cache.put(name, address, pc.machine.now() + std::chrono::seconds(seconds));
  }
  std::size_t cached() { return pc.machine.network().dns_cache.entries(pc.machine.now()).size(); }
  ClientPrompt pc;
};

TEST_F(Ipconfig, FlushEmptiesTheCache) {
  CommandResult const flushed{0, "\nWindows IP Configuration\n\nSuccessfully flushed the DNS Resolver Cache.\n"};
  EXPECT_EQ(pc.type("ipconfig /flushdns"), flushed);
  EXPECT_EQ(cached(), 0U);
  put("wsus", "127.0.0.5", 90);
  EXPECT_EQ(pc.type("IPCONFIG/FlushDNS"), flushed);
  EXPECT_EQ(cached(), 0U);
}

TEST_F(Ipconfig, RegisterLeavesTheCache) {
  EXPECT_EQ(pc.type("ipconfig /registerdns"),
            (CommandResult{0, "\nWindows IP Configuration\n\nRegistration of the DNS resource records for all adapters "
                              "of this computer has been initiated. Any errors will be reported in the Event Viewer in "
                              "15 minutes.\n"}));
  EXPECT_EQ(cached(), 1U);
}

TEST_F(Ipconfig, RegisterNeedsElevation) {
  pc.prompt.session().identity = not_elevated();
  EXPECT_EQ(pc.type("ipconfig /registerdns"), (CommandResult{1, "The requested operation requires elevation.\n"}));
  EXPECT_EQ(pc.type("ipconfig /flushdns").exit_code, 0) << "which everybody may do";
}

TEST_F(Ipconfig, DisplayShowsWhatIsGoodAndHowLong) {
  put("old.lab.example", "127.0.0.6", 0);
  EXPECT_EQ(pc.type("ipconfig /displaydns"), (CommandResult{0, "\nWindows IP Configuration\n\n"
                                                               "    wsus.lab.example\n"
                                                               "    ----------------------------------------\n"
                                                               "    Record Name . . . . . : wsus.lab.example\n"
                                                               "    Record Type . . . . . : 1\n"
                                                               "    Time To Live  . . . . : 90\n"
                                                               "    Data Length . . . . . : 4\n"
                                                               "    Section . . . . . . . : Answer\n"
                                                               "    A (Host) Record . . . : 127.0.0.5\n\n\n"}));
  pc.type("ipconfig /flushdns");
  EXPECT_EQ(pc.type("ipconfig /displaydns"), (CommandResult{1, empty_cache}));
}

TEST_F(Ipconfig, AloneItShowsTheAdapters) {
  auto& network = pc.machine.network();
  EXPECT_EQ(pc.type("ipconfig"), (CommandResult{0, "\nWindows IP Configuration\n\n\nEthernet adapter Ethernet:\n\n"
                                                   "   Connection-specific DNS Suffix  . : lab.example\n"}));
  network.wlan_profiles = {{.name = "Hotspot"}};
  network.vpn_connections = {{.name = "VPN", .connected = true}, {.name = "Idle"}};
  auto const result = pc.type("ipconfig /all");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.output,
              AllOf(HasSubstr("Host Name . . . . . . . . . . . . : PC01\n"), HasSubstr("Wireless LAN adapter Wi-Fi:\n"),
                    HasSubstr("PPP adapter VPN:\n"), Not(HasSubstr("Idle"))));
}

TEST_F(Ipconfig, WrongOptionsGetTheUsage) {
  for (auto const* line : {"ipconfig /flush", "ipconfig flushdns", "ipconfig /flushdns now", "ipconfig /"}) {
    auto const result = pc.type(line);
    EXPECT_EQ(result.exit_code, 1) << line;
    EXPECT_THAT(result.output, StartsWith("\nError: unrecognized or incomplete command line.\n\nUSAGE:\n")) << line;
  }
  EXPECT_THAT(pc.type("ipconfig /?").output, StartsWith("\nUSAGE:\n    ipconfig "));
  EXPECT_EQ(cached(), 1U);
}

}  // namespace
}  // namespace wsus::client_shell
