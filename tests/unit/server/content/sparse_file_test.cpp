// Proves that blocks are made where somebody asks, once, and what becomes of names in a folder.
#include "server/content/sparse_file.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <numeric>
#include <random>
#include <stdexcept>
#include <system_error>
#include <thread>

namespace wsus::content {
namespace {

namespace fs = std::filesystem;
constexpr auto block = SparseFile::block_size;

/// Bytes that a shifted or doubled piece cannot have.
char byte_at(std::uint64_t at) { return static_cast<char>((at * 2'654'435'761U) >> 13U); }

std::string made(std::uint64_t offset, std::uint64_t length) {
  std::string bytes(static_cast<std::size_t>(length), '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = byte_at(offset + i);
  return bytes;
}

std::string bytes_of(SparseFile const& file, std::uint64_t offset, std::uint64_t length) {
  std::string bytes(static_cast<std::size_t>(length), '\0');
  auto const got = ::pread(file.descriptor(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
  return bytes.substr(0, static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
}

std::uint64_t stored_bytes(SparseFile const& file) {
  struct stat facts {};
  ::fstat(file.descriptor(), &facts);
  return static_cast<std::uint64_t>(facts.st_blocks) * 512;
}

TEST(SparseFile, OneByteOfAHugeFileMakesOneBlock) {
  auto const file = SparseFile::in_memory(std::uint64_t{4} << 30, made);
  EXPECT_EQ(file->size(), std::uint64_t{4} << 30);
  EXPECT_EQ(file->ready_blocks(), 0U);
  EXPECT_EQ(stored_bytes(*file), 0U);
  auto const last = file->size() - 1;
  file->prepare(last, 1);
  EXPECT_EQ(bytes_of(*file, last, 1), made(last, 1));
  EXPECT_EQ(file->ready_blocks(), 1U);
  EXPECT_EQ(file->memory(), block);
  EXPECT_LE(stored_bytes(*file), 2 * block) << "the rest is a hole";
  EXPECT_FALSE(file->is_whole());
}

TEST(SparseFile, EveryBlockThatARangeTouchesIsMadeOnce) {
  std::atomic<int> calls = 0;
  auto const file = SparseFile::in_memory(3 * block + 5, [&](std::uint64_t offset, std::uint64_t length) {
    ++calls;
    return made(offset, length);
  });
  file->prepare(0, 0);
  file->prepare(3 * block + 5, 10);
  EXPECT_EQ(calls, 0) << "nothing was asked for";
  file->prepare(block - 1, 2);
  EXPECT_EQ(calls, 2);
  file->prepare(0, 2 * block);
  EXPECT_EQ(calls, 2);
  file->prepare(2 * block, ~std::uint64_t{0});
  EXPECT_EQ(calls, 4);
  EXPECT_TRUE(file->is_whole());
  EXPECT_EQ(bytes_of(*file, 0, file->size()), made(0, file->size()));
}

TEST(SparseFile, ThreadsWithShuffledPiecesMakeEveryBlockOnceAndSeeNoHole) {
  constexpr std::uint64_t piece = 100'000;
  constexpr std::uint64_t size = 20 * block + 12'345;
  std::vector<std::atomic<int>> calls(size / block + 1);
  auto const file = SparseFile::in_memory(size, [&](std::uint64_t offset, std::uint64_t length) {
    ++calls[static_cast<std::size_t>(offset / block)];
    return made(offset, length);
  });
  std::vector<std::uint64_t> pieces(size / piece + 1);
  std::iota(pieces.begin(), pieces.end(), 0U);
  std::shuffle(pieces.begin(), pieces.end(), std::mt19937_64(5));
  std::atomic<std::size_t> next = 0;
  std::atomic<int> wrong = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] {
        for (auto at = next++; at < pieces.size(); at = next++) {
          auto const offset = pieces[at] * piece;
          auto const length = std::min(piece, size - offset);
          file->prepare(offset, length);
          if (bytes_of(*file, offset, length) != made(offset, length)) ++wrong;
        }
      });
    }
  }
  EXPECT_EQ(wrong, 0);
  EXPECT_THAT(calls, testing::Each(testing::ResultOf([](auto const& count) { return count.load(); }, 1)));
  EXPECT_TRUE(file->is_whole());
}

TEST(SparseFile, ABlockThatFailedIsTriedAgain) {
  bool fails = true;
  auto const file = SparseFile::in_memory(10, [&](std::uint64_t offset, std::uint64_t length) {
    if (fails) throw std::runtime_error("no bytes");
    return made(offset, length);
  });
  EXPECT_THROW(file->prepare(0, 10), std::runtime_error);
  EXPECT_EQ(file->ready_blocks(), 0U);
  fails = false;
  file->prepare(0, 10);
  EXPECT_EQ(bytes_of(*file, 0, 10), made(0, 10));
}

class SparseFileInFolder : public testing::Test {
protected:
  SparseFileInFolder() {
    auto const* const test = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::path(testing::TempDir()) / (std::string("wsus-sparse-") + test->name());
    fs::remove_all(folder_);
    path_ = folder_ / "AB" / "file.cab";
  }
  ~SparseFileInFolder() override { fs::remove_all(folder_); }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (auto const& entry : fs::directory_iterator(path_.parent_path())) names.push_back(entry.path().filename());
    return names;
  }
  void put(std::string const& bytes) const {
    fs::create_directories(path_.parent_path());
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  [[nodiscard]] Watch watch() {
    return {.damaged = [this](std::string_view what) { told_.emplace_back(what); }, .whole = [this] { ++whole_; }};
  }
  fs::path folder_;
  fs::path path_;
  std::vector<std::string> told_;
  int whole_ = 0;
};

TEST_F(SparseFileInFolder, HasItsNameWhenItIsWhole) {
  auto const file = SparseFile::in_folder(path_, 2 * block, made, watch());
  file->prepare(0, 1);
  EXPECT_THAT(names(), testing::ElementsAre(testing::StartsWith("file.cab.new-")));
  EXPECT_EQ(whole_, 0);
  file->prepare(block, 1);
  EXPECT_THAT(names(), testing::ElementsAre("file.cab"));
  EXPECT_EQ(whole_, 1);
  EXPECT_EQ(bytes_of(*file, 0, 2 * block), made(0, 2 * block));
  EXPECT_EQ(file->memory(), 0U);
}

TEST_F(SparseFileInFolder, IsGoneWhenNobodyUsesItBefore) {
  SparseFile::in_folder(path_, 2 * block, made, watch())->prepare(0, 1);
  EXPECT_THAT(names(), testing::IsEmpty());
}

TEST_F(SparseFileInFolder, ThatCannotGetItsNameIsAnErrorOfTheLastBlock) {
  fs::create_directories(path_ / "a folder in the way");
  auto const file = SparseFile::in_folder(path_, 10, made, watch());
  EXPECT_THROW(file->prepare(0, 10), std::system_error);
  EXPECT_EQ(whole_, 0);
  file->prepare(0, 10);
  EXPECT_EQ(bytes_of(*file, 0, 10), made(0, 10)) << "but it has its bytes";
}

TEST_F(SparseFileInFolder, OneThatIsThereIsUsedWhenItsBytesAreRight) {
  put(made(0, 3 * block));
  auto const before = fs::last_write_time(path_);
  auto const file = SparseFile::reused(path_, 3 * block, made, watch());
  ASSERT_TRUE(file);
  file->prepare(0, 3 * block);
  EXPECT_EQ(fs::last_write_time(path_), before);
  EXPECT_THAT(told_, testing::IsEmpty());
  EXPECT_EQ(whole_, 1);
}

TEST_F(SparseFileInFolder, BlocksThatAreDamagedAreMadeAgainAndToldOnce) {
  auto bytes = made(0, 3 * block);
  bytes[0] = static_cast<char>(bytes[0] ^ 1);
  bytes.back() = static_cast<char>(bytes.back() ^ 1);
  put(bytes);
  auto const file = SparseFile::reused(path_, 3 * block, made, watch());
  file->prepare(block, 1);
  EXPECT_THAT(told_, testing::IsEmpty()) << "the middle is as it should be";
  file->prepare(0, 3 * block);
  EXPECT_EQ(bytes_of(*file, 0, 3 * block), made(0, 3 * block));
  EXPECT_THAT(told_,
              testing::ElementsAre(fmt::format(
                  "content file '{}' is damaged at byte 0 or behind: what differs is made again", path_.string())));
}

TEST_F(SparseFileInFolder, OneOfAnotherSizeOrKindIsNotUsed) {
  put("short");
  EXPECT_FALSE(SparseFile::reused(path_, 6, made, watch()));
  EXPECT_FALSE(SparseFile::reused(folder_ / "none", 6, made, watch()));
  EXPECT_FALSE(SparseFile::reused(folder_, 6, made, watch()));
}

TEST_F(SparseFileInFolder, WhatAnEarlierRunLeftIsRemovedAndNothingElse) {
  put("whole");
  auto const left = fs::path(path_.string() + ".new-abcdef");
  std::ofstream(left) << "left";
  std::ofstream(folder_ / "x.new-abcdef") << "not in a folder of two letters";
  auto const in_use = SparseFile::in_folder(folder_ / "AB" / "other.cab", 10, made, watch());
  remove_leftovers(folder_);
  EXPECT_FALSE(fs::exists(left));
  EXPECT_THAT(names(), testing::UnorderedElementsAre("file.cab", testing::StartsWith("other.cab.new-")));
  EXPECT_TRUE(fs::exists(folder_ / "x.new-abcdef"));
  in_use->prepare(0, 10);
  EXPECT_THAT(names(), testing::UnorderedElementsAre("file.cab", "other.cab"));
  remove_leftovers(folder_ / "none");
}

}  // namespace
}  // namespace wsus::content
