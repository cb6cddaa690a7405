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
  auto const lines = telling_lines(std::string(300, 'x') + "\n", {.fragments = {"xx"}});
  ASSERT_THAT(lines, SizeIs(1));
  EXPECT_EQ(lines[0].size(), 200u);
  EXPECT_TRUE(lines[0].ends_with("x..."));
}

TEST(TellingLines, AHealthyLogHasNone) {
  EXPECT_THAT(telling_lines("all is well\n", {.fragments = {"FATAL"}, .codes = {0x80244007}}), IsEmpty());
}

TEST(LastRows, AreRowsWithoutDirectives) {
  std::string_view const log = "#Fields: a b\r\nGET /a 200\r\nGET /b 404\r\n#Software: x\r\nGET /c 500\r\n";
  EXPECT_THAT(last_rows(log, 5), ElementsAre("GET /a 200", "GET /b 404", "GET /c 500"));
  EXPECT_THAT(last_rows(log, 2), ElementsAre("... (3 rows in all)", "GET /b 404", "GET /c 500"));
  EXPECT_THAT(last_rows("", 2), IsEmpty());
}

}  // namespace
}  // namespace wsus::lab
