// Proves what appcmd does to httpRedirect of the site, and its refusals.
#include "tests/unit/server/shell/server_machine.hpp"

#include "server/iis/site_configuration.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::server_shell::test {
namespace {

using testing::HasSubstr;

struct SiteMachine : ServerMachine {
  SiteMachine() {
    files.write_as_system(iis::site_web_config, iis::default_site_web_config());
    files.set_security(iis::site_web_config, iis::initial_web_config_security());
  }
  std::string site() const { return files.read_as_system(iis::site_web_config).value_or("(missing)"); }
  iis::HttpRedirect redirect() const { return std::get<iis::HttpRedirect>(iis::parse_site_configuration(site())); }
};

constexpr std::string_view applied = "Applied configuration changes to section \"system.webServer/httpRedirect\" for "
                                     "\"MACHINE/WEBROOT/APPHOST/WSUS Administration\" at configuration commit path "
                                     "\"MACHINE/WEBROOT/APPHOST/WSUS Administration\"\n";

TEST(Appcmd, SetsTheRedirectInEachOfItsForms) {
  for (
      std::string_view const line :
      {R"(appcmd set config "WSUS Administration" /section:system.webServer/httpRedirect /enabled:true /destination:http://n:1)",
       R"(AppCmd.exe set config "wsus administration/" -section:httpRedirect -enabled:True -destination:"http://n:1")",
       R"(%windir%\system32\inetsrv\appcmd SET CONFIG "WSUS Administration" /section:httpredirect /Enabled:true /destination:http://n:1 /commit:site)",
       R"("C:\Windows\System32\inetsrv\appcmd.exe" set config /section:httpRedirect "WSUS Administration" /enabled:true /destination:http://n:1)"}) {
    SiteMachine server;
    auto const result = server.run(line);
    EXPECT_EQ(result.exit_code, 0) << line;
    EXPECT_EQ(result.output, applied) << line;
    EXPECT_TRUE(server.redirect().enabled) << line;
    EXPECT_EQ(server.redirect().destination, "http://n:1") << line;
    EXPECT_EQ(server.resets, 0);
  }
}

TEST(Appcmd, SetsTheOtherAttributesAndSwitchesOff) {
  SiteMachine server;
  EXPECT_EQ(server
                .run(R"(appcmd set config "WSUS Administration" /section:httpRedirect /enabled:true /destination:x )"
                     "/exactDestination:true /childOnly:true /httpResponseStatus:permredirect")
                .output,
            applied);
  EXPECT_TRUE(server.redirect().exact_destination);
  EXPECT_TRUE(server.redirect().child_only);
  EXPECT_EQ(server.redirect().status, 308u);
  EXPECT_THAT(server.site(), HasSubstr("httpResponseStatus=\"PermRedirect\""));
  EXPECT_EQ(server.run(R"(appcmd set config "WSUS Administration" /section:httpRedirect /enabled:false)").output,
            applied);
  EXPECT_FALSE(server.redirect().enabled);
  EXPECT_EQ(server.redirect().destination, "x");
}

TEST(Appcmd, ListsWhatTheFileStates) {
  SiteMachine server;
  auto const result = server.run(R"(appcmd list config "WSUS Administration" /section:httpRedirect)");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.output, "<system.webServer>\n"
                           "  <httpRedirect enabled=\"false\" destination=\"\" exactDestination=\"false\" "
                           "childOnly=\"false\" httpResponseStatus=\"Found\">\n"
                           "  </httpRedirect>\n"
                           "</system.webServer>\n");
}

TEST(Appcmd, NeedsAnElevatedPrompt) {
  SiteMachine server;
  for (std::string_view const line : {R"(appcmd set config "WSUS Administration" /section:httpRedirect /enabled:true)",
                                      R"(appcmd list config "WSUS Administration" /section:httpRedirect)"}) {
    auto const result = server.run(line, not_elevated);
    EXPECT_EQ(result.exit_code, 5);
    EXPECT_EQ(result.output, "ERROR ( message:Configuration error\nFilename: redirection.config\nLine Number: 0\n"
                             "Description: Cannot read configuration file due to insufficient permissions\n. )\n");
  }
  EXPECT_EQ(server.site(), iis::default_site_web_config());
}

TEST(Appcmd, RefusalsChangeNothing) {
  struct Row {
    std::string_view line;
    int exit_code;
    std::string_view says;
  };
  for (auto const& row : {
           Row{R"(appcmd set config "Default Web Site" /section:httpRedirect /enabled:true)", 1168,
               "ERROR ( message:Cannot find SITE object with identifier \"Default Web Site\". )"},
           Row{R"(appcmd set config "WSUS Administration" /section:httpErrors /enabled:true)", 87,
               "Unknown config section \"httpErrors\".  Replace with -? for help."},
           Row{R"(appcmd set config "WSUS Administration" /enabled:true)", 87, "Unknown config section \"\""},
           Row{R"(appcmd set config /section:httpRedirect /enabled:true)", 87, "name the site \"WSUS Administration\""},
           Row{R"(appcmd set config "WSUS Administration" /section:httpRedirect /on:true)", 87,
               "Unknown attribute \"on\".  Replace with -? for help."},
           Row{R"(appcmd set config "WSUS Administration" /section:httpRedirect /enabled)", 87,
               "Unknown attribute \"enabled\""},
           Row{R"(appcmd set config "WSUS Administration" /section:httpRedirect /enabled:no)", 13,
               "The 'enabled' attribute is invalid"},
           Row{R"(appcmd set config "WSUS Administration" more /section:httpRedirect)", 87,
               "Unknown attribute \"more\""},
           Row{R"(appcmd set config "WSUS Administration" /section:httpRedirect /commit:apphost)", 87, "commits to"},
           Row{R"(appcmd delete config)", 87, "The command \"delete\" is not supported."},
           Row{R"(appcmd list backups)", 87, "no object \"backups\""},
       }) {
    SiteMachine server;
    auto const result = server.run(row.line);
    EXPECT_EQ(result.exit_code, row.exit_code) << row.line;
    EXPECT_THAT(result.output, HasSubstr(row.says)) << row.line;
    EXPECT_EQ(server.site(), iis::default_site_web_config()) << row.line;
  }
}

TEST(Appcmd, ABrokenFileIsNamedWithItsLine) {
  SiteMachine server;
  server.files.write_as_system(iis::site_web_config, "<configuration>\n<x></configuration>");
  auto const result = server.run(R"(appcmd set config "WSUS Administration" /section:httpRedirect /enabled:false)");
  EXPECT_EQ(result.exit_code, 13);
  EXPECT_THAT(result.output,
              HasSubstr(R"(Filename: \\?\C:\Program Files\Update Services\WebServices\Root\web.config)"));
  EXPECT_THAT(result.output, HasSubstr("Line Number: 2"));
}

TEST(Appcmd, NotepadChangesTheFileOnceItMay) {
  SiteMachine server;
  // Words lose their quotes, so the edit is one that needs none: the first "false" and all others become "true".
  std::string_view const edit =
      R"(notepad "C:\Program Files\Update Services\WebServices\Root\web.config" /replace false true)";
  EXPECT_NE(server.run(edit).exit_code, 0);
  (void)server.run(R"(takeown /f "C:\Program Files\Update Services\WebServices\Root\web.config")");
  (void)server.run(R"(icacls "C:\Program Files\Update Services\WebServices\Root\web.config" /grant administrator:(F))");
  EXPECT_EQ(server.run(edit).exit_code, 0);
  EXPECT_TRUE(server.redirect().enabled);
}

}  // namespace
}  // namespace wsus::server_shell::test
