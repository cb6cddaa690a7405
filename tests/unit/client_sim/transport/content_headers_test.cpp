// Pure parts of the content client: who downloads, Content-Range, limits.
#include "client_sim/transport/content_headers.hpp"

#include <gtest/gtest.h>

namespace wsus::transport {
namespace {

TEST(ContentHeaders, TheUserAgentTellsWhoDownloads) {
  EXPECT_EQ(downloader_of("Microsoft-Delivery-Optimization/10.1"), Downloader::delivery_optimization);
  EXPECT_EQ(downloader_of("Microsoft BITS/7.8"), Downloader::bits);
  EXPECT_EQ(downloader_of("Windows-Update-Agent"), Downloader::agent);
  EXPECT_EQ(downloader_of(""), Downloader::agent);
}

struct RangeRow {
  char const* text;
  std::optional<agent::ByteRange> range{};
  std::optional<std::uint64_t> total{};
};

TEST(ContentHeaders, ReadsEveryFormOfContentRange) {
  std::vector<RangeRow> const table{
      {"bytes 0-1048575/3000000", agent::ByteRange{0, 1048575}, 3000000},
      {"Bytes 5-5/6", agent::ByteRange{5, 5}, 6},
      {"bytes 0-9/*", agent::ByteRange{0, 9}, {}},
      {"bytes */3000000", {}, 3000000},
      {"bytes 18446744073709551614-18446744073709551615/*",
       agent::ByteRange{18446744073709551614u, 18446744073709551615u},
       {}},
      {"", {}, {}},
      {"bytes", {}, {}},
      {"bytes 0-9", {}, {}},
      {"bytes 9-0/10", {}, 10},
      {"bytes -9/10", {}, 10},
      {"bytes 0-18446744073709551616/*", {}, {}},
      {"lines 0-9/10", {}, {}},
      {"bytes 0-9/10 ", agent::ByteRange{0, 9}, {}},
  };
  for (auto const& row : table) {
    SCOPED_TRACE(row.text);
    auto const read = parse_content_range(row.text);
    EXPECT_EQ(read.range, row.range);
    EXPECT_EQ(read.total, row.total);
  }
}

TEST(ContentHeaders, APartMayBeAsLongAsItsRangeAndALittle) {
  agent::ContentRequest const part{.range = agent::ByteRange{100, 199}};
  EXPECT_EQ(content_body_limit(part, 206, 1 << 20), 100u + 4096);
  EXPECT_EQ(content_body_limit(part, 200, 1 << 20), 1u << 20);
  EXPECT_EQ(content_body_limit({}, 206, 1 << 20), 1u << 20);
  EXPECT_EQ(content_body_limit({.range = agent::ByteRange{0, UINT64_MAX - 1}}, 206, 1000), 1000u + 4096);
}

TEST(ContentHeaders, AWholeFileMayBeAsLongAsTheMetadataSay) {
  agent::ContentRequest const part{.range = agent::ByteRange{100, 199}, .file_size = 5000};
  EXPECT_EQ(content_body_limit(part, 200, 1000), 5000u);
  EXPECT_EQ(content_body_limit(part, 200, 6000), 6000u) << "a longer answer is told apart by its length";
  EXPECT_EQ(content_body_limit(part, 206, 1000), 100u + 4096);
  EXPECT_EQ(content_body_limit(part, 404, 1000), 1000u) << "a page is not the file";
}

}  // namespace
}  // namespace wsus::transport
