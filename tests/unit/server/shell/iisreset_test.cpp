// Proves when iisreset resets, and its texts.
#include "tests/unit/server/shell/server_machine.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::server_shell::test {
namespace {

TEST(Iisreset, RestartsOnceInEachOfItsForms) {
  for (std::string_view const line : {"iisreset", "IISReset.exe", "iisreset /restart", "iisreset /NOFORCE"}) {
    ServerMachine server;
    auto const result = server.run(line);
    EXPECT_EQ(result.exit_code, 0) << line;
    EXPECT_EQ(result.output, "\nAttempting stop...\nInternet services successfully stopped\nAttempting start...\n"
                             "Internet services successfully restarted\n")
        << line;
    EXPECT_EQ(server.resets, 1) << line;
  }
}

TEST(Iisreset, NeedsAnElevatedPrompt) {
  ServerMachine server;
  auto const result = server.run("iisreset", not_elevated);
  EXPECT_EQ(result.exit_code, 5);
  EXPECT_EQ(result.output, "\nAccess denied, you must be an administrator of the remote computer to use this\n"
                           "command. Either have your user account added to the administrator local group of\n"
                           "the remote computer or to the domain administrator global group.\n");
  EXPECT_EQ(server.resets, 0);
}

TEST(Iisreset, OtherOptionsShowTheUsageAndDoNothing) {
  ServerMachine server;
  for (std::string_view const line :
       {"iisreset /enable", "iisreset otherserver", "iisreset /restart /now", "iisreset /start /stop"}) {
    auto const result = server.run(line);
    EXPECT_EQ(result.exit_code, 87) << line;
    EXPECT_THAT(result.output, testing::HasSubstr("iisreset [/RESTART] [/START] [/STOP] [/STATUS] [/NOFORCE]")) << line;
  }
  EXPECT_EQ(server.run("iisreset /?").exit_code, 0);
  EXPECT_EQ(server.resets, 0);
}

TEST(Iisreset, StopsAndStartsSitesAndServices) {
  ServerMachine server;
  EXPECT_EQ(server.run("iisreset /status").output,
            "Status for Windows Process Activation Service ( WAS ) : Running\n"
            "Status for World Wide Web Publishing Service ( W3SVC ) : Running\n");
  EXPECT_EQ(server.run("iisreset /stop").output, "\nAttempting stop...\nInternet services successfully stopped\n");
  EXPECT_FALSE(server.internet.listens(8530, false));
  EXPECT_EQ(server.resets, 0);
  EXPECT_THAT(server.run("iisreset /status").output, testing::HasSubstr("( W3SVC ) : Stopped"));
  EXPECT_EQ(server.run("iisreset /start").output, "\nAttempting start...\nInternet services successfully started\n");
  EXPECT_TRUE(server.internet.listens(8530, false));
  EXPECT_EQ(server.resets, 1);
  EXPECT_THAT(server.changes, testing::ElementsAre("W3SVC off", "WAS off", "WAS on", "W3SVC on"));
}

TEST(Iisreset, StartsPoolsThatWereStoppedByHand) {
  ServerMachine server;
  (void)server.run("appcmd stop apppool WsusPool");
  EXPECT_EQ(server.internet.pool("WsusPool")->state(), iis::ApplicationPool::State::stopped);
  (void)server.run("iisreset");
  EXPECT_EQ(server.internet.pool("WsusPool")->state(), iis::ApplicationPool::State::started);
}

TEST(Iisreset, CannotStartADisabledService) {
  ServerMachine server;
  (void)server.run("sc config W3SVC start= disabled");
  auto const result = server.run("iisreset");
  EXPECT_EQ(result.exit_code, 1058);
  EXPECT_THAT(result.output, testing::HasSubstr("it is disabled"));
  EXPECT_FALSE(server.internet.is_running());
  EXPECT_EQ(server.resets, 0);
}

TEST(Iisreset, WithoutServicesIsTheApplicationsAlone) {
  ServerMachine server;
  windows::Prompt prompt({.files = server.files}, server_commands({.iisreset = [&server] { ++server.resets; }}));
  EXPECT_EQ(prompt.run("iisreset").exit_code, 0);
  EXPECT_EQ(server.resets, 1);
}

}  // namespace
}  // namespace wsus::server_shell::test
