// del, w32tm, wsuscontent, wsusfarm, wsusload: what they change, say and refuse.
#include "tests/unit/server/shell/wsus_machine.hpp"

#include "server/shell/wildcard.hpp"
#include "tests/unit/server/shell/server_machine.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::server_shell::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class WsusTools : public testing::Test {
protected:
  std::string path_of(int id) const {
    for (auto const& file : content::list_files(*machine_.catalogue, machine_.flaws)) {
      if (file.file.sha1 == machine_.revision(id).files[0].sha1) return file.path;
    }
    return {};
  }
  std::optional<content::FileFlaw> flaw(int id) const {
    return machine_.flaws.find(machine_.revision(id).files[0].sha1);
  }
  WsusMachine machine_;
};

TEST_F(WsusTools, DelTakesAContentFileAway) {
  auto const line = fmt::format(R"(del "C:\WSUS\WsusContent\{}")", path_of(1));
  EXPECT_EQ(machine_.type(line).output, "");
  EXPECT_EQ(flaw(1), (content::FileFlaw{.is_missing = true}));
  EXPECT_FALSE(flaw(2));
  EXPECT_THAT(machine_.type(line).output, HasSubstr("Could Not Find C:\\WSUS\\WsusContent\\"));
}

TEST_F(WsusTools, DelTakesPatternsAndFolders) {
  auto const folder_of_two = path_of(2).substr(0, 2);
  EXPECT_EQ(machine_.type(fmt::format(R"(del /f /q C:\WSUS\WsusContent\{}\*.cab)", folder_of_two)).output, "");
  EXPECT_TRUE(flaw(2));
  auto const folder_of_three = path_of(3).substr(0, 2);
  EXPECT_THAT(machine_.type(fmt::format(R"(del C:\WSUS\WsusContent\{}\*.txt)", folder_of_three)).output,
              HasSubstr("Could Not Find"));
}

TEST_F(WsusTools, DelDeletesFilesOfTheDriveByTheirRights) {
  machine_.files.write_as_system(R"(C:\Users\a.txt)", "a");
  EXPECT_THAT(machine_.type(R"(del C:\Users\a.txt)", plain_user).output, HasSubstr("Access is denied."));
  EXPECT_EQ(machine_.type(R"(erase C:\Users\a.txt)").output, "");
  EXPECT_FALSE(machine_.files.is_file(R"(C:\Users\a.txt)"));
  EXPECT_EQ(machine_.type("del").exit_code, 1);
  EXPECT_EQ(machine_.type("del /z x").output, "Invalid switch - \"z\".\n");
}

TEST_F(WsusTools, DelOfContentNeedsAnAdministrator) {
  auto const result = machine_.type(fmt::format(R"(del C:\WSUS\WsusContent\{})", path_of(1)), not_elevated);
  EXPECT_THAT(result.output, HasSubstr("Access is denied."));
  EXPECT_FALSE(flaw(1));
}

TEST(Wildcard, FitsAsCmdHasIt) {
  EXPECT_TRUE(fits_wildcard("A.CAB", "*.cab"));
  EXPECT_TRUE(fits_wildcard("abc", "a?c"));
  EXPECT_TRUE(fits_wildcard("abcabc", "*bc"));
  EXPECT_TRUE(fits_wildcard("", "*"));
  EXPECT_FALSE(fits_wildcard("abc", "a?"));
  EXPECT_FALSE(fits_wildcard("abc", ""));
  EXPECT_FALSE(fits_wildcard(std::string(2'000, 'a'), "*a*a*a*a*a*a*a*a*b"));
}

TEST_F(WsusTools, WsuscontentListsAndChanges) {
  EXPECT_THAT(machine_.type("wsuscontent change file1.cab 7").output, HasSubstr("Byte 7 of " + path_of(1)));
  EXPECT_EQ(flaw(1), (content::FileFlaw{.turned_byte = 7}));
  EXPECT_EQ(machine_.type("wsuscontent change " + path_of(2)).exit_code, 0);
  EXPECT_EQ(flaw(2)->turned_byte, 399u);
  EXPECT_THAT(
      machine_.type("wsuscontent list").output,
      AllOf(HasSubstr("C:\\WSUS\\WsusContent\n"), HasSubstr("changed"), HasSubstr("good"), HasSubstr("file3.cab")));
}

TEST_F(WsusTools, WsuscontentRefuses) {
  EXPECT_THAT(machine_.type("wsuscontent change file9.cab").output, HasSubstr("has no file \"file9.cab\""));
  EXPECT_THAT(machine_.type("wsuscontent change file1.cab 400").output, HasSubstr("allowed: 0 to 399"));
  EXPECT_EQ(machine_.type("wsuscontent").exit_code, 1);
  EXPECT_EQ(machine_.type("wsuscontent change file1.cab", not_elevated).output, "Access is denied.\n");
  EXPECT_EQ(machine_.flaws.count(), 0u);
}

TEST_F(WsusTools, W32tmSetsTheClockRight) {
  auto settings = *machine_.settings;
  settings.clock_swing = std::chrono::minutes(5);
  machine_.settings = std::make_shared<domain::Settings const>(settings);
  EXPECT_THAT(machine_.type("w32tm /query /status").output, HasSubstr("not synchronized"));
  EXPECT_THAT(machine_.type("w32tm /resync", not_elevated).output, HasSubstr("Access is denied."));
  EXPECT_NE(machine_.settings->clock_swing, wusp::Ticks(0));
  EXPECT_THAT(machine_.type("w32tm /resync").output, HasSubstr("The command completed successfully."));
  EXPECT_EQ(machine_.settings->clock_swing, wusp::Ticks(0));
  EXPECT_THAT(machine_.type("w32tm /query /status").output, HasSubstr("no warning"));
  EXPECT_EQ(machine_.type("w32tm /resync /computer:x").exit_code, 1);
}

TEST_F(WsusTools, WsusclockMakesTheClockSwingUntilItIsSetRight) {
  EXPECT_EQ(machine_.type("wsusclock swing 300", not_elevated).output, "Access is denied.\n");
  for (auto const* const wrong : {"0", "-1", "31536001", "5min"})
    EXPECT_THAT(machine_.type(fmt::format("wsusclock swing {}", wrong)).output, HasSubstr("allowed: 1 to 31536000"));
  EXPECT_EQ(machine_.type("wsusclock").exit_code, 1);
  EXPECT_EQ(machine_.settings->clock_swing, wusp::Ticks(0));
  EXPECT_EQ(machine_.type("wsusclock swing 300").exit_code, 0);
  EXPECT_EQ(machine_.settings->clock_swing, wusp::Ticks(std::chrono::seconds(300)));
  EXPECT_EQ(machine_.type("w32tm /resync").exit_code, 0);
  EXPECT_EQ(machine_.settings->clock_swing, wusp::Ticks(0));
}

TEST_F(WsusTools, WsusfarmSharesKeysAndSticks) {
  EXPECT_EQ(machine_.type("wsusfarm list").output,
            "node 1  key 1\nnode 2  key 2\nRequests of a client go to the nodes in turn.\n");
  EXPECT_EQ(machine_.type("wsusfarm share", not_elevated).output, "Access is denied.\n");
  EXPECT_EQ(machine_.type("wsusfarm share").exit_code, 0);
  EXPECT_THAT(machine_.type("wsusfarm list").output, HasSubstr("node 2  key 1"));
  EXPECT_EQ(machine_.type("wsusfarm rekey 2").exit_code, 0);
  EXPECT_THAT(machine_.type("wsusfarm list").output, HasSubstr("node 2  key 2"));
  EXPECT_THAT(machine_.type("wsusfarm sticky on").output, HasSubstr("go to one node"));
  EXPECT_THAT(machine_.type("wsusfarm rekey 3").output, HasSubstr("allowed: 1 to 2"));
  EXPECT_EQ(machine_.type("wsusfarm sticky maybe").exit_code, 1);
}

TEST(WsusLoad, PutsClientsAndMemoryOnThePools) {
  ServerMachine server;
  EXPECT_THAT(server.run("wsusload list").output, HasSubstr("other clients         0, 500 ms a request"));
  EXPECT_THAT(server.run("wsusload clients 1500").output, HasSubstr("1500, 500 ms a request"));
  EXPECT_THAT(server.run("wsusload clients 20 2000").output, HasSubstr("20, 2000 ms a request"));
  EXPECT_EQ(server.run("wsusload memory 16000").exit_code, 0);
  auto const load = server.internet.load();
  EXPECT_EQ(load.other_clients, 20U);
  EXPECT_EQ(load.other_service, std::chrono::seconds(2));
  EXPECT_EQ(load.memory_per_revision_kb, 16'000U);
}

TEST(WsusLoad, RefusesWhatIsNoNumberAndWhoIsNotElevated) {
  ServerMachine server;
  EXPECT_THAT(server.run("wsusload clients many").output,
              HasSubstr("\"many\" is no number of clients; allowed: 0 to 1000000."));
  EXPECT_THAT(server.run("wsusload clients 5 0").output, HasSubstr("is no time in ms; allowed: 1 to 600000."));
  EXPECT_THAT(server.run("wsusload memory -1").output, HasSubstr("is no number of KB"));
  EXPECT_EQ(server.run("wsusload").exit_code, 1);
  EXPECT_EQ(server.run("wsusload clients 5", not_elevated).output, "Access is denied.\n");
  EXPECT_EQ(server.internet.load().other_clients, 0U);
}

}  // namespace
}  // namespace wsus::server_shell::test
