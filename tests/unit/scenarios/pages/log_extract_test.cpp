// The lines of a log that tell of a failure.
#include "scenarios/pages/log_extract.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace wsus::lab {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(TellingLines, AreThoseWithAFragmentOrACode) {
  EXPECT_THAT(
      telling_lines("start\r\nWARNING: PTError: 0x80244007\r\nfailed with 80244007\r\nnothing\r\nSoap fault info:\r\n",
                    {.fragments = {"Soap * info"}, .codes = {0x80244007}}),
      ElementsAre("WARNING: PTError: 0x80244007", "failed with 80244007", "...", "Soap fault info:"));
}

TEST(TellingLines, ACodeIsFoundInAnyLetterCase) {
  EXPECT_THAT(telling_lines("Original error code: 0x80072f7c\n", {.codes = {0x80072F7C}}), SizeIs(1));
}

TEST(TellingLines, AreTheLastOnesWhereThereAreMany) {
  std::string log;
  for (int i = 0; i < 10; ++i) log += fmt::format("FATAL {}\n", i);
  EXPECT_THAT(telling_lines(log, {.fragments = {"FATAL"}, .most = 2}), ElementsAre("FATAL 8", "FATAL 9"));
}

TEST(TellingLines, AreCutWhenTheyAreLong) {
  auto const lines = telling_lines(std::string(400, 'x') + "\n", {.fragments = {"xx"}});
  ASSERT_THAT(lines, SizeIs(1));
  EXPECT_EQ(lines[0].size(), 320u);
  EXPECT_TRUE(lines[0].ends_with("x..."));
}

TEST(TellingLines, AHealthyLogHasNone) {
  EXPECT_THAT(telling_lines("all is well\n", {.fragments = {"FATAL"}, .codes = {0x80244007}}), IsEmpty());
}

TEST(LastSearch, BeginsWithItsFirstLine) {
  EXPECT_EQ(last_search("START Agent: Finding updates 1\r\nFATAL 1\r\n* START * Queueing Finding updates\r\n"
                        "* START * Finding updates 2\r\nFATAL 2\r\n"),
            "* START * Finding updates 2\r\nFATAL 2\r\n");
  EXPECT_EQ(last_search("no search\n"), "no search\n");
  EXPECT_EQ(last_search(""), "");
}

TEST(LastRows, AreRowsWithoutDirectivesAndTimeTaken) {
  EXPECT_THAT(last_rows("#Fields: a b\r\nGET /a 200 0 0 5\r\n#Software: x\r\nGET /c 200 0 0 7\r\n", 5),
              ElementsAre("GET /a 200 0 0", "GET /c 200 0 0"));
  EXPECT_THAT(last_rows("", 2), IsEmpty());
}

TEST(LastRows, AreThoseThatTellWhereThereAreSome) {
  std::string_view const log = "GET /a 404 0 2 1\nGET /b 503 0 0 1\nGET /c 500 19 0 1\nGET /d 200 0 0 1\n";
  EXPECT_THAT(last_rows(log, 5),
              ElementsAre("... (4 rows in all)", "GET /a 404 0 2", "GET /b 503 0 0", "GET /c 500 19 0"));
  EXPECT_THAT(last_rows(log, 1), ElementsAre("... (4 rows in all)", "GET /c 500 19 0"));
}

TEST(LastLines, AreLinesWithoutDirectives) {
  EXPECT_THAT(last_lines("#Fields: a\r\none AppOffline WsusPool\r\ntwo\r\n", 5),
              ElementsAre("one AppOffline WsusPool", "two"));
  EXPECT_THAT(last_lines("one\ntwo\n", 1), ElementsAre("two"));
}

}  // namespace
}  // namespace wsus::lab
