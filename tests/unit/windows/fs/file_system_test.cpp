// Files in memory: spelling, rights, errors, several threads.
#include "windows/fs/file_system.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <system_error>
#include <thread>

namespace wsus::windows {
namespace {

using testing::ElementsAre;

Identity const elevated{};
Identity const bob{.user = "bob", .elevated = false};

TEST(FileSystem, StandardFoldersAreThere) {
  FileSystem files;
  for (auto const* path : {R"(C:\)", R"(C:\Windows)", R"(C:\Windows\System32)", R"(C:\Program Files)", R"(C:\Users)"}) {
    EXPECT_TRUE(files.is_directory(path)) << path;
    EXPECT_FALSE(files.is_file(path)) << path;
  }
  EXPECT_FALSE(files.is_directory(R"(D:\)"));
  EXPECT_THAT(files.list(R"(C:\)"), ElementsAre(R"(C:\Program Files)", R"(C:\Users)", R"(C:\Windows)"));
}

TEST(FileSystem, CaseIsIgnoredAndKeptAsFirstWritten) {
  FileSystem files;
  files.write_as_system(R"(c:\windows\WindowsUpdate.log)", "one");
  files.write_as_system(R"(C:/WINDOWS/windowsupdate.LOG)", "two");
  EXPECT_EQ(files.read_as_system(R"(C:\Windows\WINDOWSUPDATE.log)"), "two");
  EXPECT_EQ(files.real_case(R"(c:\WINDOWS\windowsupdate.log)"), R"(C:\Windows\WindowsUpdate.log)");
  EXPECT_EQ(files.real_case(R"(c:\no\Such)"), R"(c:\no\Such)");
}

TEST(FileSystem, ListHasTheEntriesOfTheFolderOnlyAndSorted) {
  FileSystem files;
  files.make_directory(R"(C:\Logs\b\deep)");
  files.write_as_system(R"(C:\Logs\C.log)", "");
  files.write_as_system(R"(C:\Logs\a.log)", "");
  files.write_as_system(R"(C:\Logs2\d.log)", "");
  EXPECT_THAT(files.list(R"(c:\LOGS\)"), ElementsAre(R"(C:\Logs\a.log)", R"(C:\Logs\b)", R"(C:\Logs\C.log)"));
  EXPECT_TRUE(files.list(R"(C:\Logs\a.log)").empty());
  EXPECT_TRUE(files.list(R"(C:\nowhere)").empty());
}

TEST(FileSystem, MakeDirectoryKeepsWhatIsThereAndRefusesAFile) {
  FileSystem files;
  files.write_as_system(R"(C:\Logs\a.log)", "kept");
  files.make_directory(R"(C:\LOGS)");
  EXPECT_EQ(files.read_as_system(R"(C:\Logs\a.log)"), "kept");
  EXPECT_THROW(files.make_directory(R"(C:\Logs\a.log\below)"), std::system_error);
  EXPECT_EQ(files.read_as_system(R"(C:\Logs\a.log)"), "kept");
}

TEST(FileSystem, ReadTellsFileFromPathNotFound) {
  FileSystem files;
  EXPECT_EQ(files.read(R"(C:\Windows\no.log)", elevated).error, FileError::file_not_found);
  EXPECT_EQ(files.read(R"(C:\no\no.log)", elevated).error, FileError::path_not_found);
  EXPECT_EQ(files.read(R"(D:\no.log)", elevated).error, FileError::path_not_found);
  EXPECT_EQ(files.read(R"(C:\Windows)", elevated).error, FileError::access_denied);
  EXPECT_EQ(files.read_as_system(R"(C:\Windows)"), std::nullopt);
}

TEST(FileSystem, PartsOfAFileEndWithIt) {
  FileSystem files;
  auto const path = R"(C:\Logs\a.log)";
  files.write_as_system(path, "0123456789");
  EXPECT_EQ(files.size_as_system(path), 10U);
  EXPECT_EQ(files.read_part_as_system(path, 0, 10), "0123456789");
  EXPECT_EQ(files.read_part_as_system(R"(c:\LOGS\A.LOG)", 8, 5), "89");
  EXPECT_EQ(files.read_part_as_system(path, 10, 5), "");
  EXPECT_EQ(files.read_part_as_system(path, 11, 5), "");
  EXPECT_EQ(files.size_as_system(R"(C:\Logs\no.log)"), std::nullopt);
  EXPECT_EQ(files.read_part_as_system(R"(C:\Logs)", 0, 5), std::nullopt) << "a folder";
}

TEST(FileSystem, WriteCreatesAFileInAFolderThatIsThere) {
  FileSystem files;
  EXPECT_EQ(files.write(R"(C:\Users\a.txt)", "mine", bob), std::nullopt);
  EXPECT_EQ(files.read(R"(C:\Users\a.txt)", bob).content, "mine");
  EXPECT_EQ(files.security(R"(C:\Users\a.txt)")->owner, "bob");
  EXPECT_EQ(files.write(R"(C:\Users\a.txt)", "again", bob), std::nullopt);

  EXPECT_EQ(files.write(R"(C:\Users\b.txt)", "", elevated), std::nullopt);
  EXPECT_EQ(files.security(R"(C:\Users\b.txt)")->owner, "administrators");
  EXPECT_EQ(files.write(R"(C:\no\a.txt)", "", elevated), FileError::path_not_found);
  EXPECT_EQ(files.write(R"(C:\Users)", "", elevated), FileError::access_denied);
}

TEST(FileSystem, AccessListGuardsReadAndWrite) {
  FileSystem files;
  auto const path = R"(C:\web.config)";
  files.write_as_system(path, "old");
  files.set_security(path, {.owner = "TrustedInstaller", .access = {{"users", Access::read}}});
  EXPECT_EQ(files.write(path, "new", elevated), FileError::access_denied);
  EXPECT_EQ(files.read(path, bob).content, "old");

  files.set_security(path, {.owner = "administrator", .access = {{"administrator", Access::full}}});
  EXPECT_EQ(files.write(path, "new", elevated), std::nullopt);
  auto const refused = files.read(path, bob);
  EXPECT_EQ(refused.error, FileError::access_denied);
  EXPECT_EQ(refused.content, "");
  EXPECT_EQ(files.read_as_system(path), "new");
}

TEST(FileSystem, SystemWritesKeepTheAccessListAndCreateParents) {
  FileSystem files;
  auto const path = R"(C:\Program Files\Update Services\LogFiles\SoftwareDistribution.log)";
  files.append_as_system(path, "a\r\n");
  EXPECT_EQ(files.security(path)->owner, "SYSTEM");
  files.set_security(path, {.owner = "bob", .access = {}});
  files.append_as_system(path, "b\r\n");
  EXPECT_EQ(files.read_as_system(path), "a\r\nb\r\n");
  EXPECT_EQ(files.security(path)->owner, "bob");
  EXPECT_THROW(files.append_as_system(R"(C:\Windows)", "x"), std::system_error);
}

TEST(FileSystem, SecurityOfNothingIsEmptyAndCannotBeSet) {
  FileSystem files;
  EXPECT_FALSE(files.security(R"(C:\no.txt)").has_value());
  EXPECT_THROW(files.set_security(R"(C:\no.txt)", {}), std::system_error);
  EXPECT_FALSE(files.is_file(R"(C:\no.txt)"));
}

TEST(FileSystem, AppendsOfSeveralThreadsAreAllThereAndWhole) {
  constexpr int threads = 4;
  constexpr int lines = 200;
  FileSystem files;
  auto const path = R"(C:\Windows\Logs\a.log)";
  {
    std::vector<std::jthread> writers;
    for (int i = 0; i < threads; ++i) {
      writers.emplace_back([&files, path, line = std::string(8, static_cast<char>('a' + i)) + "\n"] {
        for (int n = 0; n < lines; ++n) {
          files.append_as_system(path, line);
          (void)files.read(path, Identity{});
          (void)files.list(R"(C:\Windows\Logs)");
        }
      });
    }
  }
  auto const content = files.read_as_system(path).value();
  ASSERT_EQ(content.size(), std::size_t{threads * lines * 9});
  for (std::size_t at = 0; at < content.size(); at += 9) {
    EXPECT_EQ(content.substr(at, 9), std::string(8, content[at]) + "\n");
  }
  for (int i = 0; i < threads; ++i) EXPECT_EQ(std::ranges::count(content, static_cast<char>('a' + i)), lines * 8);
}

}  // namespace
}  // namespace wsus::windows
