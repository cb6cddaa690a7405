// Stamps: what changes a file, or what a reader of it is told, makes them old.
#include "windows/fs/file_system.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <string>
#include <system_error>

namespace wsus::windows {
namespace {

constexpr std::string_view path = R"(C:\Web\web.config)";

class Stamp : public testing::Test {
protected:
  Stamp() {
    std::string pattern = testing::TempDir() + "wsus-stamp-XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder " + pattern);
    folder = pattern;
  }
  ~Stamp() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }

  std::filesystem::path folder;
  FileSystem files;
};

TEST_F(Stamp, OfAFileIsOldAfterAWrite) {
  files.write_as_system(path, "one");
  auto const stamp = files.stamp(R"(c:\web\WEB.CONFIG)");
  EXPECT_TRUE(files.is_current(stamp));
  files.write_as_system(R"(C:\Web\other.txt)", "new");
  files.write_as_system(R"(C:\Web\other.txt)", "same file again");
  auto const later = files.stamp(path);
  files.write_as_system(R"(C:\Web\other.txt)", "another file");
  EXPECT_TRUE(files.is_current(later));
  files.write_as_system(path, "one");
  EXPECT_FALSE(files.is_current(later));
}

TEST_F(Stamp, IsOldAfterAnythingThatAReaderNotices) {
  struct Change {
    std::string what;
    std::function<void()> make;
  };
  std::vector<Change> const changes{
      {"append", [&] { files.append_as_system(path, "more"); }},
      {"append to what was appended to before", [&] { files.append_as_system(path, "more"); }},
      {"write by a user", [&] { EXPECT_EQ(files.write(path, "new", Identity{}), std::nullopt); }},
      {"access list",
       [&] {
         files.set_security(path, {.owner = "bob", .access = {{"bob", Access::full}}});
       }},
      {"removal", [&] { EXPECT_TRUE(files.remove_as_system(path)); }},
      {"creation", [&] { files.write_as_system(path, "again"); }},
      {"removal of its folder", [&] { EXPECT_TRUE(files.remove_as_system(R"(C:\Web)")); }},
      {"creation of its folder", [&] { files.make_directory(R"(C:\Web)"); }},
      {"mount", [&] { files.mount(path, folder / "web.config"); }},
  };
  files.write_as_system(path, "one");
  for (auto const& change : changes) {
    auto const stamp = files.stamp(path);
    change.make();
    EXPECT_FALSE(files.is_current(stamp)) << change.what;
  }
}

TEST_F(Stamp, OfNothingIsCurrentUntilThereIsSomething) {
  auto const stamp = files.stamp(path);
  EXPECT_TRUE(files.is_current(stamp));
  files.write_as_system(path, "");
  EXPECT_FALSE(files.is_current(stamp));
  EXPECT_FALSE(files.is_current(FileStamp()));
}

TEST_F(Stamp, OfARealFileIsBelievedOnceItsLastChangeIsOld) {
  std::ofstream(folder / "fresh") << "one";
  files.mount(R"(C:\fresh)", folder / "fresh");
  EXPECT_FALSE(files.is_current(files.stamp(R"(C:\fresh)")));  // the next change could look the same

  files.mount(R"(C:\old)", "/etc/passwd");
  auto const stamp = files.stamp(R"(C:\old)");
  EXPECT_TRUE(files.is_current(stamp));
}

TEST_F(Stamp, OfARealFileThatIsMissingIsOldWhenItComes) {
  files.mount(R"(C:\a)", folder / "a");
  auto const stamp = files.stamp(R"(C:\a)");
  EXPECT_TRUE(files.is_current(stamp));
  std::ofstream(folder / "a") << "one";
  EXPECT_FALSE(files.is_current(stamp));
}

TEST_F(Stamp, InAMountedFolderIsNeverCurrent) {
  files.mount(R"(C:\etc)", "/etc");
  EXPECT_FALSE(files.is_current(files.stamp(R"(C:\etc\passwd)")));
  EXPECT_FALSE(files.is_current(files.stamp(R"(C:\etc\no such file)")));
}

}  // namespace
}  // namespace wsus::windows
