// ren: what moves, what the agent loses with it, and every refusal.
#include "client_sim/machine/paths.hpp"
#include "tests/unit/client_sim/shell/client_prompt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::client_shell {
namespace {

using testing::ElementsAre;
using testing::StartsWith;
using windows::CommandResult;

constexpr std::string_view rename_line = R"(ren C:\Windows\SoftwareDistribution SoftwareDistribution.old)";
constexpr std::string_view old_folder = R"(C:\Windows\SoftwareDistribution.old)";
CommandResult const silence{0, ""};
CommandResult const access_denied{1, "Access is denied.\n"};
CommandResult const in_use{1, "The process cannot access the file because it is being used by another process.\n"};
CommandResult const wrong_syntax{1, "The syntax of the command is incorrect.\n"};

void fill_data_store(ClientPrompt& pc) {
  pc.machine.data_store().updates.edit()[7] = {.revision_id = 7};
  pc.machine.data_store().server_url = "http://wsus:8530";
}

TEST(Ren, AnOpenDatastoreIsRefusedAndKept) {
  ClientPrompt pc;
  fill_data_store(pc);
  for (auto const* line :
       {R"(ren C:\Windows\SoftwareDistribution SoftwareDistribution.old)", R"(REN c:/windows/softwaredistribution x)",
        R"(rename C:\Windows\SoftwareDistribution\DataStore DataStore.bak)", R"(ren C:\Windows Win)"}) {
    EXPECT_EQ(pc.type(line), access_denied) << line;
  }
  EXPECT_EQ(pc.machine.data_store().updates.size(), 1U);
  EXPECT_TRUE(pc.machine.files().is_directory(machine::paths::data_store));
  EXPECT_FALSE(pc.machine.files().is_directory(old_folder));
}

TEST(Ren, AStoppedAgentLosesItsDatastoreAndBeginsWithANewOne) {
  ClientPrompt pc;
  fill_data_store(pc);
  pc.machine.files().write_as_system(R"(C:\Windows\SoftwareDistribution\Download\a.cab)", "bytes");
  pc.type("net stop wuauserv");
  EXPECT_EQ(pc.type(rename_line), silence);
  auto& files = pc.machine.files();
  EXPECT_TRUE(pc.machine.data_store().updates.empty());
  EXPECT_TRUE(pc.machine.data_store().server_url.empty());
  EXPECT_FALSE(files.is_directory(machine::paths::software_distribution));
  EXPECT_TRUE(files.is_directory(R"(C:\Windows\SoftwareDistribution.old\DataStore)"));
  EXPECT_EQ(files.read_as_system(R"(C:\Windows\SoftwareDistribution.old\Download\a.cab)"), "bytes");
  pc.type("net start wuauserv");
  EXPECT_TRUE(files.is_directory(machine::paths::data_store));
  EXPECT_TRUE(files.is_directory(machine::paths::download));
  EXPECT_FALSE(files.is_file(R"(C:\Windows\SoftwareDistribution\Download\a.cab)"));
}

TEST(Ren, StoppingAnotherServiceDoesNotHelp) {
  ClientPrompt pc;
  pc.type("net stop bits");
  EXPECT_EQ(pc.type(rename_line), access_denied);
}

TEST(Ren, AStoppedAgentKeepsItsDatastoreWhenSomethingElseMoves) {
  ClientPrompt pc;
  fill_data_store(pc);
  pc.type("net stop wuauserv");
  EXPECT_EQ(pc.type(R"(ren C:\Windows\SoftwareDistribution\Download Download.old)"), silence);
  EXPECT_EQ(pc.type(R"(ren C:\Windows\SoftwareDistribution softwaredistribution)"), silence) << "only letter case";
  EXPECT_EQ(pc.machine.data_store().updates.size(), 1U);
  EXPECT_EQ(pc.machine.files().real_case(machine::paths::software_distribution), R"(C:\Windows\softwaredistribution)");
}

TEST(Ren, ANameThatOnlyBeginsLikeTheDatastoresIsAnother) {
  ClientPrompt pc;
  fill_data_store(pc);
  pc.machine.files().make_directory(R"(C:\Windows\Soft)");
  EXPECT_EQ(pc.type(R"(ren C:\Windows\Soft Hard)"), silence);
  EXPECT_EQ(pc.machine.data_store().updates.size(), 1U);
}

TEST(Ren, WithoutElevationAccessIsDenied) {
  ClientPrompt pc({}, not_elevated());
  fill_data_store(pc);
  pc.machine.services().set_state("wuauserv", machine::ServiceState::stopped);
  EXPECT_EQ(pc.type(rename_line), access_denied);
  EXPECT_EQ(pc.machine.data_store().updates.size(), 1U);
  EXPECT_TRUE(pc.machine.files().is_directory(machine::paths::data_store));
}

TEST(Ren, AFileKeepsContentAndRights) {
  ClientPrompt pc;
  auto& files = pc.machine.files();
  files.write_as_system(R"(C:\Lab\a.txt)", "text");
  files.set_security(R"(C:\Lab\a.txt)", {.owner = "bob", .access = {{"administrators", windows::Access::modify}}});
  pc.type(R"(cd C:\Lab)");
  EXPECT_EQ(pc.type(R"(ren a.txt "b c.txt")"), silence);
  EXPECT_THAT(files.list(R"(C:\Lab)"), ElementsAre(R"(C:\Lab\b c.txt)"));
  EXPECT_EQ(files.read_as_system(R"(C:\Lab\b c.txt)"), "text");
  EXPECT_EQ(files.security(R"(C:\Lab\b c.txt)")->owner, "bob");
}

TEST(Ren, AUserRenamesWhatIsHis) {
  ClientPrompt pc({}, not_elevated());
  auto& files = pc.machine.files();
  files.make_directory(R"(C:\Lab)");
  files.write_as_system(R"(C:\Lab\system.txt)", "");
  EXPECT_EQ(files.write(R"(C:\Lab\mine.txt)", "", not_elevated()), std::nullopt);
  EXPECT_EQ(pc.type(R"(ren C:\Lab\mine.txt b.txt)"), silence);
  EXPECT_EQ(pc.type(R"(ren C:\Lab\system.txt c.txt)"), access_denied);
  EXPECT_THAT(files.list(R"(C:\Lab)"), ElementsAre(R"(C:\Lab\b.txt)", R"(C:\Lab\system.txt)"));
}

TEST(Ren, WhatIsMissingIsNotFound) {
  ClientPrompt pc;
  EXPECT_EQ(pc.type(R"(ren C:\Windows\None x)"), (CommandResult{1, "The system cannot find the file specified.\n"}));
  EXPECT_EQ(pc.type(R"(ren C:\None\a x)"), (CommandResult{1, "The system cannot find the path specified.\n"}));
}

TEST(Ren, ATakenNameIsADuplicate) {
  ClientPrompt pc;
  pc.type("net stop wuauserv");
  fill_data_store(pc);
  pc.machine.files().make_directory(old_folder);
  EXPECT_EQ(pc.type(rename_line), (CommandResult{1, "A duplicate file name exists, or the file\ncannot be found.\n"}));
  EXPECT_EQ(pc.machine.data_store().updates.size(), 1U);
  EXPECT_TRUE(pc.machine.files().is_directory(machine::paths::data_store));
}

TEST(Ren, TheNewNameIsABareName) {
  ClientPrompt pc;
  pc.type("net stop wuauserv");
  for (auto const* line :
       {"ren", R"(ren C:\Windows\SoftwareDistribution)", R"(ren C:\Windows\SoftwareDistribution C:\Windows\x)",
        R"(ren C:\Windows\SoftwareDistribution ..\x)", R"(ren C:\Windows\SoftwareDistribution a/b)",
        R"(ren C:\Windows\SoftwareDistribution ..)", R"(ren C:\Windows\SoftwareDistribution "")",
        R"(ren C:\Windows\SoftwareDistribution a b)", R"(ren /y C:\Windows\SoftwareDistribution x)", R"(ren C:\ x)",
        R"(ren "" x)"}) {
    EXPECT_EQ(pc.type(line), wrong_syntax) << line;
  }
  CommandResult const no_name{1, "The filename, directory name, or volume label syntax is incorrect.\n"};
  EXPECT_EQ(pc.type(R"(ren C:\Windows\SoftwareDistribution a?b)"), no_name);
  EXPECT_EQ(pc.type(R"(ren C:\Windows\*.log *.bak)"), no_name);
  EXPECT_TRUE(pc.machine.files().is_directory(machine::paths::data_store));
}

TEST(Ren, FoldersInUseStay) {
  ClientPrompt pc;
  pc.type("net stop wuauserv");
  EXPECT_EQ(pc.type(R"(ren C:\Windows Win)"), access_denied);
  EXPECT_EQ(pc.type(R"(ren C:\Users People)"), access_denied);
  pc.type(R"(cd C:\Windows\SoftwareDistribution\Download)");
  EXPECT_EQ(pc.type(rename_line), in_use);
}

TEST(Ren, TheLogIsOpenWhileTheAgentRuns) {
  ClientPrompt pc({.profile = machine::Profile::w8});
  pc.machine.files().append_as_system(R"(C:\Windows\WindowsUpdate.log)", "line\n");
  EXPECT_EQ(pc.type(R"(ren C:\Windows\WindowsUpdate.log WindowsUpdate.old)"), in_use);
  EXPECT_EQ(pc.type(R"(net stop wuauserv)").exit_code, 0);
  EXPECT_EQ(pc.type(R"(ren C:\Windows\WindowsUpdate.log WindowsUpdate.old)"), silence);
  EXPECT_EQ(pc.machine.files().read_as_system(R"(C:\Windows\WindowsUpdate.old)"), "line\n");
}

TEST(Ren, HelpIsThere) {
  ClientPrompt pc;
  EXPECT_THAT(pc.type("ren /?").output, StartsWith("Renames a file or files.\n"));
  EXPECT_EQ(pc.type("rename/?").exit_code, 0);
}

}  // namespace
}  // namespace wsus::client_shell
