// Certificate files: modes, what is written over and what is not.
#include "server/certificates/pem_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <fstream>
#include <iterator>

namespace wsus::certificates {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class PemFiles : public testing::Test {
protected:
  void SetUp() override { fs::remove_all(folder_); }
  void TearDown() override { fs::remove_all(folder_); }

  static std::string content(fs::path const& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  static fs::perms mode(fs::path const& file) { return fs::status(file).permissions(); }
  std::string refusal(bool overwrite) {
    try {
      write_pem_files(folder_, {"new ca", "new ca key"}, {"new server", "new server key"}, overwrite);
    } catch (std::runtime_error const& e) {
      return e.what();
    }
    return "written";
  }

  fs::path folder_ = fs::path(testing::TempDir()) / ("wsus-pem-" + std::to_string(::getpid())) / "made";
};

constexpr auto owner_only = fs::perms::owner_read | fs::perms::owner_write;

TEST_F(PemFiles, FourFilesInANewFolderTheKeysForTheirOwnerOnly) {
  write_pem_files(folder_, {"ca", "ca key"}, {"server", "server key"}, false);
  EXPECT_EQ(content(folder_ / "lab-ca.crt"), "ca");
  EXPECT_EQ(content(folder_ / "lab-ca.key"), "ca key");
  EXPECT_EQ(content(folder_ / "wsus.crt"), "server");
  EXPECT_EQ(content(folder_ / "wsus.key"), "server key");
  EXPECT_EQ(mode(folder_ / "lab-ca.key"), owner_only);
  EXPECT_EQ(mode(folder_ / "wsus.key"), owner_only);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator{}), 4);  // no draft is left
}

TEST_F(PemFiles, OneFileThatIsThereKeepsAllFromBeingWritten) {
  fs::create_directories(folder_);
  std::ofstream(folder_ / "wsus.key") << "old";
  EXPECT_THAT(refusal(false), HasSubstr((folder_ / "wsus.key").string() + "' is there already"));
  EXPECT_EQ(content(folder_ / "wsus.key"), "old");
  EXPECT_FALSE(fs::exists(folder_ / "lab-ca.crt"));
}

TEST_F(PemFiles, OverwritingGivesAKeyItsOwnModeNotTheOldOne) {
  fs::create_directories(folder_);
  std::ofstream(folder_ / "wsus.key") << "old";
  fs::permissions(folder_ / "wsus.key", fs::perms::all);
  EXPECT_EQ(refusal(true), "written");
  EXPECT_EQ(content(folder_ / "wsus.key"), "new server key");
  EXPECT_EQ(mode(folder_ / "wsus.key"), owner_only);
}

TEST_F(PemFiles, NamesTheFolderThatCannotBeMade) {
  fs::create_directories(folder_.parent_path());
  std::ofstream(folder_) << "a file";
  EXPECT_THAT(refusal(false), HasSubstr("cannot make '" + folder_.string()));
}

TEST_F(PemFiles, NamesTheFileThatCannotBeWritten) {
  try {
    write_key(folder_ / "nowhere" / "k", "key");
    FAIL() << "written";
  } catch (std::runtime_error const& e) {
    EXPECT_THAT(e.what(), HasSubstr("nowhere/k': No such file"));
  }
}

}  // namespace
}  // namespace wsus::certificates
