// Proves the index, the making and sharing of files, and that only exact addresses of a catalogue's files are served.
#include "server/content/content_store.hpp"

#include "server/catalogue/content.hpp"
#include "server/catalogue/fragments.hpp"
#include "windows/fs/caseless.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <system_error>
#include <thread>

namespace wsus::content {
namespace {

namespace fs = std::filesystem;

using SharedCatalogue = std::shared_ptr<domain::Catalogue const>;

wusp::UtcTime const modified = *wusp::parse_xsd_date_time("2026-10-04T15:03:36Z");

domain::File file(std::uint64_t seed, std::string name, std::uint64_t size = 5000) {
  return catalogue::make_file(seed, std::move(name), size, modified);
}

SharedCatalogue catalogue_of(std::vector<domain::File> files) {
  domain::Revision revision;
  revision.id = 1;
  revision.identity.revision_number = 1;
  revision.files = std::move(files);
  return std::make_shared<domain::Catalogue const>(std::vector{revision});
}

std::string bytes_of(SharedFile const& open) {
  std::string bytes(static_cast<std::size_t>(open->size()), '\0');
  open->prepare(0, open->size());
  auto const got = ::pread(open->descriptor(), bytes.data(), bytes.size(), 0);
  return bytes.substr(0, static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
}

TEST(ContentStore, ServesTheBytesOfItsFilesInAnyLetterCase) {
  auto const one = file(1, "one.cab");
  auto const all = catalogue_of({one, file(2, "two.exe")});
  ContentStore store;
  auto const path = catalogue::content_path(one);
  auto const served = store.find(path, all);
  ASSERT_TRUE(served);
  EXPECT_EQ(bytes_of(served->open()), catalogue::content_bytes(one));
  EXPECT_EQ(served->validators.modified, modified);
  EXPECT_EQ(served->content_type, "application/octet-stream");
  auto const lower = store.find(windows::to_lower(path), all);
  ASSERT_TRUE(lower);
  EXPECT_EQ(lower->open(), served->open());
  EXPECT_EQ(lower->validators.etag, served->validators.etag);
}

TEST(ContentStore, TheEtagIsThatOfTheBytesInEveryStore) {
  auto const one = file(1, "one.cab");
  auto const all = catalogue_of({one, file(2, "two.cab")});
  ContentStore first;
  ContentStore second;
  auto const etag = first.find(catalogue::content_path(one), all)->validators.etag;
  EXPECT_EQ(second.find(catalogue::content_path(one), all)->validators.etag, etag);
  EXPECT_NE(second.find(catalogue::content_path(file(2, "two.cab")), all)->validators.etag, etag);
}

TEST(ContentStore, OnlyTheExactAddressIsServed) {
  auto const one = file(1, "one.cab");
  auto const all = catalogue_of({one});
  ContentStore store;
  auto const path = catalogue::content_path(one);
  ASSERT_TRUE(store.find(path, all));
  auto other_folder = path;
  other_folder.replace(9, 2, path.substr(9, 2) == "00" ? "01" : "00");
  for (auto const& wrong :
       {other_folder, path + "x", path + "/", path.substr(0, path.size() - 4), path.substr(0, path.size() - 3) + "exe",
        "/" + path, path + "%00", path + "::$DATA", catalogue::content_path(file(2, "one.cab"))})
    EXPECT_FALSE(store.find(wrong, all)) << wrong;
}

TEST(ContentStore, TextsOfALicenceAreServedToo) {
  domain::Revision revision;
  revision.id = 1;
  revision.identity.revision_number = 1;
  revision.eulas.push_back({.language = "en", .file = file(3, "eula.txt")});
  auto const all = std::make_shared<domain::Catalogue const>(std::vector{revision});
  ContentStore store;
  auto const served = store.find(catalogue::content_path(revision.eulas[0].file), all);
  ASSERT_TRUE(served);
  EXPECT_EQ(served->content_type, "text/plain");
}

TEST(ContentStore, AnotherCatalogueRenewsTheIndex) {
  auto const one = file(1, "one.cab");
  auto const two = file(2, "two.cab");
  ContentStore store;
  auto const first = store.find(catalogue::content_path(one), catalogue_of({one}));
  EXPECT_FALSE(store.find(catalogue::content_path(one), catalogue_of({two})));
  auto const both = catalogue_of({one, two});
  EXPECT_TRUE(store.find(catalogue::content_path(two), both));
  EXPECT_TRUE(store.find(catalogue::content_path(one), both));
  EXPECT_EQ(bytes_of(first->open()), catalogue::content_bytes(one));
}

TEST(ContentStore, AFileThatStaysInTheCatalogueStaysOpen) {
  auto const one = file(1, "one.cab");
  ContentStore store;
  auto const first = store.find(catalogue::content_path(one), catalogue_of({one}));
  auto const second = store.find(catalogue::content_path(one), catalogue_of({one, file(2, "two.cab")}));
  EXPECT_EQ(first->open(), second->open());
}

TEST(ContentStore, ForgetsFilesThatNobodyUsesAndMakesThemAgain) {
  auto const one = file(1, "one.cab");
  auto const two = file(2, "two.cab");
  auto const all = catalogue_of({one, two});
  ContentStore store({.open_files = 1});
  std::weak_ptr<faults::OpenFile const> const forgotten = store.find(catalogue::content_path(one), all)->open();
  EXPECT_FALSE(forgotten.expired());
  auto const used = store.find(catalogue::content_path(two), all)->open();
  EXPECT_TRUE(forgotten.expired());
  EXPECT_EQ(bytes_of(store.find(catalogue::content_path(one), all)->open()), catalogue::content_bytes(one));
  EXPECT_EQ(store.find(catalogue::content_path(two), all)->open(), used);
}

TEST(ContentStore, KeepsTheLastFileEvenWhenItIsLargerThanItsBudget) {
  auto const one = file(1, "one.cab");
  auto const all = catalogue_of({one});
  ContentStore store({.open_bytes = 10});
  std::weak_ptr<faults::OpenFile const> const kept = store.find(catalogue::content_path(one), all)->open();
  EXPECT_FALSE(kept.expired());
}

TEST(ContentStore, ManyThreadsThatAskAtOnceShareOneFile) {
  auto const one = file(1, "one.cab", 200'000);
  auto const all = catalogue_of({one});
  ContentStore store;
  std::vector<SharedFile> files(8);
  {
    std::vector<std::jthread> threads;
    for (auto& to : files) threads.emplace_back([&] { to = store.find(catalogue::content_path(one), all)->open(); });
  }
  for (auto const& got : files) EXPECT_EQ(got, files[0]);
}

class ContentFolderTest : public testing::Test {
protected:
  ContentFolderTest() {
    auto const* const test = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::path(testing::TempDir()) / (std::string("wsus-content-") + test->name());
    fs::remove_all(folder_);
    on_disk_ = folder_ / name_;
  }
  ~ContentFolderTest() override { fs::remove_all(folder_); }
  std::vector<std::string> all_files() const {
    std::vector<std::string> names;
    for (auto const& entry : fs::recursive_directory_iterator(folder_)) {
      if (entry.is_regular_file()) names.push_back(entry.path().lexically_relative(folder_).string());
    }
    return names;
  }
  static ino_t inode_of(fs::path const& path) {
    struct stat facts {};
    ::stat(path.c_str(), &facts);
    return facts.st_ino;
  }
  ContentStore telling_store(StoreOptions options = {}) {
    options.directory = folder_;
    options.told = [this](std::string_view what) { told_.emplace_back(what); };
    return ContentStore(std::move(options));
  }
  fs::path folder_;
  std::vector<std::string> told_;
  domain::File const one_ = file(1, "one.CAB");
  std::string const path_ = catalogue::content_path(one_);
  SharedCatalogue const all_ = catalogue_of({one_});
  std::string const name_ = path_.substr(9, 43) + ".cab";  ///< "XX/SHA1.cab"
  fs::path on_disk_;                                       ///< where the folder keeps it
};

TEST_F(ContentFolderTest, KeepsFilesAsARealContentFolderDoes) {
  ContentStore store({.directory = folder_});
  EXPECT_EQ(bytes_of(store.find(path_, all_)->open()), catalogue::content_bytes(one_));
  EXPECT_THAT(all_files(), testing::ElementsAre(name_));
}

TEST_F(ContentFolderTest, AFileThatIsThereIsUsedWhenItsBytesAreRight) {
  fs::create_directories(on_disk_.parent_path());
  std::ofstream(on_disk_, std::ios::binary) << catalogue::content_bytes(one_);
  auto const inode = inode_of(on_disk_);
  auto store = telling_store();
  EXPECT_EQ(bytes_of(store.find(path_, all_)->open()), catalogue::content_bytes(one_));
  EXPECT_EQ(inode_of(on_disk_), inode);
  EXPECT_THAT(told_, testing::IsEmpty());
}

TEST_F(ContentFolderTest, AFileOfAnotherSizeIsReplaced) {
  fs::create_directories(on_disk_.parent_path());
  std::ofstream(on_disk_) << std::string(4999, 'x');
  EXPECT_EQ(bytes_of(ContentStore({.directory = folder_}).find(path_, all_)->open()), catalogue::content_bytes(one_));
  EXPECT_EQ(fs::file_size(on_disk_), 5000U);
  EXPECT_EQ(all_files().size(), 1U);
}

TEST_F(ContentFolderTest, ADamagedFileIsMendedAndTold) {
  fs::create_directories(on_disk_.parent_path());
  std::ofstream(on_disk_) << std::string(5000, 'x');
  auto store = telling_store();
  EXPECT_EQ(bytes_of(store.find(path_, all_)->open()), catalogue::content_bytes(one_));
  EXPECT_THAT(told_, testing::ElementsAre(testing::HasSubstr(on_disk_.string() + "' is damaged at byte 0")));
  ContentStore later({.directory = folder_});
  EXPECT_EQ(bytes_of(later.find(path_, all_)->open()), catalogue::content_bytes(one_));
  EXPECT_EQ(all_files().size(), 1U);
}

TEST_F(ContentFolderTest, AFileIsComparedOnceInTheLifeOfAStore) {
  auto const two = file(2, "two.cab");
  auto const both = catalogue_of({one_, two});
  auto store = telling_store({.open_files = 1});
  EXPECT_EQ(bytes_of(store.find(path_, both)->open()), catalogue::content_bytes(one_));
  std::ofstream(on_disk_) << std::string(5000, 'x');
  static_cast<void>(store.find(catalogue::content_path(two), both)->open());  // one_ is closed
  EXPECT_EQ(bytes_of(store.find(path_, both)->open()), std::string(5000, 'x'));
  EXPECT_THAT(told_, testing::IsEmpty());
}

TEST_F(ContentFolderTest, WhatAnEarlierStoreLeftIsRemoved) {
  fs::create_directories(on_disk_.parent_path());
  std::ofstream(on_disk_.string() + ".new-abcdef") << "half a file";
  ContentStore const store({.directory = folder_});
  EXPECT_THAT(all_files(), testing::IsEmpty());
}

TEST_F(ContentFolderTest, NothingIsMadeBeforeAFileIsOpened) {
  ContentStore store({.directory = folder_});
  EXPECT_EQ(store.find(path_, all_)->size, 5000U);
  EXPECT_FALSE(fs::exists(folder_));
}

TEST_F(ContentFolderTest, ALinkInTheFolderIsReplacedAndNotFollowed) {
  fs::create_directories(on_disk_.parent_path());
  auto const outside = folder_ / "outside";
  std::ofstream(outside) << std::string(5000, 'x');
  fs::create_symlink(outside, on_disk_);
  EXPECT_EQ(bytes_of(ContentStore({.directory = folder_}).find(path_, all_)->open()), catalogue::content_bytes(one_));
  EXPECT_FALSE(fs::is_symlink(on_disk_));
  EXPECT_EQ(fs::file_size(outside), 5000U);
}

TEST_F(ContentFolderTest, AFolderThatCannotBeWrittenIsAnErrorWithItsName) {
  std::ofstream(folder_) << "a file where the folder should be";
  ContentStore store({.directory = folder_});
  try {
    static_cast<void>(store.find(path_, all_)->open());
    FAIL() << "no error";
  } catch (std::system_error const& e) {
    EXPECT_THAT(e.what(), testing::HasSubstr(folder_.string()));
  }
}

}  // namespace
}  // namespace wsus::content
