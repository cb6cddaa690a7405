// Proves what icacls changes, for whom, and its texts and exit codes.
#include "tests/unit/server/shell/server_machine.hpp"

#include "server/shell/icacls_arguments.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::server_shell::test {
namespace {

using windows::Access;

constexpr std::string_view processed =
    "processed file: web.config\nSuccessfully processed 1 files; Failed processing 0 files\n";

/// The level that `account` has after `line`, run by an administrator who has taken the file.
Access level_after(std::string const& line, std::string const& account) {
  ServerMachine server;
  (void)server.run("takeown /f web.config");
  auto const result = server.run(line);
  EXPECT_EQ(result.exit_code, 0) << line << "\n" << result.output;
  EXPECT_EQ(result.output, processed) << line;
  auto const access = server.security().access;
  auto const found = access.find(account);
  return found == access.end() ? Access::none : found->second;
}

struct Grant {
  std::string words;
  std::string account;
  Access level;
};

TEST(Icacls, GrantsEveryFormOfAPermission) {
  for (auto const& [words, account, level] : {
           Grant{"/grant administrator:(F)", "administrator", Access::full},
           Grant{"/grant Administrator:F", "administrator", Access::full},
           Grant{"/GRANT administrator:(f)", "administrator", Access::full},
           Grant{"/grant WSUS\\administrator:(F)", "administrator", Access::full},
           Grant{"/grant .\\administrator:(F)", "administrator", Access::full},
           Grant{"/grant administrator:(M)", "administrator", Access::modify},
           Grant{"/grant administrator:(RX)", "administrator", Access::read},
           Grant{"/grant administrator:R", "administrator", Access::read},
           Grant{"/grant administrator:(W)", "administrator", Access::write},
           Grant{"/grant administrator:(R,W)", "administrator", Access::modify},
           Grant{"/grant administrator:(OI)(CI)F", "administrator", Access::full},
           Grant{"/grant administrators:(F)", "administrators", Access::full},
           Grant{"/grant BUILTIN\\Administrators:(F)", "administrators", Access::full},
           Grant{"/grant *S-1-5-32-544:(F)", "administrators", Access::full},
           Grant{"/grant Everyone:(W)", "users", Access::modify},
           Grant{"/grant:r users:(W)", "users", Access::write},
           Grant{"/grant administrator:R guest:(M)", "Guest", Access::modify},
           Grant{"/grant administrators:(R) /t /c", "administrators", Access::read},
           Grant{"/grant:r SYSTEM:(R)", "SYSTEM", Access::read},
           Grant{"/grant SYSTEM:(R)", "SYSTEM", Access::full},
           Grant{"/remove users", "users", Access::none},
           Grant{"/remove:g users", "users", Access::none},
           Grant{"/remove guest", "Guest", Access::none},
       }) {
    EXPECT_EQ(level_after("icacls web.config " + words, account), level) << words;
  }
}

TEST(Icacls, AnAdministratorWhoIsNotOwnerIsRefused) {
  ServerMachine server;
  auto const result = server.run("icacls web.config /grant administrator:(F)");
  EXPECT_EQ(result.exit_code, 5);
  EXPECT_EQ(result.output,
            "web.config: Access is denied.\nSuccessfully processed 0 files; Failed processing 1 files\n");
  EXPECT_EQ(server.security().access, iis::initial_web_config_security().access);
}

TEST(Icacls, AnOwnerMayChangeTheListWithoutElevation) {
  ServerMachine server;
  (void)server.run("takeown /f web.config");
  EXPECT_EQ(server.run("icacls web.config /grant administrator:(F)", not_elevated).exit_code, 0);
  EXPECT_EQ(server.run("icacls web.config /grant alice:(F)", plain_user).exit_code, 5);
}

TEST(Icacls, ListsTheAccessList) {
  ServerMachine server;
  auto const result = server.run("icacls web.config");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.output, "web.config NT AUTHORITY\\SYSTEM:(F)\n"
                           "           NT SERVICE\\TrustedInstaller:(F)\n"
                           "           BUILTIN\\Administrators:(RX)\n"
                           "           BUILTIN\\Users:(RX)\n"
                           "\nSuccessfully processed 1 files; Failed processing 0 files\n");
}

TEST(Icacls, NamesLocalUsersWithTheComputer) {
  ServerMachine server;
  server.open_up();
  EXPECT_THAT(server.run("icacls web.config").output, testing::HasSubstr(" WSUS\\administrator:(F)\n"));
}

TEST(Icacls, ListingNeedsReadAccess) {
  ServerMachine server;
  server.files.set_security(iis::client_web_config, {.owner = "SYSTEM", .access = {{"SYSTEM", Access::full}}});
  EXPECT_EQ(server.run("icacls web.config").exit_code, 5);
}

TEST(Icacls, QuietLeavesTheFilesLineOut) {
  ServerMachine server;
  (void)server.run("takeown /f web.config");
  EXPECT_EQ(server.run("icacls web.config /grant administrator:F /q").output,
            "Successfully processed 1 files; Failed processing 0 files\n");
}

struct Row {
  std::string line;
  int exit_code;
  std::string output;
};

TEST(Icacls, MistakesAreToldAndChangeNothing) {
  ServerMachine server;
  (void)server.run("takeown /f web.config");
  std::string const failed_one = "\nSuccessfully processed 0 files; Failed processing 1 files\n";
  for (auto const& [line, exit_code, output] : {
           Row{"icacls web.config /grant bob:(F)", 1332,
               "bob: No mapping between account names and security IDs was done." + failed_one},
           Row{"icacls web.config /grant administrator:(F) bob:(F)", 1332,
               "bob: No mapping between account names and security IDs was done." + failed_one},
           Row{"icacls web.config /grant OTHER\\administrator:(F)", 1332,
               "OTHER\\administrator: No mapping between account names and security IDs was done." + failed_one},
           Row{"icacls webb.config /grant administrator:(F)", 2,
               "webb.config: The system cannot find the file specified." + failed_one},
           Row{R"(icacls C:\no\web.config)", 3,
               "C:\\no\\web.config: The system cannot find the path specified." + failed_one},
           Row{"icacls web.config /grant administrator", 87, "Invalid parameter \"administrator\"\n"},
           Row{"icacls web.config /grant administrator:(X)", 87, "Invalid parameter \"administrator:(X)\"\n"},
           Row{"icacls web.config /grant administrator:(F", 87, "Invalid parameter \"administrator:(F\"\n"},
           Row{"icacls web.config /grant :F", 87, "Invalid parameter \":F\"\n"},
           Row{"icacls web.config /grant administrator: (F)", 87, "Invalid parameter \"administrator:\"\n"},
           Row{"icacls web.config /grant", 87, "Invalid parameter \"/grant\"\n"},
           Row{"icacls web.config /grant /t", 87, "Invalid parameter \"/t\"\n"},
           Row{"icacls web.config /give administrator:(F)", 87, "Invalid parameter \"/give\"\n"},
           Row{"icacls web.config administrator:(F)", 87, "Invalid parameter \"administrator:(F)\"\n"},
           Row{"icacls /grant web.config", 87, "Invalid parameter \"/grant\"\n"},
       }) {
    auto const result = server.run(line);
    EXPECT_EQ(result.exit_code, exit_code) << line;
    EXPECT_EQ(result.output, output) << line;
    EXPECT_EQ(server.security().access, iis::initial_web_config_security().access) << line;
  }
}

}  // namespace
}  // namespace wsus::server_shell::test
