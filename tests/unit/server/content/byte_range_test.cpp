// Proves what the Range header asks for: a table, and a comparison with a slow reading of every small range.
#include "server/content/byte_range.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <ostream>
#include <string>

namespace wsus::content {

void PrintTo(WholeFile const&, std::ostream* out) { *out << "whole"; }
void PrintTo(Unsatisfiable const&, std::ostream* out) { *out << "unsatisfiable"; }
void PrintTo(ByteRange const& range, std::ostream* out) { *out << range.offset << "+" << range.length; }

namespace {

struct Row {
  std::string header;
  RangeDecision wanted;
};

TEST(ByteRange, EveryFormOfAFileOfThousandBytes) {
  RangeDecision const whole = WholeFile{};
  RangeDecision const none = Unsatisfiable{};
  for (auto const& row : {
           Row{"", whole},
           Row{"bytes=0-0", ByteRange{0, 1}},
           Row{"bytes=0-99", ByteRange{0, 100}},
           Row{"bytes=999-999", ByteRange{999, 1}},
           Row{"bytes=0-999", ByteRange{0, 1000}},
           Row{"bytes=900-2000", ByteRange{900, 100}},
           Row{"bytes=0-99999999999999999999999", ByteRange{0, 1000}},
           Row{"bytes=500-", ByteRange{500, 500}},
           Row{"bytes=0-", ByteRange{0, 1000}},
           Row{"bytes=-1", ByteRange{999, 1}},
           Row{"bytes=-1000", ByteRange{0, 1000}},
           Row{"bytes=-5000", ByteRange{0, 1000}},
           Row{"bytes=-99999999999999999999999", ByteRange{0, 1000}},
           Row{"BYTES=1-2", ByteRange{1, 2}},
           Row{" bytes= 1-2 ", ByteRange{1, 2}},
           Row{"bytes=,1-2,", ByteRange{1, 2}},
           Row{"bytes=00000000000000000000000001-2", ByteRange{1, 2}},
           Row{"bytes=1000-", none},
           Row{"bytes=1000-1000", none},
           Row{"bytes=18446744073709551615-", none},
           Row{"bytes=99999999999999999999999-", none},
           Row{"bytes=-0", none},
           // Several ranges: the whole file (RFC 9110 14.2).
           Row{"bytes=0-1,5-6", whole},
           Row{"bytes=0-1, -5", whole},
           // What is no range is ignored.
           Row{"bytes=", whole},
           Row{"bytes=,", whole},
           Row{"bytes=-", whole},
           Row{"bytes=5", whole},
           Row{"bytes=5-4", whole},
           Row{"bytes=a-b", whole},
           Row{"bytes=+1-2", whole},
           Row{"bytes=1-2-3", whole},
           Row{"bytes=--1", whole},
           Row{"bytes=1 - 2", whole},
           Row{"bytes=0x1-2", whole},
           Row{"bytes 0-1", whole},
           Row{"bytes", whole},
           Row{"items=0-1", whole},
           Row{"0-1", whole},
       }) {
    EXPECT_EQ(decide_range(row.header, 1000), row.wanted) << row.header;
  }
}

TEST(ByteRange, AnEmptyFileHasNoParts) {
  EXPECT_EQ(decide_range("bytes=0-", 0), RangeDecision(Unsatisfiable{}));
  EXPECT_EQ(decide_range("bytes=0-0", 0), RangeDecision(Unsatisfiable{}));
  EXPECT_EQ(decide_range("bytes=-5", 0), RangeDecision(WholeFile{}));
  EXPECT_EQ(decide_range("", 0), RangeDecision(WholeFile{}));
}

/// Byte by byte what RFC 9110 14.1.2 says about a well-formed first-last range.
RangeDecision slow_reading(std::uint64_t first, std::uint64_t last, std::uint64_t size) {
  if (first > last) return WholeFile{};
  ByteRange part{.offset = first};
  for (auto at = first; at <= last && at < size; ++at) ++part.length;
  if (part.length == 0) return Unsatisfiable{};
  return part;
}

TEST(ByteRange, EverySmallRangeOfEverySmallFileIsReadAsTheStandardSays) {
  for (std::uint64_t size = 0; size <= 9; ++size) {
    for (std::uint64_t first = 0; first <= 11; ++first) {
      for (std::uint64_t last = 0; last <= 11; ++last) {
        EXPECT_EQ(decide_range(fmt::format("bytes={}-{}", first, last), size), slow_reading(first, last, size))
            << first << "-" << last << " of " << size;
      }
      EXPECT_EQ(decide_range(fmt::format("bytes={}-", first), size), slow_reading(first, 100, size)) << first;
    }
  }
}

TEST(ByteRange, NoTextGivesAPartOutsideTheFile) {
  std::uint64_t state = 1;
  auto const next = [&] { return state = state * 6364136223846793005U + 1442695040888963407U, state >> 33U; };
  constexpr std::string_view letters = "0123456789-, =bytesBYTES\t99999";
  std::size_t parts = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string header = round % 8 == 0 ? "" : "bytes=";
    for (auto length = next() % 12; length > 0; --length)
      header += letters[next() % (round % 2 == 0 ? 11 : letters.size())];
    auto const size = next() % 1000;
    auto const decision = decide_range(header, size);
    if (auto const* part = std::get_if<ByteRange>(&decision)) {
      ++parts;
      ASSERT_GT(part->length, 0U) << header;
      ASSERT_LE(part->offset, size) << header;
      ASSERT_LE(part->length, size - part->offset) << header;
    }
  }
  EXPECT_GT(parts, 500U);
}

}  // namespace
}  // namespace wsus::content
