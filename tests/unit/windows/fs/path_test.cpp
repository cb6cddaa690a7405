// Windows paths as text: roots, "." and "..", slashes, parents.
#include "windows/fs/caseless.hpp"
#include "windows/fs/file_system.hpp"
#include "windows/fs/path.hpp"

#include <gtest/gtest.h>

namespace wsus::windows {
namespace {

struct PathCase {
  std::string_view cwd;
  std::string_view path;
  std::string_view expected;
};

class AbsolutePath : public testing::TestWithParam<PathCase> {};

TEST_P(AbsolutePath, IsResolved) { EXPECT_EQ(absolute_path(GetParam().cwd, GetParam().path), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(
    Table, AbsolutePath,
    testing::Values(
        PathCase{R"(C:\Windows)", "", R"(C:\Windows)"}, PathCase{R"(C:\Windows)", ".", R"(C:\Windows)"},
        PathCase{R"(C:\Windows)", "a.log", R"(C:\Windows\a.log)"},
        PathCase{R"(C:\Windows)", R"(.\Logs\a.log)", R"(C:\Windows\Logs\a.log)"},
        PathCase{R"(C:\Windows\Logs)", "..", R"(C:\Windows)"},
        PathCase{R"(C:\Windows\Logs)", R"(..\System32\)", R"(C:\Windows\System32)"},
        PathCase{R"(C:\Windows)", R"(..\..\..)", R"(C:\)"}, PathCase{R"(C:\)", "Windows", R"(C:\Windows)"},
        PathCase{R"(C:\Windows)", R"(\Users)", R"(C:\Users)"}, PathCase{R"(D:\Windows)", R"(\Users)", R"(D:\Users)"},
        PathCase{R"(C:\Windows)", "/Users/bob", R"(C:\Users\bob)"},
        PathCase{R"(C:\Windows)", R"(D:\a\.\b\..\c)", R"(D:\a\c)"}, PathCase{R"(C:\Windows)", "d:/a//b", R"(D:\a\b)"},
        PathCase{R"(C:\Windows)", R"(c:\WINDOWS)", R"(C:\WINDOWS)"}, PathCase{R"(C:\Windows)", "C:", R"(C:\Windows)"},
        PathCase{R"(C:\Windows)", "c:Logs", R"(C:\Windows\Logs)"}, PathCase{R"(C:\Windows)", "D:Logs", R"(D:\Logs)"},
        PathCase{R"(C:\Windows)", R"(\\server\share\f)", R"(\\server\share\f)"},
        PathCase{R"(C:\Windows)", R"(C:\Windows\...\a)", R"(C:\Windows\...\a)"}, PathCase{"", "Users", R"(C:\Users)"}));

TEST(Path, ParentAndNameMakeThePathAgain) {
  EXPECT_EQ(parent_path(R"(C:\Windows\Logs)"), R"(C:\Windows)");
  EXPECT_EQ(parent_path(R"(C:\Windows)"), R"(C:\)");
  EXPECT_EQ(parent_path(R"(C:\)"), "");
  EXPECT_EQ(parent_path(R"(\\server\share)"), R"(\\server)");
  EXPECT_EQ(parent_path(R"(\\server)"), R"(\\)");
  EXPECT_EQ(last_name(R"(C:\Windows)"), "Windows");
  EXPECT_EQ(last_name(R"(C:\)"), "");
  EXPECT_EQ(join_path(R"(C:\)", "Windows"), R"(C:\Windows)");
  EXPECT_EQ(join_path(R"(C:\Windows)", "Logs"), R"(C:\Windows\Logs)");
}

TEST(Caseless, OnlyAsciiLettersAreFolded) {
  EXPECT_TRUE(equal_caseless("ProgramFiles", "PROGRAMFILES"));
  EXPECT_FALSE(equal_caseless("ProgramFiles", "ProgramFile"));
  EXPECT_FALSE(equal_caseless("[", "{"));
  EXPECT_EQ(to_lower("Web.CONFIG@[\xC3\x84"), "web.config@[\xC3\x84");
  EXPECT_TRUE(CaselessLess{}("A", "b"));
  EXPECT_FALSE(CaselessLess{}("B", "a"));
  EXPECT_FALSE(CaselessLess{}("a", "A"));
}

}  // namespace
}  // namespace wsus::windows
