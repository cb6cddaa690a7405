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
  for (std::string_view const line : {"iisreset /stop", "iisreset otherserver", "iisreset /restart /now"}) {
    auto const result = server.run(line);
    EXPECT_EQ(result.exit_code, 87) << line;
    EXPECT_THAT(result.output, testing::HasSubstr("iisreset [/RESTART] [/NOFORCE]")) << line;
  }
  EXPECT_EQ(server.run("iisreset /?").exit_code, 0);
  EXPECT_EQ(server.resets, 0);
}

}  // namespace
}  // namespace wsus::server_shell::test
