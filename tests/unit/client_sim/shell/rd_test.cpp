// rd: what it removes, what it asks, and every refusal.
#include "client_sim/machine/paths.hpp"
#include "tests/unit/client_sim/shell/client_prompt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::client_shell {
namespace {

using testing::StartsWith;
using windows::CommandResult;

CommandResult const silence{0, ""};
CommandResult const access_denied{1, "Access is denied.\n"};

class Rd : public testing::Test {
protected:
  Rd() { pc.machine.data_store().updates.edit()[7] = {.revision_id = 7}; }
  windows::FileSystem& files() { return pc.machine.files(); }
  [[nodiscard]] bool is_untouched() {
    return files().is_directory(machine::paths::data_store) && pc.machine.data_store().updates.size() == 1;
  }
  ClientPrompt pc;
};

TEST_F(Rd, AnOpenDatastoreIsRefusedAndKept) {
  for (auto const* line :
       {R"(rd /s /q C:\Windows\SoftwareDistribution)", R"(RMDIR /Q /S %windir%\SoftwareDistribution)",
        R"(rd/s/q C:\Windows\SoftwareDistribution\DataStore)"}) {
    EXPECT_EQ(pc.type(line), access_denied) << line;
    EXPECT_TRUE(is_untouched()) << line;
  }
}

TEST_F(Rd, AStoppedAgentLosesItsDatastore) {
  pc.type("net stop wuauserv");
  EXPECT_EQ(pc.type(R"(rd /s /q C:\Windows\SoftwareDistribution)"), silence);
  EXPECT_FALSE(files().is_directory(machine::paths::software_distribution));
  EXPECT_TRUE(pc.machine.data_store().updates.empty());
  pc.type("wuauclt /detectnow");
  EXPECT_TRUE(files().is_directory(machine::paths::data_store)) << "a service that is woken makes its folders too";
}

TEST_F(Rd, TheDatastoresFolderAloneIsEnough) {
  pc.type("net stop wuauserv");
  EXPECT_EQ(pc.type(R"(rd C:\Windows\SoftwareDistribution\DataStore)"),
            (CommandResult{1, "The directory is not empty.\n"}));
  EXPECT_TRUE(is_untouched());
  EXPECT_EQ(pc.type(R"(rd /s /q C:\Windows\SoftwareDistribution\DataStore)"), silence);
  EXPECT_TRUE(pc.machine.data_store().updates.empty());
  EXPECT_TRUE(files().is_directory(machine::paths::download));
}

TEST_F(Rd, TheDownloadsAreNotTheDatastore) {
  EXPECT_EQ(pc.type(R"(rd /s /q C:\Windows\SoftwareDistribution\Download)"), silence);
  EXPECT_TRUE(is_untouched());
}

TEST_F(Rd, TheQuestionIsAnsweredWithNo) {
  pc.type("net stop wuauserv");
  EXPECT_EQ(pc.type(R"(rd /s C:\Windows\SoftwareDistribution)"),
            (CommandResult{1, "C:\\Windows\\SoftwareDistribution, Are you sure (Y/N)? \n"}));
  EXPECT_TRUE(is_untouched());
}

TEST_F(Rd, WithoutSOnlyEmptyFoldersGo) {
  pc.type("net stop wuauserv");
  EXPECT_EQ(pc.type(R"(rd C:\Windows\SoftwareDistribution)"), (CommandResult{1, "The directory is not empty.\n"}));
  EXPECT_TRUE(is_untouched());
  files().make_directory(R"(C:\Lab\Empty)");
  EXPECT_EQ(pc.type(R"(rd C:\Lab\Empty C:\Lab)"), silence);
  EXPECT_FALSE(files().is_directory(R"(C:\Lab)"));
}

TEST_F(Rd, WithoutElevationAccessIsDenied) {
  pc.prompt.session().identity = not_elevated();
  pc.machine.services().set_state("wuauserv", machine::ServiceState::stopped);
  EXPECT_EQ(pc.type(R"(rd /s /q C:\Windows\SoftwareDistribution)"), access_denied);
  EXPECT_TRUE(is_untouched());
}

TEST_F(Rd, OneProtectedEntryKeepsTheTree) {
  files().write_as_system(R"(C:\Lab\Sub\a.txt)", "");
  files().set_security(R"(C:\Lab\Sub\a.txt)", {.owner = "TrustedInstaller", .access = {}});
  EXPECT_EQ(pc.type(R"(rd /s /q C:\Lab)"), access_denied);
  EXPECT_TRUE(files().is_file(R"(C:\Lab\Sub\a.txt)"));
}

TEST_F(Rd, FoldersInUseStay) {
  files().make_directory(R"(C:\Lab\Sub)");
  pc.type(R"(cd C:\Lab\Sub)");
  EXPECT_EQ(pc.type(R"(rd /s /q C:\Lab)"),
            (CommandResult{1, "The process cannot access the file because it is being used by another process.\n"}));
  pc.type("net stop wuauserv");
  EXPECT_EQ(pc.type(R"(rd /s /q C:\)"), access_denied);
  EXPECT_TRUE(files().is_directory(R"(C:\Lab\Sub)"));
}

TEST_F(Rd, EveryFolderIsAnsweredForItself) {
  files().make_directory(R"(C:\Lab)");
  files().write_as_system(R"(C:\a.txt)", "");
  EXPECT_EQ(pc.type(R"(rd C:\None C:\None\a C:\a.txt C:\Lab)"),
            (CommandResult{1, "The system cannot find the file specified.\n"
                              "The system cannot find the path specified.\n"
                              "The directory name is invalid.\n"}));
  EXPECT_FALSE(files().is_directory(R"(C:\Lab)"));
  EXPECT_TRUE(files().is_file(R"(C:\a.txt)"));
}

TEST_F(Rd, WrongOptionsChangeNothing) {
  pc.type("net stop wuauserv");
  EXPECT_EQ(pc.type("rd /s /q"), (CommandResult{1, "The syntax of the command is incorrect.\n"}));
  EXPECT_EQ(pc.type(R"(rd /s /x C:\Windows\SoftwareDistribution)"), (CommandResult{1, "Invalid switch - \"x\".\n"}));
  EXPECT_EQ(pc.type(R"(rd /s/qq C:\Windows\SoftwareDistribution)"), (CommandResult{1, "Invalid switch - \"qq\".\n"}));
  EXPECT_THAT(pc.type("rmdir /?").output, StartsWith("Removes (deletes) a directory.\n"));
  EXPECT_TRUE(is_untouched());
}

}  // namespace
}  // namespace wsus::client_shell
