// Proves HTTP dates, If-None-Match, If-Modified-Since and If-Range.
#include "server/content/conditions.hpp"

#include <gtest/gtest.h>

namespace wsus::content {
namespace {

wusp::UtcTime at(std::string_view text) { return *wusp::parse_xsd_date_time(text); }

Validators const file{.etag = "\"0123456789abcdef:0\"", .modified = at("2026-10-04T15:03:36.9967236Z")};
constexpr std::string_view same_second = "Sun, 04 Oct 2026 15:03:36 GMT";
constexpr std::string_view before = "Sun, 04 Oct 2026 15:03:35 GMT";
constexpr std::string_view later = "Mon, 05 Oct 2026 00:00:00 GMT";

TEST(HttpDate, IsWrittenInWholeSeconds) {
  EXPECT_EQ(to_http_date(file.modified), same_second);
  EXPECT_EQ(to_http_date(at("0001-01-01T00:00:00Z")), "Mon, 01 Jan 0001 00:00:00 GMT");
  EXPECT_EQ(to_http_date(at("2024-02-29T23:59:59Z")), "Thu, 29 Feb 2024 23:59:59 GMT");
}

TEST(HttpDate, ReadsWhatItWrites) {
  for (auto const* text :
       {"0001-01-01T00:00:00Z", "1999-12-31T23:59:59Z", "2024-02-29T12:00:00Z", "9999-12-31T01:02:03Z"})
    EXPECT_EQ(parse_http_date(to_http_date(at(text))), at(text)) << text;
}

TEST(HttpDate, EverythingElseIsNoDate) {
  for (auto const* text :
       {"", "Sun, 04 Oct 2026 15:03:36", "Sun, 04 Oct 2026 15:03:36 UTC", "Sun, 31 Feb 2026 15:03:36 GMT",
        "Sun, 04 Okt 2026 15:03:36 GMT", "Sun, 04 Oct 2026 24:03:36 GMT", "Sun, 04 Oct 2026 15:60:36 GMT",
        "Sun, 04 Oct 2026 15:03:61 GMT", "Sun, -4 Oct 2026 15:03:36 GMT", "Sun, 00 Oct 2026 15:03:36 GMT",
        "Sun, 04 Oct 0000 15:03:36 GMT", "Sunday, 04-Oct-26 15:03:36 GMT", "Sun Oct  4 15:03:36 2026"})
    EXPECT_EQ(parse_http_date(text), std::nullopt) << text;
}

TEST(Conditions, IfNoneMatchWinsOverTheDate) {
  EXPECT_TRUE(not_modified(file.etag, "", file));
  EXPECT_TRUE(not_modified("*", "", file));
  EXPECT_TRUE(not_modified("W/" + file.etag, "", file));
  EXPECT_TRUE(not_modified("\"other\", " + file.etag, "", file));
  EXPECT_TRUE(not_modified(file.etag, before, file));
  EXPECT_FALSE(not_modified("\"other\"", "", file));
  EXPECT_FALSE(not_modified("\"other\"", later, file));
}

TEST(Conditions, IfModifiedSinceComparesWholeSeconds) {
  EXPECT_TRUE(not_modified("", same_second, file));
  EXPECT_TRUE(not_modified("", later, file));
  EXPECT_FALSE(not_modified("", before, file));
  EXPECT_FALSE(not_modified("", "yesterday", file));
  EXPECT_FALSE(not_modified("", "", file));
}

TEST(Conditions, IfRangeWantsExactlyThisFile) {
  EXPECT_TRUE(range_applies("", file));
  EXPECT_TRUE(range_applies(file.etag, file));
  EXPECT_TRUE(range_applies(same_second, file));
  EXPECT_FALSE(range_applies(later, file));
  EXPECT_FALSE(range_applies(before, file));
  EXPECT_FALSE(range_applies("\"other\"", file));
  EXPECT_FALSE(range_applies("W/" + file.etag, file));
  EXPECT_FALSE(range_applies("nonsense", file));
}

}  // namespace
}  // namespace wsus::content
