// Proves which lines are the last ones, however a file is cut into blocks and whatever becomes of it meanwhile.
#include "server/control/last_lines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string_view>
#include <vector>

namespace wsus::control {
namespace {

using testing::Each;
using testing::Le;

/// A file that something may happen to before it is read for the n-th time.
class File {
public:
  explicit File(std::string content) : content_(std::move(content)) {}
  File& before_read(std::size_t number, std::string content) {
    changes_.push_back({number, std::move(content)});
    return *this;
  }

  std::string last(std::uint64_t lines, std::size_t block) {
    return last_lines([this](std::uint64_t offset, std::size_t count) { return read(offset, count); }, content_.size(),
                      lines, block);
  }
  [[nodiscard]] std::vector<std::size_t> const& asked() const { return asked_; }

private:
  struct Change {
    std::size_t read = 0;  ///< from 1
    std::string content{};
  };

  std::string read(std::uint64_t offset, std::size_t count) {
    asked_.push_back(count);
    for (auto const& change : changes_) {
      if (change.read == asked_.size()) content_ = change.content;
    }
    return offset < content_.size() ? content_.substr(offset, count) : std::string();
  }

  std::string content_;
  std::vector<Change> changes_;
  std::vector<std::size_t> asked_;
};

/// The same whatever the size of a block, from one byte to more than the file has.
void expect_last(std::string const& content, std::uint64_t lines, std::string_view expected) {
  for (std::size_t block = 1; block <= content.size() + 2; ++block)
    EXPECT_EQ(File(content).last(lines, block), expected) << "blocks of " << block << ", " << lines << " lines";
}

TEST(LastLines, AreThoseAtTheEnd) {
  expect_last("one\ntwo\nthree\n", 1, "three\n");
  expect_last("one\ntwo\nthree\n", 2, "two\nthree\n");
  expect_last("one\ntwo\nthree\n", 0, "");
}

TEST(LastLines, ALineWithoutAnEndIsTheLastOne) {
  expect_last("one\ntwo\nthr", 1, "thr");
  expect_last("one\ntwo\nthr", 2, "two\nthr");
}

TEST(LastLines, EmptyLinesAreLines) {
  expect_last("one\n\n\n", 1, "\n");
  expect_last("one\n\n\n", 2, "\n\n");
  expect_last("one\n\n\n", 3, "one\n\n\n");
  expect_last("\n", 1, "\n");
}

TEST(LastLines, AreAllWhereTheFileHasNoMore) {
  expect_last("one\ntwo\n", 2, "one\ntwo\n");
  expect_last("one\ntwo\n", 3, "one\ntwo\n");
  expect_last("one\ntwo", 1'000'000, "one\ntwo");
  expect_last("one line without an end", 1, "one line without an end");
}

TEST(LastLines, OfNothingAreNothing) {
  expect_last("", 0, "");
  expect_last("", 5, "");
}

TEST(LastLines, KeepCrLfAndUtf8Whole) {
  expect_last("one\r\ntwo\r\n", 1, "two\r\n");
  expect_last("\xC3\xA4\r\n\xE2\x82\xAC\xE2\x82\xAC\r\n", 1, "\xE2\x82\xAC\xE2\x82\xAC\r\n");
}

TEST(LastLines, ALineMayBeLongerThanABlock) {
  std::string const line(1'000, 'x');
  EXPECT_EQ(File("one\n" + line + "\n").last(1, 64), line + "\n");
  EXPECT_EQ(File("one\n" + line + "\ntwo").last(2, 64), line + "\ntwo");
}

TEST(LastLines, OfALongFileAreReadFromItsEndAlone) {
  std::string content;
  for (int i = 0; i < 100'000; ++i) content += "0123456789\n";
  File file(content);
  EXPECT_EQ(file.last(2, 64), "0123456789\n0123456789\n");
  EXPECT_THAT(file.asked(), testing::ElementsAre(64, 22));
}

TEST(LastLines, AreFoundWithOneBlockInMemory) {
  std::string content;
  for (int i = 0; i < 100; ++i) content += "0123456789\n";
  File file(content);
  EXPECT_EQ(file.last(90, 64).size(), 990U);
  auto blocks = file.asked();
  EXPECT_EQ(blocks.back(), 990U) << "the answer itself";
  blocks.pop_back();
  EXPECT_THAT(blocks, Each(Le(64U)));
}

TEST(LastLines, WhatIsAddedMeanwhileIsNotAmongThem) {
  for (std::size_t read = 1; read <= 4; ++read)
    EXPECT_EQ(File("one\ntwo\nthree\n").before_read(read, "one\ntwo\nthree\nfour\nfive").last(2, 5), "two\nthree\n")
        << "before read " << read;
}

TEST(LastLines, OfAFileThatGetsShorterMeanwhileAreThoseThatItStillHas) {
  std::string const content = "one\ntwo\nthree\nfour\nfive\n";
  for (std::size_t block = 1; block <= content.size() + 1; ++block) {
    File whole(content);
    EXPECT_EQ(whole.last(2, block), "four\nfive\n");
    // Before each of the reads that it takes, the one that fetches the answer included.
    for (std::size_t read = 1; read <= whole.asked().size(); ++read) {
      EXPECT_EQ(File(content).before_read(read, "one\ntwo\nthr").last(2, block), "two\nthr")
          << "blocks of " << block << ", before read " << read;
      EXPECT_EQ(File(content).before_read(read, "").last(2, block), "")
          << "blocks of " << block << ", before read " << read;
    }
  }
}

}  // namespace
}  // namespace wsus::control
