// Proves what net, sc and taskkill do at the server, their texts and exit codes.
#include "tests/unit/server/shell/server_machine.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::server_shell::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(NetAtTheServer, StopsAndStartsTheWebService) {
  ServerMachine server;
  EXPECT_EQ(server.run("net stop w3svc").output,
            "The World Wide Web Publishing Service service is stopping.\n"
            "The World Wide Web Publishing Service service was stopped successfully.\n\n");
  EXPECT_FALSE(server.internet.listens(8530, false));
  EXPECT_EQ(server.run("net start \"World Wide Web Publishing Service\"").output,
            "The World Wide Web Publishing Service service is starting.\n"
            "The World Wide Web Publishing Service service was started successfully.\n\n");
  EXPECT_TRUE(server.internet.listens(8530, false));
  EXPECT_EQ(server.resets, 1) << "the application starts anew";
  EXPECT_THAT(server.changes, ElementsAre("W3SVC off", "W3SVC on"));
}

TEST(NetAtTheServer, TellsTheDatabaseToo) {
  ServerMachine server;
  EXPECT_EQ(server.run("net stop MSSQL$MICROSOFT##WID").exit_code, 0);
  EXPECT_THAT(server.changes, ElementsAre("MSSQL$MICROSOFT##WID off"));
  EXPECT_EQ(server.resets, 0);
  EXPECT_TRUE(server.internet.listens(8530, false));
}

TEST(NetAtTheServer, TheDatabaseIsDownWhileItsServiceIs) {
  ServerMachine server;
  susdb::Database database;
  auto control = server.control();
  control.wsus.database = &database;
  windows::Prompt prompt({.files = server.files}, server_commands(control));
  (void)prompt.run("net stop \"Windows Internal Database\"");
  EXPECT_EQ(database.state()->availability, susdb::Availability::stopped);
  (void)prompt.run("net start MSSQL$MICROSOFT##WID");
  EXPECT_EQ(database.state()->availability, susdb::Availability::running);
}

TEST(NetAtTheServer, DependentServicesAreAskedForAndYesStopsThem) {
  ServerMachine server;
  auto const asked = server.run("net stop was");
  EXPECT_EQ(asked.exit_code, 2);
  EXPECT_THAT(asked.output, HasSubstr("\n   World Wide Web Publishing Service\n"));
  EXPECT_TRUE(server.services.is_running("WAS"));
  EXPECT_EQ(server.run("net stop was /y").exit_code, 0);
  EXPECT_THAT(server.changes, ElementsAre("W3SVC off", "WAS off"));
}

TEST(NetAtTheServer, RefusalsChangeNothing) {
  struct Row {
    std::string_view line;
    int exit_code;
    std::string_view says;
  };
  for (auto const& row :
       {Row{"net start w3svc", 2, "The requested service has already been started."},
        Row{"net stop iisadmin", 2, "The service name is invalid."},
        Row{"net stop iisadmin", 2, "The lab's server has: MSSQL$MICROSOFT##WID, W3SVC, WAS, WsusService."},
        Row{"net stop", 1, "NET STOP"}, Row{"net use", 1, "The lab's server has START and STOP."}}) {
    ServerMachine server;
    auto const result = server.run(row.line);
    EXPECT_EQ(result.exit_code, row.exit_code) << row.line;
    EXPECT_THAT(result.output, HasSubstr(row.says)) << row.line;
    EXPECT_TRUE(server.changes.empty()) << row.line;
  }
  ServerMachine server;
  EXPECT_THAT(server.run("net stop w3svc", not_elevated).output, HasSubstr("System error 5 has occurred."));
  EXPECT_THAT(server.run("net start", not_elevated).output, HasSubstr("   WSUS Service\n"));
}

TEST(ScAtTheServer, ShowsStateAndConfiguration) {
  ServerMachine server;
  EXPECT_EQ(server.run("sc query w3svc").output, "\nSERVICE_NAME: W3SVC \n"
                                                 "        TYPE               : 20  WIN32_SHARE_PROCESS  \n"
                                                 "        STATE              : 4  RUNNING \n"
                                                 "                                (STOPPABLE, NOT_PAUSABLE, "
                                                 "ACCEPTS_SHUTDOWN)\n"
                                                 "        WIN32_EXIT_CODE    : 0  (0x0)\n"
                                                 "        SERVICE_EXIT_CODE  : 0  (0x0)\n"
                                                 "        CHECKPOINT         : 0x0\n"
                                                 "        WAIT_HINT          : 0x0\n");
  EXPECT_THAT(server.run("sc qc w3svc").output, HasSubstr("START_TYPE         : 2   AUTO_START\n"));
  EXPECT_THAT(server.run("sc queryex").output, HasSubstr("DISPLAY_NAME: WSUS Service\n"));
}

TEST(ScAtTheServer, StopsStartsAndConfigures) {
  ServerMachine server;
  EXPECT_THAT(server.run("sc stop W3SVC").output, HasSubstr("3  STOP_PENDING"));
  EXPECT_THAT(server.run("sc query W3SVC").output, HasSubstr("1  STOPPED"));
  EXPECT_EQ(server.run("sc config W3SVC start= disabled").output, "[SC] ChangeServiceConfig SUCCESS\n");
  auto const refused = server.run("sc start W3SVC");
  EXPECT_EQ(refused.exit_code, 1058);
  EXPECT_THAT(refused.output, HasSubstr("[SC] StartService FAILED 1058:\n\n"));
  EXPECT_EQ(server.run("sc config W3SVC start= auto").exit_code, 0);
  EXPECT_THAT(server.run("sc start W3SVC").output, HasSubstr("2  START_PENDING"));
  EXPECT_THAT(server.changes, ElementsAre("W3SVC off", "W3SVC on"));
}

TEST(ScAtTheServer, RefusesAsTheRealOneDoes) {
  ServerMachine server;
  EXPECT_EQ(server.run("sc query iisadmin").output,
            "[SC] EnumQueryServicesStatus:OpenService FAILED 1060:\n\nThe specified "
            "service does not exist as an installed service.\n\n");
  EXPECT_EQ(server.run("sc stop WAS").exit_code, 1051);
  EXPECT_EQ(server.run("sc start W3SVC").exit_code, 1056);
  EXPECT_EQ(server.run("sc config W3SVC start=auto").exit_code, 1639);
  EXPECT_EQ(server.run("sc pause W3SVC").exit_code, 1639);
  EXPECT_EQ(server.run("sc stop W3SVC", not_elevated).exit_code, 5);
  EXPECT_TRUE(server.changes.empty());
}

TEST(TaskkillAtTheServer, FiveTimesIsRapidFail) {
  ServerMachine server;
  for (int i = 0; i < 5; ++i) EXPECT_EQ(server.run("taskkill /f /im w3wp.exe").exit_code, 0) << i;
  EXPECT_EQ(server.internet.pool("WsusPool")->stopped_by(), iis::ApplicationPool::StoppedBy::rapid_fail);
  EXPECT_EQ(server.run("taskkill /f /im w3wp.exe").output, "ERROR: The process \"w3wp.exe\" not found.\n");
}

TEST(TaskkillAtTheServer, RefusesWhatItCannotEnd) {
  ServerMachine server;
  EXPECT_EQ(server.run("taskkill /im w3wp.exe").exit_code, 1);
  EXPECT_EQ(server.run("taskkill /f /im w3wp.exe", not_elevated).exit_code, 1);
  EXPECT_EQ(server.run("taskkill /f /im sqlservr.exe").exit_code, 128);
  EXPECT_EQ(server.run("taskkill /pid 4").exit_code, 1);
  EXPECT_EQ(server.internet.pool("WsusPool")->processes(), 0U);
}

TEST(IcaclsAtTheServer, ChangesTheListOfTheContentFolder) {
  ServerMachine server;
  EXPECT_EQ(server.run(R"(icacls C:\WSUS\WsusContent /remove:g Users)").exit_code, 0);
  EXPECT_FALSE(server.files.security(iis::content_folder)->access.contains("users"));
  EXPECT_EQ(
      server.run(R"(icacls "C:\WSUS\WsusContent" /grant "IUSR:(OI)(CI)RX" "NETWORK SERVICE:(OI)(CI)F" /T)").exit_code,
      0);
  EXPECT_EQ(server.files.security(iis::content_folder)->access.at("IUSR"), windows::Access::read);
}

}  // namespace
}  // namespace wsus::server_shell::test
