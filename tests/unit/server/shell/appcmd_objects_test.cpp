// Proves what appcmd does to pools, sites, applications and directories, its lines, and its refusals.
#include "tests/unit/server/shell/server_machine.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::server_shell::test {
namespace {

using testing::HasSubstr;

TEST(AppcmdPool, ListsStartsAndStops) {
  ServerMachine server;
  EXPECT_EQ(server.run("appcmd list apppool WsusPool").output,
            "APPPOOL \"WsusPool\" (MgdVersion:v4.0,MgdMode:Integrated,state:Started)\n");
  EXPECT_THAT(server.run("appcmd list apppools").output, HasSubstr("APPPOOL \"DefaultAppPool\""));
  EXPECT_EQ(server.run("appcmd stop apppool \"WsusPool\"").output, "\"WsusPool\" successfully stopped\n");
  EXPECT_EQ(server.run("appcmd list apppool /state:stopped").output,
            "APPPOOL \"WsusPool\" (MgdVersion:v4.0,MgdMode:Integrated,state:Stopped)\n");
  EXPECT_EQ(server.run(R"(%windir%\system32\inetsrv\appcmd start apppool /apppool.name:WsusPool)").output,
            "\"WsusPool\" successfully started!\n");
  EXPECT_EQ(server.run("appcmd recycle apppool WsusPool").output, "\"WsusPool\" successfully recycled\n");
  EXPECT_EQ(server.run("appcmd list apppool /state:stopped").exit_code, 1);
}

TEST(AppcmdPool, SetsQueueAndMemory) {
  ServerMachine server;
  auto const result = server.run(R"(appcmd set apppool "wsuspool" /queueLength:2000)"
                                 " /recycling.periodicRestart.privateMemory:0 -failure.rapidFailProtection:false");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.output, "APPPOOL object \"WsusPool\" changed\n");
  auto const pool = *server.host().find_pool("WsusPool");
  EXPECT_EQ(pool.queue_length, 2'000U);
  EXPECT_EQ(pool.private_memory_kb, 0U);
  EXPECT_FALSE(pool.rapid_fail_protection);
}

TEST(AppcmdPool, ARecycleIsAStartOfTheApplicationAndAStopIsNone) {
  ServerMachine server;
  (void)server.run("appcmd recycle apppool wsuspool");
  EXPECT_EQ(server.resets, 1);
  (void)server.run("appcmd recycle apppool DefaultAppPool");
  (void)server.run("appcmd stop apppool WsusPool");
  EXPECT_EQ(server.resets, 1);
  (void)server.run("appcmd start apppool WsusPool");
  EXPECT_EQ(server.resets, 2);
}

TEST(AppcmdPool, ListsWorkerProcessesThatRun) {
  ServerMachine server;
  EXPECT_EQ(server.run("appcmd list wp").exit_code, 1);
  (void)server.internet.receive({.method = "GET", .path = "/"}, {}, std::chrono::milliseconds(0));
  EXPECT_THAT(server.run("appcmd list wp").output, HasSubstr("(applicationPool:WsusPool)"));
}

TEST(AppcmdSite, ListsStartsStopsAndBinds) {
  ServerMachine server;
  EXPECT_EQ(server.run("appcmd list site").output,
            "SITE \"WSUS Administration\" (id:1,bindings:http/*:8530:,https/*:8531:,state:Started)\n");
  EXPECT_EQ(server.run("appcmd stop site \"WSUS Administration\"").output,
            "\"WSUS Administration\" successfully stopped\n");
  EXPECT_FALSE(server.internet.listens(8530, false));
  EXPECT_EQ(server.run("appcmd start site /site.name:\"WSUS Administration\"").output,
            "\"WSUS Administration\" successfully started.\n");
  EXPECT_TRUE(server.internet.listens(8530, false));
  EXPECT_EQ(server.run("appcmd set site \"WSUS Administration\" /bindings:http/*:80:").output,
            "SITE object \"WSUS Administration\" changed\n");
  EXPECT_FALSE(server.internet.listens(8530, false));
  EXPECT_TRUE(server.internet.listens(80, false));
  EXPECT_EQ(
      server
          .run(R"(appcmd set site "WSUS Administration" /+"bindings.[protocol='http',bindingInformation='*:8530:']")"
               R"( /-"bindings.[protocol='http',bindingInformation='*:80:']" /serverAutoStart:true)")
          .exit_code,
      0);
  EXPECT_TRUE(server.internet.listens(8530, false));
  EXPECT_FALSE(server.internet.listens(80, false));
}

TEST(AppcmdFolders, AreListedChangedAddedAndDeleted) {
  ServerMachine server;
  EXPECT_THAT(server.run("appcmd list app").output,
              HasSubstr("APP \"WSUS Administration/ClientWebService\" (applicationPool:WsusPool)\n"));
  EXPECT_EQ(server.run("appcmd list vdir \"WSUS Administration/Content\"").output,
            "VDIR \"WSUS Administration/Content\" (physicalPath:C:\\WSUS\\WsusContent)\n");
  EXPECT_EQ(server.run("appcmd list vdir \"WSUS Administration/ClientWebService/\"").output,
            "VDIR \"WSUS Administration/ClientWebService/\" (physicalPath:C:\\Program Files\\Update "
            "Services\\WebServices\\ClientWebService)\n");
  EXPECT_EQ(server.run("appcmd delete vdir \"WSUS Administration/SelfUpdate\"").output,
            "VDIR object \"WSUS Administration/SelfUpdate\" deleted\n");
  EXPECT_THAT(server.host_text(), testing::Not(HasSubstr("SelfUpdate")));
  EXPECT_EQ(server
                .run("appcmd add vdir /app.name:\"WSUS Administration/\" /path:/SelfUpdate "
                     "/physicalPath:\"C:\\Program Files\\Update Services\\SelfUpdate\"")
                .output,
            "VDIR object \"WSUS Administration/SelfUpdate\" added\n");
  EXPECT_EQ(server.run("appcmd set vdir /vdir.name:\"WSUS Administration/Content\" -physicalPath:D:\\W").output,
            "VDIR object \"WSUS Administration/Content\" changed\n");
  EXPECT_EQ(server.run("appcmd delete app \"WSUS Administration/ClientWebService\"").output,
            "APP object \"WSUS Administration/ClientWebService\" deleted\n");
  EXPECT_EQ(
      server
          .run("appcmd add app /site.name:\"WSUS Administration\" /path:/ClientWebService /physicalPath:\"C:\\X\" "
               "/applicationPool:WsusPool")
          .output,
      "APP object \"WSUS Administration/ClientWebService\" added\n"
      "VDIR object \"WSUS Administration/ClientWebService/\" added\n");
  EXPECT_EQ(
      server.run("appcmd set app \"WSUS Administration/ClientWebService\" /applicationPool:DefaultAppPool").output,
      "APP object \"WSUS Administration/ClientWebService\" changed\n");
}

TEST(AppcmdObjects, RefusalsChangeNothing) {
  struct Row {
    std::string_view line;
    int exit_code;
    std::string_view says;
  };
  for (auto const& row : {
           Row{"appcmd start apppool Wsus", 1168,
               "ERROR ( message:Cannot find APPPOOL object with identifier \"Wsus\". )"},
           Row{"appcmd start apppool WsusPool", 1056,
               "ERROR ( hresult:80070420, message:Command execution failed.\nAn instance of the service is already "
               "running.\n )"},
           Row{"appcmd set apppool WsusPool /queueLenght:2000", 87, "The nearest that the lab knows: \"queueLength\"."},
           Row{"appcmd set apppool WsusPool /queueLength:5", 13, "Integer value must be between 10 and 65535"},
           Row{"appcmd set apppool WsusPool /queueLength", 87, "Unknown attribute \"queueLength\""},
           Row{"appcmd start apppool WsusPool /now", 87, "Unknown attribute \"now\""},
           Row{"appcmd stop site Default", 1168, "Cannot find SITE object with identifier \"Default\"."},
           Row{"appcmd set site \"WSUS Administration\" /bindings:8530", 13, "Invalid binding format \"8530\""},
           Row{"appcmd set site \"WSUS Administration\" /+bindings.[protocol='http',bindingInformation='*:8530:']", 183,
               "Cannot add duplicate collection entry"},
           Row{"appcmd set site \"WSUS Administration\" /-bindings.[protocol='http',bindingInformation='*:1:']", 1168,
               "Cannot find requested collection element."},
           Row{"appcmd delete vdir \"WSUS Administration/x\"", 1168,
               "Cannot find VDIR object with identifier \"WSUS Administration/x\"."},
           Row{"appcmd add vdir /path:/x", 87, "Must specify the parameter \"app.name\"."},
           Row{"appcmd add vdir /app.name:\"WSUS Administration/\" /path:/Content /physicalPath:C:\\x", 183,
               "Cannot add duplicate collection entry of type 'virtualDirectory'"},
           Row{"appcmd delete apppool WsusPool", 87, "The command \"delete\" is not supported."},
           Row{"appcmd rotate apppool WsusPool", 87, "The command \"rotate\" is not supported."},
           Row{"appcmd list apppol", 87, "The nearest: apppool."},
       }) {
    ServerMachine server;
    auto const before = server.host_text();
    auto const result = server.run(row.line);
    EXPECT_EQ(result.exit_code, row.exit_code) << row.line;
    EXPECT_THAT(result.output, HasSubstr(row.says)) << row.line;
    EXPECT_EQ(server.host_text(), before) << row.line;
  }
}

TEST(AppcmdObjects, NeedAnElevatedPrompt) {
  ServerMachine server;
  EXPECT_EQ(server.run("appcmd stop apppool WsusPool", not_elevated).exit_code, 5);
  EXPECT_EQ(server.internet.pool("WsusPool")->state(), iis::ApplicationPool::State::started);
}

TEST(AppcmdObjects, ABrokenFileIsNamedWithItsLine) {
  ServerMachine server;
  server.files.write_as_system(iis::application_host_config, "<configuration>\n<x></configuration>");
  auto const result = server.run("appcmd list site");
  EXPECT_EQ(result.exit_code, 13);
  EXPECT_THAT(result.output, HasSubstr(R"(Filename: \\?\C:\Windows\System32\inetsrv\config\applicationHost.config)"));
  EXPECT_THAT(result.output, HasSubstr("Line Number: 2"));
}

}  // namespace
}  // namespace wsus::server_shell::test
