// Proves what appcmd does to sections of the configuration: where it commits, what it lists, what it refuses.
#include "tests/unit/server/shell/server_machine.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::server_shell::test {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(AppcmdConfig, CommitsToApplicationHostWhenToldTo) {
  ServerMachine server;
  auto const result = server.run(R"(appcmd set config "WSUS Administration/ClientWebService" )"
                                 "-section:system.webServer/security/authentication/anonymousAuthentication "
                                 R"(/enabled:"False" /commit:apphost)");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(
      result.output,
      "Applied configuration changes to section \"system.webServer/security/authentication/anonymousAuthentication\" "
      "for \"MACHINE/WEBROOT/APPHOST/WSUS Administration/ClientWebService\" at configuration commit path "
      "\"MACHINE/WEBROOT/APPHOST\"\n");
  EXPECT_THAT(server.host_text(), HasSubstr("<location path=\"WSUS Administration/ClientWebService\">"));
  EXPECT_THAT(server.host_text(), HasSubstr("<anonymousAuthentication enabled=\"false\"/>"));
}

TEST(AppcmdConfig, CommitsToTheFoldersWebConfigOtherwise) {
  ServerMachine server;
  auto const result = server.run(R"(appcmd set config "WSUS Administration/ClientWebService" )"
                                 "/section:system.web/identity /impersonate:true");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.output, HasSubstr("commit path \"MACHINE/WEBROOT/APPHOST/WSUS Administration/ClientWebService\""));
  EXPECT_THAT(server.config(), HasSubstr("<identity impersonate=\"true\"/>"));
  EXPECT_THAT(server.config(), HasSubstr("<!-- The most installed prerequisites"));
  auto const cleared =
      server.run(R"(appcmd clear config "WSUS Administration/ClientWebService" /section:system.web/identity)");
  EXPECT_EQ(cleared.exit_code, 0);
  EXPECT_THAT(server.config(), Not(HasSubstr("identity")));
}

TEST(AppcmdConfig, TheSitesFileTakesLocations) {
  ServerMachine server;
  EXPECT_EQ(server
                .run(R"(appcmd set config "WSUS Administration/Content" /section:validation )"
                     "/validateIntegratedModeConfiguration:false /commit:site")
                .exit_code,
            0);
  EXPECT_THAT(server.files.read_as_system(iis::site_web_config).value_or(""), HasSubstr("<location path=\"Content\">"));
}

TEST(AppcmdConfig, ALockedSectionGoesToApplicationHostOnly) {
  ServerMachine server;
  auto const before = server.config();
  auto const result =
      server.run(R"(appcmd set config "WSUS Administration/ClientWebService" /section:access /sslFlags:Ssl)");
  EXPECT_EQ(result.exit_code, 33);
  EXPECT_THAT(result.output, HasSubstr("This configuration section cannot be used at this path."));
  EXPECT_EQ(server.config(), before);
  EXPECT_EQ(server
                .run(R"(appcmd set config "WSUS Administration/ClientWebService" /section:access )"
                     "/sslFlags:Ssl /commit:apphost")
                .exit_code,
            0);
}

TEST(AppcmdConfig, EntriesComeGoAndChange) {
  ServerMachine server;
  EXPECT_EQ(server.run(R"(appcmd set config /section:staticContent /-"[fileExtension='.esd']")").exit_code, 0);
  EXPECT_THAT(server.host_text(), Not(HasSubstr(".esd")));
  EXPECT_EQ(
      server
          .run(R"(appcmd set config /section:staticContent )"
               R"(/+"[fileExtension='.esd',mimeType='application/octet-stream']")")
          .output,
      "Applied configuration changes to section \"system.webServer/staticContent\" for \"MACHINE/WEBROOT/APPHOST\" "
      "at configuration commit path \"MACHINE/WEBROOT/APPHOST\"\n");
  EXPECT_THAT(server.host_text(), HasSubstr("fileExtension=\".esd\" mimeType=\"application/octet-stream\""));
  EXPECT_EQ(server.run(R"(appcmd set config /section:staticContent /"[fileExtension='.esd'].mimeType:a/b")").exit_code,
            0);
  EXPECT_THAT(server.host_text(), HasSubstr("fileExtension=\".esd\" mimeType=\"a/b\""));
  EXPECT_EQ(server
                .run(R"(appcmd set config "WSUS Administration" /section:requestFiltering )"
                     R"(/+"fileExtensions.[fileExtension='.cab',allowed='false']" /commit:apphost)")
                .exit_code,
            0);
  EXPECT_THAT(server.host_text(), HasSubstr("<add fileExtension=\".cab\" allowed=\"false\"/>"));
}

TEST(AppcmdConfig, AFolderTakesBackWhatItInherits) {
  ServerMachine server;
  EXPECT_EQ(server
                .run(R"(appcmd set config "WSUS Administration/Content" /section:staticContent )"
                     R"(/-"[fileExtension='.esd']")")
                .exit_code,
            0);
  EXPECT_THAT(server.files.read_as_system(R"(C:\WSUS\WsusContent\web.config)").value_or(""),
              HasSubstr("<remove fileExtension=\".esd\"/>"));
}

TEST(AppcmdConfig, ListsWhatCounts) {
  ServerMachine server;
  EXPECT_EQ(
      server.run(R"(appcmd list config "WSUS Administration/ApiRemoting30" /section:windowsAuthentication)").output,
      "<system.webServer>\n  <security>\n    <authentication>\n      <windowsAuthentication enabled=\"true\">\n"
      "        <providers>\n          <add value=\"Negotiate\" />\n          <add value=\"NTLM\" />\n"
      "        </providers>\n"
      "      </windowsAuthentication>\n    </authentication>\n  </security>\n</system.webServer>\n");
  EXPECT_EQ(server.run("appcmd list config /section:access").output,
            "<system.webServer>\n  <security>\n    <access sslFlags=\"None\">\n    </access>\n  </security>\n"
            "</system.webServer>\n");
}

TEST(AppcmdConfig, RefusalsChangeNothing) {
  struct Row {
    std::string_view line;
    int exit_code;
    std::string_view says;
  };
  for (auto const& row : {
           Row{"appcmd set config /section:staticContents /x:y", 87, "The nearest: staticContent."},
           Row{"appcmd set config \"Web\" /section:access /sslFlags:Ssl", 1168, "Cannot find SITE object"},
           Row{"appcmd set config /section:access /sslFlag:Ssl", 87, "The nearest that the lab knows: \"sslFlags\"."},
           Row{"appcmd set config /section:access /sslFlags:Tls", 13, "Flags must be some combination of None, Ssl"},
           Row{"appcmd set config /section:access /sslFlags:Ssl /commit:machine", 87,
               "allowed: apphost, site, app, url"},
           Row{R"(appcmd set config /section:staticContent /+"[fileExtension='.msu',mimeType='a/b']")", 183,
               "Cannot add duplicate collection entry of type 'mimeMap' with unique key attribute 'fileExtension' set "
               "to "
               "'.msu'"},
           Row{R"(appcmd set config /section:staticContent /-"[fileExtension='.none']")", 1168,
               "Cannot find requested collection element."},
           Row{R"(appcmd set config /section:staticContent /+"[fileExtension=.msu]")", 87,
               "Malformed collection indexer"},
           Row{R"(appcmd set config /section:access /+"[a='b']")", 87, "Unknown attribute"},
           Row{"appcmd list config /section:access /text:*", 87, "Unknown attribute \"text\""},
       }) {
    ServerMachine server;
    auto const before = server.host_text();
    auto const result = server.run(row.line);
    EXPECT_EQ(result.exit_code, row.exit_code) << row.line;
    EXPECT_THAT(result.output, HasSubstr(row.says)) << row.line;
    EXPECT_EQ(server.host_text(), before) << row.line;
  }
}

TEST(AppcmdConfig, AMistakeInAFileAboveIsNamed) {
  ServerMachine server;
  server.files.write_as_system(R"(C:\WSUS\WsusContent\web.config)",
                               R"(<configuration><system.webServer><staticContent><mimeMap fileExtension=".msu" )"
                               R"(mimeType="x/y"/></staticContent></system.webServer></configuration>)");
  auto const result = server.run(R"(appcmd list config "WSUS Administration/Content" /section:staticContent)");
  EXPECT_EQ(result.exit_code, 183);
  EXPECT_THAT(result.output, HasSubstr(R"(Filename: \\?\C:\WSUS\WsusContent\web.config)"));
}

}  // namespace
}  // namespace wsus::server_shell::test
