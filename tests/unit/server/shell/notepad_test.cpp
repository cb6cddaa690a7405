// Proves the scripted edits of notepad at the prompt, and that nothing is saved when something fails.
#include "tests/unit/server/shell/server_machine.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::server_shell::test {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(Notepad, OpeningAFileChangesNothing) {
  ServerMachine server;
  for (std::string_view const line : {"notepad", "notepad web.config", "notepad.exe WEB.CONFIG"}) {
    auto const result = server.run(line);
    EXPECT_EQ(result.exit_code, 0) << line;
    EXPECT_EQ(result.output, "") << line;
  }
  EXPECT_EQ(server.config(), iis::default_web_config());
}

TEST(Notepad, SetsBothLimitsInOneGoAndKeepsTheRest) {
  ServerMachine server;
  server.open_up();
  auto const result =
      server.run("notepad.exe web.config /set maxInstalledPrerequisites=800 /set maxCachedUpdates=44000");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.output, "");
  auto expected = iis::default_web_config();
  expected.replace(expected.find("\"400\""), 5, "\"800\"");
  expected.replace(expected.find("\"22000\""), 7, "\"44000\"");
  EXPECT_EQ(server.config(), expected);
}

TEST(Notepad, AMisspeltKeyIsSimplyAdded) {
  ServerMachine server;
  server.open_up();
  EXPECT_EQ(server.run("notepad web.config /set maxCachedUpdate=44000").exit_code, 0);
  EXPECT_THAT(server.config(), HasSubstr("    <add key=\"maxCachedUpdate\" value=\"44000\"/>\r\n  </appSettings>"));
  EXPECT_THAT(server.config(), HasSubstr("<add key=\"maxCachedUpdates\" value=\"22000\"/>"));
}

TEST(Notepad, RemovesAndReplaces) {
  ServerMachine server;
  server.open_up();
  EXPECT_EQ(server.run("notepad web.config /remove maxCachedUpdates /replace </appSettings> \"\"").exit_code, 0);
  EXPECT_THAT(server.config(), Not(HasSubstr("\"maxCachedUpdates\"")));
  EXPECT_THAT(server.config(), Not(HasSubstr("</appSettings>")));
}

TEST(Notepad, SavingWithoutRightsFailsAndTheFileStays) {
  ServerMachine server;
  auto const result = server.run("notepad web.config /set maxCachedUpdates=44000");
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.output, "Access is denied.\n");
  EXPECT_EQ(server.config(), iis::default_web_config());
}

TEST(Notepad, OneFailingEditSavesNone) {
  ServerMachine server;
  server.open_up();
  auto const result = server.run("notepad web.config /set maxCachedUpdates=44000 /replace \"no such text\" x");
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.output, "Cannot find \"no such text\"\n");
  EXPECT_EQ(server.config(), iis::default_web_config());
}

struct Row {
  std::string line;
  std::string beginning;
};

TEST(Notepad, MistakesAreTold) {
  ServerMachine server;
  server.open_up();
  for (auto const& [line, beginning] : {
           Row{"notepad webb.config", "Cannot find the webb.config file.\n"},
           Row{"notepad webb.config /set a=1", "Cannot find the webb.config file.\n"},
           Row{"notepad web.config /set maxCachedUpdates", "/set takes KEY=VALUE, not \"maxCachedUpdates\".\n"},
           Row{"notepad web.config /set", "/set needs 1 more word(s).\nUsage"},
           Row{"notepad web.config /replace a", "/replace needs 2 more word(s).\nUsage"},
           Row{"notepad web.config /remove other", "appSettings has no entry with the key \"other\".\n"},
           Row{"notepad web.config /print", "Unknown option \"/print\".\nUsage"},
       }) {
    auto const result = server.run(line);
    EXPECT_EQ(result.exit_code, 1) << line;
    EXPECT_THAT(result.output, StartsWith(beginning)) << line;
  }
  EXPECT_EQ(server.config(), iis::default_web_config());
}

TEST(Notepad, AFileNobodyMayReadIsNotOpened) {
  ServerMachine server;
  server.files.set_security(iis::client_web_config, {.owner = "SYSTEM", .access = {{"SYSTEM", windows::Access::full}}});
  EXPECT_EQ(server.run("notepad web.config").output, "Access is denied.\n");
}

TEST(Notepad, AUtf16FileIsLeftAlone) {
  ServerMachine server;
  server.open_up();
  std::string const text("\xFF\xFE<\0", 4);
  server.files.write_as_system(iis::client_web_config, text);
  EXPECT_EQ(server.run("notepad web.config /set a=1").exit_code, 1);
  EXPECT_EQ(server.config(), text);
}

}  // namespace
}  // namespace wsus::server_shell::test
