// Proves who may take a file, and the command's texts and exit codes.
#include "tests/unit/server/shell/server_machine.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::server_shell::test {
namespace {

TEST(Takeown, AnElevatedAdministratorBecomesOwner) {
  ServerMachine server;
  auto const result = server.run("takeown /F WEB.CONFIG");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.output, "\nSUCCESS: The file (or folder): \"C:\\Program Files\\Update "
                           "Services\\WebServices\\ClientWebService\\web.config\" "
                           "now owned by user \"WSUS\\administrator\".\n");
  EXPECT_EQ(server.security().owner, "administrator");
  EXPECT_EQ(server.security().access, iis::initial_web_config_security().access);
}

TEST(Takeown, WithAItGoesToTheGroup) {
  ServerMachine server;
  auto const result = server.run("takeown /a /f web.config");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.output, testing::EndsWith("now owned by the administrators group.\n"));
  EXPECT_EQ(server.security().owner, "administrators");
}

TEST(Takeown, WithoutElevationItIsRefused) {
  ServerMachine server;
  auto const result = server.run("takeown /f web.config", not_elevated);
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.output,
            "ERROR: The current logged on user does not have ownership privileges on the file (or folder) "
            "\"C:\\Program Files\\Update Services\\WebServices\\ClientWebService\\web.config\".\n");
  EXPECT_EQ(server.security().owner, "SYSTEM");
}

TEST(Takeown, FullAccessIsEnoughWithoutElevation) {
  ServerMachine server;
  auto security = server.security();
  security.access["alice"] = windows::Access::full;
  server.files.set_security(iis::client_web_config, security);
  EXPECT_EQ(server.run("takeown /f web.config", plain_user).exit_code, 0);
  EXPECT_EQ(server.security().owner, "alice");
}

struct Row {
  std::string line;
  std::string output;
};

TEST(Takeown, MistakesAreTold) {
  ServerMachine server;
  for (auto const& [line, output] : {
           Row{"takeown /f webb.config", "ERROR: The system cannot find the file specified.\n"},
           Row{"takeown /x web.config", "ERROR: Invalid argument/option - '/x'.\nType \"TAKEOWN /?\" for usage.\n"},
           Row{"takeown web.config",
               "ERROR: Invalid argument/option - 'web.config'.\nType \"TAKEOWN /?\" for usage.\n"},
           Row{"takeown /f", "ERROR: Invalid syntax. Value expected for '/f'.\nType \"TAKEOWN /?\" for usage.\n"},
           Row{"takeown", "ERROR: Invalid syntax. Mandatory option '/f' is missing.\nType \"TAKEOWN /?\" for usage.\n"},
       }) {
    auto const result = server.run(line);
    EXPECT_EQ(result.exit_code, 1) << line;
    EXPECT_EQ(result.output, output) << line;
  }
  EXPECT_EQ(server.security().owner, "SYSTEM");
}

TEST(Takeown, HelpIsNoMistake) {
  ServerMachine server;
  auto const result = server.run("takeown /?");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.output, testing::HasSubstr("TAKEOWN /F filename [/A]"));
}

}  // namespace
}  // namespace wsus::server_shell::test
