// Proves which fixed files are served, and which folders are refused with which words.
#include "server/content/static_files.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <stdexcept>

namespace wsus::content {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

std::string text_of(ServedFile const& served) {
  std::string bytes(static_cast<std::size_t>(served.size), '\0');
  auto const got = ::pread(served.open()->descriptor(), bytes.data(), bytes.size(), 0);
  return bytes.substr(0, static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
}

class StaticFilesTest : public testing::Test {
protected:
  StaticFilesTest() {
    auto const* const test = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::path(testing::TempDir()) / (std::string("wsus-static-") + test->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "AU" / "x86");
    write("wuident.cab", "ident");
    write("AU/x86/deep.cab", "deep");
  }
  ~StaticFilesTest() override { fs::remove_all(folder_); }
  void write(std::string const& name, std::string_view text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  std::string refusal() const {
    StaticFiles files;
    try {
      files.add_folder("/SelfUpdate/", folder_);
    } catch (std::runtime_error const& e) {
      return e.what();
    }
    return "none";
  }
  fs::path folder_;
};

TEST_F(StaticFilesTest, ServesAFolderAsItWasListed) {
  StaticFiles files;
  files.add_folder("/SelfUpdate/", folder_);
  write("later.cab", "later");
  ASSERT_NE(files.find("/selfupdate/WUIDENT.CAB"), nullptr);
  EXPECT_EQ(text_of(*files.find("/selfupdate/WUIDENT.CAB")), "ident");
  EXPECT_EQ(text_of(*files.find("/SelfUpdate/au/x86/deep.cab")), "deep");
  for (auto const* path : {"/SelfUpdate/later.cab", "/SelfUpdate/", "/SelfUpdate/AU", "/SelfUpdate/AU/../wuident.cab",
                           "/SelfUpdate//wuident.cab", "/wuident.cab", ""})
    EXPECT_EQ(files.find(path), nullptr) << path;
}

TEST_F(StaticFilesTest, ReplacingAFileDoesNotChangeWhatIsServed) {
  StaticFiles files;
  files.add_folder("/", folder_);
  fs::remove(folder_ / "wuident.cab");
  write("wuident.cab", "other");
  EXPECT_EQ(text_of(*files.find("/wuident.cab")), "ident");
}

TEST_F(StaticFilesTest, LinksAreNotFollowed) {
  EXPECT_EQ(refusal(), "none");
  fs::create_symlink("/etc/passwd", folder_ / "passwd");
  EXPECT_THAT(refusal(), HasSubstr("is no regular file that can be read (links are not followed)"));
  EXPECT_THAT(refusal(), HasSubstr((folder_ / "passwd").string()));
}

TEST_F(StaticFilesTest, LinksToFoldersAreNotFollowedEither) {
  fs::create_directory_symlink("/etc", folder_ / "etc");
  EXPECT_THAT(refusal(), HasSubstr("links are not followed"));
}

TEST_F(StaticFilesTest, NamesThatNeedEncodingAreRefused) {
  write("two words.cab", "");
  EXPECT_THAT(refusal(), HasSubstr("its name cannot be served; allowed: letters, digits, '.', '_' and '-'"));
}

TEST_F(StaticFilesTest, NamesThatDifferInCaseOnlyAreRefused) {
  write("WUIDENT.cab", "");
  EXPECT_THAT(refusal(), HasSubstr("(letter case makes no difference)"));
}

TEST_F(StaticFilesTest, TooManyFilesAreRefused) {
  for (std::size_t i = 0; i < StaticFiles::max_folder_files - 2; ++i) write(fmt::format("{}", i), "");
  EXPECT_EQ(refusal(), "none");
  write("one-more", "");
  EXPECT_THAT(refusal(), HasSubstr("has more files than the 200 that can be served"));
}

TEST_F(StaticFilesTest, TextsHaveTypeAndDate) {
  StaticFiles files;
  files.add_text("/a/version.xml", "<v/>", *wusp::parse_xsd_date_time("2026-10-04T15:03:36Z"));
  auto const* const file = files.find("/A/Version.XML");
  ASSERT_NE(file, nullptr);
  EXPECT_EQ(text_of(*file), "<v/>");
  EXPECT_EQ(file->content_type, "text/xml");
  EXPECT_EQ(to_http_date(file->validators.modified), "Sun, 04 Oct 2026 15:03:36 GMT");
}

}  // namespace
}  // namespace wsus::content
