// rasdial: connecting, hanging up, and every refusal.
#include "tests/unit/client_sim/shell/client_prompt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::client_shell {
namespace {

using testing::StartsWith;
using windows::CommandResult;

CommandResult const completed{0, "Command completed successfully.\n"};
CommandResult const none{0, "No connections\nCommand completed successfully.\n"};

class Rasdial : public testing::Test {
protected:
  Rasdial() { pc.machine.network().vpn_connections = {{.name = "Work VPN", .connected = true}, {.name = "Other"}}; }
  bool is_connected(std::size_t index) { return pc.machine.network().vpn_connections[index].connected; }
  ClientPrompt pc;
};

TEST_F(Rasdial, DisconnectsOneByName) {
  EXPECT_EQ(pc.type(R"(rasdial "work vpn" /DISCONNECT)"), completed);
  EXPECT_FALSE(is_connected(0));
  EXPECT_EQ(pc.type(R"(rasdial "Work VPN" /disconnect)"), none);
}

TEST_F(Rasdial, DisconnectsAll) {
  pc.type("rasdial Other");
  EXPECT_EQ(pc.type("rasdial /disconnect"), completed);
  EXPECT_FALSE(is_connected(0));
  EXPECT_FALSE(is_connected(1));
  EXPECT_EQ(pc.type("rasdial.exe /d"), none);
}

TEST_F(Rasdial, AnotherConnectionStays) {
  EXPECT_EQ(pc.type("rasdial Other /disconnect"), none);
  EXPECT_TRUE(is_connected(0));
}

TEST_F(Rasdial, ConnectsWithOrWithoutCredentials) {
  EXPECT_EQ(pc.type("rasdial Other bob secret /domain:CONTOSO"),
            (CommandResult{0, "Connecting to Other...\nVerifying username and password...\n"
                              "Registering your computer on the network...\nSuccessfully connected to Other.\n"
                              "Command completed successfully.\n"}));
  EXPECT_TRUE(is_connected(1));
  EXPECT_EQ(pc.type("rasdial OTHER"),
            (CommandResult{0, "You are already connected to Other.\nCommand completed successfully.\n"}));
}

TEST_F(Rasdial, AloneItLists) {
  EXPECT_EQ(pc.type("rasdial"), (CommandResult{0, "Connected to\nWork VPN\nCommand completed successfully.\n"}));
  pc.type("rasdial /disconnect");
  EXPECT_EQ(pc.type("rasdial"), none);
}

TEST_F(Rasdial, AnUnknownEntryIsError623) {
  for (auto const* line : {"rasdial Home", "rasdial Home /disconnect"}) {
    auto const result = pc.type(line);
    EXPECT_EQ(result.exit_code, 623) << line;
    EXPECT_THAT(result.output, StartsWith("\nRemote Access error 623 - The system could not find the phone book entry "
                                          "for this connection.\n"));
  }
  EXPECT_TRUE(is_connected(0));
}

TEST_F(Rasdial, WrongOptionsGetTheUsage) {
  for (auto const* line : {"rasdial /hangup", "rasdial Other /x", "rasdial Other a b c", "rasdial Other x /disconnect",
                           "rasdial /domain:x"}) {
    auto const result = pc.type(line);
    EXPECT_EQ(result.exit_code, 1) << line;
    EXPECT_THAT(result.output, StartsWith("USAGE:\n\trasdial entryname")) << line;
  }
  EXPECT_EQ(pc.type("rasdial /?").exit_code, 0);
  EXPECT_TRUE(is_connected(0));
  EXPECT_FALSE(is_connected(1));
}

}  // namespace
}  // namespace wsus::client_shell
