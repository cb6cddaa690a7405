// Rules of firewalls: what they match and what wins.
#include "client_sim/machine/system/firewall.hpp"

#include <gtest/gtest.h>

namespace wsus::machine {
namespace {

TEST(Barriers, TheFirstThatMatchesCounts) {
  std::vector<Barrier> const barriers{{.address = "10.0.0.1", .port = 8531, .effect = Passage::open},
                                      {.address = "10.0.0.1", .effect = Passage::refused},
                                      {.port = 8530, .effect = Passage::dropped}};
  EXPECT_EQ(passage_of(barriers, "10.0.0.1", 8531), Passage::open);
  EXPECT_EQ(passage_of(barriers, "10.0.0.1", 8530), Passage::refused);
  EXPECT_EQ(passage_of(barriers, "10.0.0.2", 8530), Passage::dropped);
  EXPECT_EQ(passage_of(barriers, "10.0.0.2", 8531), Passage::open);
  EXPECT_EQ(passage_of({}, "10.0.0.2", 8530), Passage::open);
}

TEST(MachineFirewall, BlocksWhatARuleNamesAndNothingElse) {
  FirewallRule rule{.name = "x", .blocks = true, .protocol = "tcp", .remote_port = "80,8530-8531"};
  EXPECT_FALSE(lets_out({rule}, "10.0.0.1", 8530));
  EXPECT_FALSE(lets_out({rule}, "10.0.0.1", 80));
  EXPECT_TRUE(lets_out({rule}, "10.0.0.1", 8532));
  rule.remote_address = "10.0.0.2,10.0.0.3";
  EXPECT_TRUE(lets_out({rule}, "10.0.0.1", 8530));
  EXPECT_FALSE(lets_out({rule}, "10.0.0.3", 8530));
}

TEST(MachineFirewall, RulesThatAreOffInboundForUdpOrAllowBlockNothing) {
  FirewallRule const block{.name = "x", .blocks = true};
  EXPECT_FALSE(lets_out({block}, "10.0.0.1", 8530));
  auto off = block;
  off.enabled = false;
  auto inbound = block;
  inbound.inbound = true;
  auto udp = block;
  udp.protocol = "UDP";
  auto allow = block;
  allow.blocks = false;
  EXPECT_TRUE(lets_out({off, inbound, udp, allow}, "10.0.0.1", 8530));
  EXPECT_FALSE(lets_out({allow, block}, "10.0.0.1", 8530)) << "blocking wins";
}

TEST(PortList, IsAnyOrPortsAndRanges) {
  for (auto const* good : {"any", "ANY", "0", "8530", "1-65535", "80,443,8530-8531"})
    EXPECT_TRUE(is_port_list(good)) << good;
  for (auto const* bad : {"", "x", "65536", "2-1", "80,", "-1", "80-", "8 0"}) EXPECT_FALSE(is_port_list(bad)) << bad;
}

}  // namespace
}  // namespace wsus::machine
