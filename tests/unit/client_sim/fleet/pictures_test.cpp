// Scripts for gnuplot, the page, and the line of progress.
#include "client_sim/fleet/pictures.hpp"
#include "client_sim/fleet/progress.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace wsus::fleet {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

FleetResult some_result() {
  FleetResult result{.program = "wua-sim 0.1.0", .settings = {{"server", "http://a/<b>&'\""}}, .parts = {{}}};
  auto& tally = result.tally;
  tally.record(ScanRecord{.intended = 50ms, .end = ScanEnd::warm, .latency = 2'000});
  tally.record(ScanRecord{.intended = 250ms, .end = ScanEnd::failed, .hresult = 0x80244007, .latency = 30'000});
  tally.record(CallRecord{.name = "SyncUpdates", .latency = 1'000});
  return result;
}

TEST(Pictures, AreThreeScriptsWithTheirData) {
  auto const pictures = pictures_of(some_result());
  ASSERT_THAT(pictures, SizeIs(3));
  for (auto const& picture : pictures) {
    EXPECT_THAT(picture.script, HasSubstr("set terminal svg")) << picture.title;
    EXPECT_THAT(picture.script, HasSubstr("plot $")) << picture.title;
    EXPECT_THAT(picture.description, Not(IsEmpty()));
  }
  EXPECT_THAT(pictures[0].script,
              HasSubstr("$data << END\n0.05 2 2 2 2\n0.15000000000000002 ? ? ? ?\n0.25 30 30 30 30\nEND\n"));
  EXPECT_THAT(pictures[1].script, HasSubstr("0.05 10 10 10 10 10\n"));
  EXPECT_THAT(pictures[2].script,
              AllOf(HasSubstr("$latency << END\n1 2.007\n2 30\n2 30\nEND\n"), HasSubstr("$service << END")));
}

TEST(Pictures, OfNoScansAreNone) { EXPECT_THAT(pictures_of({}), IsEmpty()); }

TEST(Pictures, TimeIsInAUnitThatIsReadable) {
  auto result = some_result();
  EXPECT_THAT(pictures_of(result)[0].script, HasSubstr("seconds of fleet time"));
  result.tally.record(ScanRecord{.intended = 30min});
  EXPECT_THAT(pictures_of(result)[0].script, HasSubstr("minutes of fleet time"));
  result.tally.record(ScanRecord{.intended = 22h});
  EXPECT_THAT(pictures_of(result)[0].script, HasSubstr("hours of fleet time"));
}

TEST(Html, HasPicturesAndTablesAndEscapesWhatItShows) {
  auto const page =
      to_html(some_result(), {{.title = "A & B", .svg = "<svg/>"}, {.title = "C", .problem = "no <gnuplot>"}});
  EXPECT_THAT(page, HasSubstr("http://a/&lt;b&gt;&amp;&#39;&quot;"));
  EXPECT_THAT(page, HasSubstr("<h2>A &amp; B</h2>"));
  EXPECT_THAT(page, HasSubstr("src=\"data:image/svg+xml;base64,PHN2Zy8+\""));
  EXPECT_THAT(page, HasSubstr("Not drawn: no &lt;gnuplot&gt;"));
  EXPECT_THAT(page, HasSubstr("0x80244007 WU_E_PT_SOAPCLIENT_SOAPFAULT"));
  EXPECT_THAT(page, HasSubstr("<td>SyncUpdates</td><td class=n>1</td>"));
  for (auto const* const outside : {"src=\"http", "href=", "<script"}) EXPECT_THAT(page, Not(HasSubstr(outside)));
}

TEST(Html, PicturesOfEveryLengthAreWhole) {
  for (auto const& [svg, coded] :
       {std::pair("a", "YQ=="), std::pair("ab", "YWI="), std::pair("abc", "YWJj"), std::pair("\xFF\xFE", "//4=")})
    EXPECT_THAT(to_html(some_result(), {{.title = "x", .svg = svg}}), HasSubstr(std::string("base64,") + coded + "\""));
}

TEST(ProgressLine, TellsTimeScansAndWhatIsUnderWay) {
  auto const result = some_result();
  Progress progress{.now = 1h + 30min + 5s,
                    .duration = 22h,
                    .running = 12,
                    .waiting = 3,
                    .rate = 98.21,
                    .uncounted = 0,
                    .tally = result.tally};
  EXPECT_EQ(progress_line(progress), "1:30:05 of 22:00:00 | 2 scans, 98.2/s, 1 failed | 12 running, 3 waiting | "
                                     "latency 50 % 2.01 ms, 99 % 30 ms");
  Tally const none;
  EXPECT_EQ(progress_line({.duration = 10s, .uncounted = 7, .tally = none}),
            "0:00:00 of 0:00:10 | 0 scans, 0.0/s, 7 not counted | 0 running, 0 waiting");
}

}  // namespace
}  // namespace wsus::fleet
