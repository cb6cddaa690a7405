// Layout in 80 columns: what is cut, what is marked, what cannot steer a terminal.
#include "scenarios/teaching/page.hpp"

#include "scenarios/report/columns.hpp"
#include "scenarios/runner/log_fragments.hpp"

#include <gmock/gmock.h>

namespace wsus::lab {
namespace {

using testing::Each;
using testing::HasSubstr;
using testing::Le;
using testing::Not;
using testing::ResultOf;
using testing::StartsWith;

auto fits() { return Each(ResultOf(columns_of, Le(page_width))); }

TEST(Page, ALongLogLineIsCutAndMarked) {
  Page const page(false);
  auto const text =
      page.log({.label = "client PC01, WindowsUpdate.log", .lines = {std::string(200, 'x'), "short"}}, 20);
  EXPECT_THAT(lines_of(text), fits());
  EXPECT_THAT(text, StartsWith("-- client PC01, WindowsUpdate.log (2 new)\n  | xxx"));
  EXPECT_THAT(text, HasSubstr("\n  > xxx"));
  EXPECT_THAT(text, HasSubstr("\n  | short\n"));
}

TEST(Page, ManyLinesAreShownInPartAndAllOfThemWithoutALimit) {
  Page const page(false);
  GrownLog log{.label = "x"};
  for (int i = 0; i < 30; ++i) log.lines.push_back("line " + std::to_string(i));
  auto const part = page.log(log, 10);
  EXPECT_THAT(part, HasSubstr("| line 3\n  ... 20 lines left out; l shows all\n  | line 24\n"));
  EXPECT_THAT(part, HasSubstr("| line 29\n"));
  EXPECT_THAT(page.log(log, 0), HasSubstr("| line 15\n"));
  EXPECT_THAT(page.log(log, 30), Not(HasSubstr("left out")));
}

TEST(Page, CharactersAreColumnsAndStayWhole) {
  Page const page(false);
  std::string umlauts;
  for (int i = 0; i < 100; ++i) umlauts += "\xC3\xBC";
  EXPECT_EQ(columns_of(umlauts), 100U);
  auto const text = page.log({.label = "x", .lines = {umlauts}}, 0);
  EXPECT_THAT(lines_of(text), fits());
  EXPECT_THAT(text, Not(HasSubstr("\xC3\n")));
}

TEST(Page, WideCharactersFitToo) {
  Page const page(false);
  std::string wide;
  for (int i = 0; i < 100; ++i) wide += "\xE6\x97\xA5";
  auto const text = page.log({.label = wide, .lines = {wide}}, 0) + page.heading(wide) + page.paragraph(wide, "- ") +
                    page.command(wide) + page.transcript(wide, {});
  EXPECT_THAT(lines_of(text), fits());
  EXPECT_THAT(text, HasSubstr("\n  > \xE6\x97\xA5"));
}

TEST(Page, AWholeLogHasLinesAndNoneOfThemIsNew) {
  Page const page(false);
  EXPECT_THAT(page.log({.label = "x", .is_whole = true, .lines = {"a", "b"}}, 0), StartsWith("-- x (2 lines)\n"));
  EXPECT_THAT(page.log({.label = "x", .is_whole = true, .lines = {"a"}}, 0), StartsWith("-- x (1 line)\n"));
  EXPECT_THAT(page.log({.label = "x", .lines = {"a", "b"}}, 1), HasSubstr("  ... 1 line left out; l shows all\n"));
}

TEST(Page, BytesOfNoCharacterAndTextThatTurnsItsDirectionAreReplaced) {
  auto const text = Page(false).log({.label = "x",
                                     .lines = {"a\x9B[2Jb\xE2\x80\xAE"
                                               "c"}},
                                    0);
  EXPECT_THAT(text, HasSubstr("  | a\xEF\xBF\xBD[2Jb\xEF\xBF\xBD"
                              "c\n"));
}

TEST(Page, ControlCharactersFromTheWireDoNotReachTheTerminal) {
  Page const page(false);
  auto const text = page.log({.label = "x\x1b[2J",
                              .lines = {"a\x1b[31mb\x07\xC2\x9B"
                                        "c",
                                        "tab\there"}},
                             0) +
                    page.transcript("PC01> type x\n\x1b]0;title\x07\n", {"PC01"}) + page.paragraph("a\x1b[1m b");
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(text, Not(HasSubstr("\x07")));
  EXPECT_THAT(text, Not(HasSubstr("\xC2\x9B")));
  EXPECT_THAT(text, HasSubstr("tab here"));
}

TEST(Page, ParagraphsCommandsAndHeadingsFit) {
  Page const page(false);
  std::string const word(150, 'w');
  auto const text = page.heading("a " + word) + page.paragraph("one two " + word + "\n\nthree", "- ", "  ") +
                    page.command("wsus> appcmd set config \"" + word + "\" /x:" + word) + page.list({word});
  EXPECT_THAT(lines_of(text), fits());
  EXPECT_THAT(text, HasSubstr("\n\n  three\n"));
}

TEST(Page, ATranscriptShowsWhatWasTypedApartFromWhatWasAnswered) {
  Page const page(false);
  EXPECT_EQ(page.transcript("PC01> ver\nWindows\n\n[PC01: scan ended]\n", {"PC01", "wsus"}),
            "  PC01> ver\n    Windows\n    \n    [PC01: scan ended]\n");
}

TEST(Page, ColoursAreThereWhenAskedForOnly) {
  EXPECT_THAT(Page(true).heading("x"), HasSubstr("\x1b[1m"));
  EXPECT_EQ(Page(true).ink(Ink::plain, "x"), "x");
  EXPECT_THAT(Page(false).heading("x") + Page(false).command("y") + Page(false).log({.label = "z"}, 0),
              Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace wsus::lab
