// del and erase: files by name and by pattern, and what stays.
#include "client_sim/machine/paths.hpp"
#include "tests/unit/client_sim/shell/client_prompt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::client_shell {
namespace {

using testing::HasSubstr;
using windows::CommandResult;

CommandResult const silence{0, ""};

class Del : public testing::Test {
protected:
  Del() {
    for (auto const* path : {R"(C:\Temp\a.log)", R"(C:\Temp\b.log)", R"(C:\Temp\b.txt)", R"(C:\Temp\sub\c.log)"}) {
      pc.machine.files().write_as_system(path, "x");
    }
  }
  bool has(std::string_view path) { return pc.machine.files().is_file(path); }
  ClientPrompt pc;
};

TEST_F(Del, RemovesFiles) {
  EXPECT_EQ(pc.type(R"(del /f C:\Temp\A.LOG "C:\Temp\b.txt")"), silence);
  EXPECT_FALSE(has(R"(C:\Temp\a.log)"));
  EXPECT_FALSE(has(R"(C:\Temp\b.txt)"));
  EXPECT_TRUE(has(R"(C:\Temp\b.log)"));
}

TEST_F(Del, TakesPatterns) {
  EXPECT_EQ(pc.type(R"(erase C:\Temp\?.lo*)"), silence);
  EXPECT_FALSE(has(R"(C:\Temp\a.log)"));
  EXPECT_FALSE(has(R"(C:\Temp\b.log)"));
  EXPECT_TRUE(has(R"(C:\Temp\b.txt)"));
  EXPECT_TRUE(has(R"(C:\Temp\sub\c.log)"));
}

TEST_F(Del, GoesIntoSubfoldersWhenAsked) {
  EXPECT_EQ(pc.type(R"(del /s C:\Temp\*.log)"), silence);
  EXPECT_FALSE(has(R"(C:\Temp\sub\c.log)"));
  EXPECT_TRUE(pc.machine.files().is_directory(R"(C:\Temp\sub)"));
}

TEST_F(Del, AsksBeforeItEmptiesAFolder) {
  EXPECT_EQ(pc.type(R"(del C:\Temp)"), (CommandResult{1, "C:\\Temp\\*, Are you sure (Y/N)? \n"}));
  EXPECT_TRUE(has(R"(C:\Temp\a.log)"));
  EXPECT_EQ(pc.type(R"(del /q C:\Temp\*.*)"), silence);
  EXPECT_FALSE(has(R"(C:\Temp\b.txt)"));
  EXPECT_TRUE(has(R"(C:\Temp\sub\c.log)"));
}

// FM65: the database is held while the service runs; without it the agent starts with an empty one.
TEST_F(Del, OfTheDatastoreNeedsAStoppedService) {
  pc.machine.data_store().damage = 0x80248007;
  auto const* const line = R"(del C:\Windows\SoftwareDistribution\DataStore\DataStore.edb)";
  EXPECT_EQ(pc.type(line),
            (CommandResult{1, "C:\\Windows\\SoftwareDistribution\\DataStore\\DataStore.edb\n"
                              "The process cannot access the file because it is being used by another process.\n"}));
  EXPECT_EQ(pc.machine.data_store().damage, 0x80248007U);
  pc.type("net stop wuauserv");
  EXPECT_EQ(pc.type(line), silence);
  EXPECT_EQ(pc.machine.data_store().damage, 0U);
  pc.type("net start wuauserv");
  EXPECT_TRUE(has(machine::paths::data_store_file)) << "made anew";
}

TEST_F(Del, RenamingTheFolderMakesTheDatastoreWholeToo) {
  pc.machine.data_store().damage = 0x80248007;
  pc.type("net stop wuauserv");
  EXPECT_EQ(pc.type(R"(ren C:\Windows\SoftwareDistribution SoftwareDistribution.old)").exit_code, 0);
  EXPECT_EQ(pc.machine.data_store().damage, 0U);
  EXPECT_TRUE(has(R"(C:\Windows\SoftwareDistribution.old\DataStore\DataStore.edb)"));
}

TEST_F(Del, MistakesAndMissingRightsRemoveNothing) {
  EXPECT_EQ(pc.type(R"(del C:\Temp\z.log)"), (CommandResult{1, "Could Not Find C:\\Temp\\z.log\n"}));
  EXPECT_EQ(pc.type(R"(del /x C:\Temp\a.log)"), (CommandResult{1, "Invalid switch - \"x\".\n"}));
  EXPECT_EQ(pc.type("del").exit_code, 1);
  EXPECT_EQ(pc.type("del /?").exit_code, 0);
  pc.prompt.session().identity = not_elevated();
  EXPECT_THAT(pc.type(R"(del C:\Temp\a.log)").output, HasSubstr("Access is denied."));
  EXPECT_TRUE(has(R"(C:\Temp\a.log)"));
}

}  // namespace
}  // namespace wsus::client_shell
