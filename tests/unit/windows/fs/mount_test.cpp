// Real files and folders as part of a simulated drive.
#include "windows/fs/file_system.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <sys/stat.h>
#include <system_error>
#include <thread>

namespace wsus::windows {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Identity const elevated{};
Identity const bob{.user = "bob", .elevated = false};

class Mount : public testing::Test {
protected:
  Mount() {
    std::string pattern = testing::TempDir() + "wsus-mount-XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder " + pattern);
    folder = pattern;
  }
  ~Mount() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }

  void put(std::string const& name, std::string_view content) const {
    std::ofstream(folder / name, std::ios::binary) << content;
  }
  [[nodiscard]] std::string get(std::string const& name) const {
    std::ostringstream text;
    text << std::ifstream(folder / name, std::ios::binary).rdbuf();
    return text.str();
  }

  std::filesystem::path folder;
  FileSystem files;
};

TEST_F(Mount, FileIsReadAnewOnEveryUse) {
  put("web.config", "one\r\n");
  files.mount(R"(C:\Program Files\Update Services\web.config)", folder / "web.config");
  EXPECT_EQ(files.read(R"(c:\program files\update services\WEB.CONFIG)", elevated).content, "one\r\n");
  put("web.config", std::string_view("a\0b", 3));
  EXPECT_EQ(files.read_as_system(R"(C:\Program Files\Update Services\web.config)"), std::string("a\0b", 3));
  EXPECT_TRUE(files.is_directory(R"(C:\Program Files\Update Services)"));
}

TEST_F(Mount, WriteKeepsTheInodeAndTruncates) {
  put("web.config", "a long old text");
  files.mount(R"(C:\web.config)", folder / "web.config");
  struct stat before {};
  ASSERT_EQ(::stat((folder / "web.config").c_str(), &before), 0);
  EXPECT_EQ(files.write(R"(C:\web.config)", "new\r\n", elevated), std::nullopt);
  struct stat after {};
  ASSERT_EQ(::stat((folder / "web.config").c_str(), &after), 0);
  EXPECT_EQ(before.st_ino, after.st_ino);
  EXPECT_EQ(get("web.config"), "new\r\n");
}

TEST_F(Mount, AccessListOfTheMountGuardsTheRealFile) {
  put("web.config", "old");
  files.mount(R"(C:\web.config)", folder / "web.config",
              {.owner = "TrustedInstaller", .access = {{"administrators", Access::read}}});
  EXPECT_EQ(files.write(R"(C:\web.config)", "new", elevated), FileError::access_denied);
  EXPECT_EQ(files.read(R"(C:\web.config)", bob).error, FileError::access_denied);
  EXPECT_EQ(get("web.config"), "old");
}

TEST_F(Mount, MissingRealFileIsNotFoundUntilWritten) {
  files.mount(R"(C:\a.txt)", folder / "a.txt");
  EXPECT_FALSE(files.is_file(R"(C:\a.txt)"));
  EXPECT_EQ(files.read(R"(C:\a.txt)", elevated).error, FileError::file_not_found);
  EXPECT_EQ(files.write(R"(C:\a.txt)", "x", bob), FileError::access_denied);
  EXPECT_EQ(files.write(R"(C:\a.txt)", "x", elevated), std::nullopt);
  EXPECT_EQ(get("a.txt"), "x");
  EXPECT_TRUE(files.is_file(R"(C:\a.txt)"));
}

TEST_F(Mount, ErrorsOfTheRealDriveAreReported) {
  files.mount(R"(C:\a.txt)", folder / "gone" / "a.txt");
  EXPECT_EQ(files.write(R"(C:\a.txt)", "x", elevated), FileError::path_not_found);
  try {
    files.append_as_system(R"(C:\a.txt)", "x");
    FAIL() << "no error";
  } catch (std::system_error const& error) {
    EXPECT_EQ(error.code(), std::errc::no_such_file_or_directory);
    EXPECT_THAT(error.what(), HasSubstr(R"(C:\a.txt)"));
    EXPECT_THAT(error.what(), HasSubstr((folder / "gone").string()));
  }
}

TEST_F(Mount, FullDiskIsReported) {
  ASSERT_TRUE(std::filesystem::exists("/dev/full")) << "every Linux has this device; a container has to pass it on";
  files.mount(R"(C:\full.log)", "/dev/full");
  EXPECT_EQ(files.write(R"(C:\full.log)", "x", elevated), FileError::disk_full);
  EXPECT_THROW(files.append_as_system(R"(C:\full.log)", "x"), std::system_error);
}

TEST_F(Mount, FolderIsSearchedWithoutRegardToCase) {
  std::filesystem::create_directory(folder / "LogFiles");
  put("LogFiles/Change.log", "text");
  put("a.txt", "");
  files.mount(R"(D:\Update Services)", folder);
  EXPECT_TRUE(files.is_directory(R"(D:\update services\LOGFILES)"));
  EXPECT_EQ(files.read(R"(D:\Update Services\logfiles\change.LOG)", bob).content, "text");
  EXPECT_EQ(files.real_case(R"(d:\UPDATE SERVICES\logfiles\change.LOG)"), R"(D:\Update Services\LogFiles\Change.log)");
  EXPECT_THAT(files.list(R"(D:\Update Services)"),
              ElementsAre(R"(D:\Update Services\a.txt)", R"(D:\Update Services\LogFiles)"));
  EXPECT_EQ(files.read(R"(D:\Update Services\no\a)", bob).error, FileError::path_not_found);
  EXPECT_EQ(files.read(R"(D:\Update Services\no)", bob).error, FileError::file_not_found);
}

TEST_F(Mount, NewFilesAndFoldersBelowAMountedFolderAreReal) {
  files.mount(R"(C:\Logs)", folder);
  files.append_as_system(R"(C:\logs\Sub\a.log)", "1");
  files.append_as_system(R"(C:\Logs\sub\A.LOG)", "2");
  EXPECT_EQ(get("Sub/a.log"), "12");
  EXPECT_EQ(files.write(R"(C:\Logs\b.txt)", "b", elevated), std::nullopt);
  EXPECT_EQ(get("b.txt"), "b");
}

TEST_F(Mount, FileInAMountedFolderMayHaveItsOwnAccessList) {
  put("a.txt", "a");
  put("b.txt", "b");
  files.mount(R"(C:\Share)", folder);
  files.set_security(R"(C:\Share\A.TXT)", {.owner = "bob", .access = {{"bob", Access::full}}});
  EXPECT_EQ(files.write(R"(C:\Share\a.txt)", "new", bob), std::nullopt);
  EXPECT_EQ(get("a.txt"), "new");
  EXPECT_EQ(files.write(R"(C:\Share\b.txt)", "new", bob), FileError::access_denied);
  EXPECT_EQ(files.list(R"(C:\Share)").size(), 2U);
  std::filesystem::remove(folder / "a.txt");
  EXPECT_THAT(files.list(R"(C:\Share)"), ElementsAre(R"(C:\Share\b.txt)"));
}

TEST_F(Mount, WhatWasThereBeforeIsGone) {
  files.write_as_system(R"(C:\Logs\old.log)", "old");
  files.write_as_system(R"(C:\Logs2\kept.log)", "kept");
  files.mount(R"(C:\LOGS)", folder);
  EXPECT_TRUE(files.list(R"(C:\Logs)").empty());
  EXPECT_EQ(files.read_as_system(R"(C:\Logs2\kept.log)"), "kept");
}

TEST_F(Mount, AppendsGoToTheFileThatThePathLeadsTo) {
  files.mount(R"(C:\Logs)", folder);
  auto const append = [&](std::string_view row) { files.append_as_system(R"(C:\Logs\a.log)", row); };
  append("1\n");
  append("2\n");
  append("3\n");
  EXPECT_EQ(get("a.log"), "1\n2\n3\n");
  std::filesystem::rename(folder / "a.log", folder / "a.old");  // as a rotation does it
  append("4\n");
  append("5\n");
  EXPECT_EQ(get("a.old"), "1\n2\n3\n");
  EXPECT_EQ(get("a.log"), "4\n5\n");
  std::filesystem::remove(folder / "a.log");
  append("6\n");
  append("7\n");
  EXPECT_EQ(get("a.log"), "6\n7\n");
  put("a.log", "");  // emptied in its place
  append("8\n");
  EXPECT_EQ(get("a.log"), "8\n");
}

TEST_F(Mount, AppendsAreSeenByReadersAtOnce) {
  files.mount(R"(C:\a.log)", folder / "a.log");
  std::string expected;
  for (int i = 0; i < 5; ++i) {
    files.append_as_system(R"(C:\a.log)", "row\n");
    expected += "row\n";
    EXPECT_EQ(files.read_as_system(R"(C:\a.log)"), expected);
  }
}

TEST_F(Mount, AppendsToManyFilesInTurnLoseNothing) {
  files.mount(R"(C:\Logs)", folder);
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 9; ++i)
      files.append_as_system(R"(C:\Logs\)" + std::to_string(i) + ".log", std::to_string(round));
  }
  for (int i = 0; i < 9; ++i) EXPECT_EQ(get(std::to_string(i) + ".log"), "012");
}

TEST_F(Mount, AnAppendThatIsRefusedSaysWhyEachTime) {
  files.mount(R"(C:\full.log)", "/dev/full");
  for (int i = 0; i < 2; ++i) EXPECT_THROW(files.append_as_system(R"(C:\full.log)", "row"), std::system_error);
}

TEST_F(Mount, AppendsOfSeveralThreadsReachTheRealFileWhole) {
  constexpr int threads = 4;
  constexpr int lines = 50;
  files.mount(R"(C:\a.log)", folder / "a.log");
  {
    std::vector<std::jthread> writers;
    for (int i = 0; i < threads; ++i) {
      writers.emplace_back([this, line = std::string(7, static_cast<char>('a' + i)) + "\n"] {
        for (int n = 0; n < lines; ++n) files.append_as_system(R"(C:\a.log)", line);
      });
    }
  }
  auto const content = get("a.log");
  ASSERT_EQ(content.size(), std::size_t{threads * lines * 8});
  for (std::size_t at = 0; at < content.size(); at += 8) {
    EXPECT_EQ(content.substr(at, 8), std::string(7, content[at]) + "\n");
  }
}

}  // namespace
}  // namespace wsus::windows
