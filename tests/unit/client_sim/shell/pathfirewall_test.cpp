// pathfirewall: a firewall on the machine's way.
#include "tests/unit/client_sim/shell/client_prompt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::client_shell {
namespace {

using machine::Passage;
using testing::StartsWith;
using windows::CommandResult;

class PathFirewall : public testing::Test {
protected:
  Passage passage(std::string address, std::uint16_t port) {
    return pc.machine.network().passage_to({.address = std::move(address), .port = port});
  }
  ClientPrompt pc;
};

// FM52
TEST_F(PathFirewall, DropsAndRefusesUntilItIsOpened) {
  EXPECT_EQ(pc.type("pathfirewall drop 8530"), (CommandResult{0, ""}));
  EXPECT_EQ(pc.type("pathfirewall refuse any 127.8.53.11").exit_code, 0);
  EXPECT_EQ(passage("127.8.53.10", 8530), Passage::dropped);
  EXPECT_EQ(passage("127.8.53.11", 80), Passage::refused);
  EXPECT_EQ(passage("127.8.53.10", 8531), Passage::open);
  EXPECT_EQ(pc.type("pathfirewall"), (CommandResult{0, "drop any:8530\nrefuse 127.8.53.11:any\n"}));
  pc.type("ipconfig /flushdns");
  EXPECT_EQ(passage("127.8.53.10", 8530), Passage::dropped);
  EXPECT_EQ(pc.type("pathfirewall open").exit_code, 0);
  EXPECT_EQ(passage("127.8.53.10", 8530), Passage::open);
  EXPECT_EQ(pc.type("pathfirewall"), (CommandResult{0, "Everything passes.\n"}));
}

TEST_F(PathFirewall, MistakesChangeNothing) {
  for (auto const* line : {"pathfirewall drop", "pathfirewall drop 0", "pathfirewall drop x", "pathfirewall drop 65536",
                           "pathfirewall block 8530", "pathfirewall open 8530", "pathfirewall drop 8530 host",
                           "pathfirewall drop 8530 127.0.0.1 x"}) {
    auto const result = pc.type(line);
    EXPECT_EQ(result.exit_code, 1) << line;
    EXPECT_THAT(result.output, StartsWith("Usage (the command is the lab's own)")) << line;
  }
  EXPECT_EQ(pc.type("pathfirewall /?").exit_code, 0);
  EXPECT_TRUE(pc.machine.network().barriers.empty());
}

}  // namespace
}  // namespace wsus::client_shell
