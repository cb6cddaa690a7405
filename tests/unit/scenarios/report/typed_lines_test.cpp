// Steps of a fix as lines.
#include "scenarios/report/typed_lines.hpp"

#include "tests/unit/scenarios/report/sample_outcomes.hpp"

#include <gmock/gmock.h>

#include <ostream>

namespace wsus::lab {
namespace {

using scenario::AdvanceClock;
using scenario::Step;
using scenario::TypeCommand;

std::vector<std::string> texts_of(std::vector<Step> const& steps) {
  std::vector<std::string> texts;
  for (auto const& line : typed_lines(steps)) texts.push_back(line.text);
  return texts;
}

TEST(TypedLines, CommandsHaveTheirPromptsAndExpectationsNoLine) {
  auto const lines = typed_lines(test::fix_steps());
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_EQ(lines[0].text, "wsus> takeown /f web.config");
  EXPECT_TRUE(lines[0].is_command);
  EXPECT_EQ(lines[1].text, "PC01> reg delete X /f");
  EXPECT_EQ(lines[2].text, "(ends with 1, \"ERROR: none\"; that is expected here)");
  EXPECT_FALSE(lines[2].is_command);
  EXPECT_EQ(lines[3].text, "(wait 15 min)");
}

struct Wait {
  wusp::Ticks by{};
  std::string text{};
};
void PrintTo(Wait const& wait, std::ostream* out) { *out << wait.text; }

class TypedWait : public testing::TestWithParam<Wait> {};

TEST_P(TypedWait, IsWrittenInTheLargestWholeUnit) {
  EXPECT_THAT(texts_of({{.what = AdvanceClock{.by = GetParam().by}}}), testing::ElementsAre(GetParam().text));
}

INSTANTIATE_TEST_SUITE_P(Table, TypedWait,
                         testing::Values(Wait{std::chrono::days(2), "(wait 2 d)"},
                                         Wait{std::chrono::hours(22), "(wait 22 h)"},
                                         Wait{std::chrono::minutes(61), "(wait 61 min)"},
                                         Wait{std::chrono::seconds(90), "(wait 90 s)"},
                                         Wait{std::chrono::milliseconds(500), "(wait 500 ms)"}));

TEST(TypedLines, OtherStepsAreRemarks) {
  EXPECT_THAT(texts_of({{.what = scenario::TakeSnapshot{.machine = "PC01", .name = "old"}},
                        {.what = scenario::RestoreSnapshot{.machine = "PC01", .name = "old"}},
                        {.what = scenario::RunDetectionCycles{.machine = "PC01", .count = 1}},
                        {.what = scenario::RunDetectionCycles{.machine = "PC01", .count = 3}},
                        {.what = scenario::Synchronise{.revisions = 600}}}),
              testing::ElementsAre("(take snapshot old of PC01)", "(restore snapshot old of PC01)",
                                   "(PC01 scans by itself when its detection cycle is over)",
                                   "(PC01 scans by itself 3 times, once a detection cycle)",
                                   "(the server synchronises: 600 revisions)"));
}

TEST(TypedLines, AnyExitCodeNeedsNoRemark) {
  EXPECT_THAT(texts_of({{.what = TypeCommand{.at = "PC01", .line = "reg", .exit_code = std::nullopt}}}),
              testing::ElementsAre("PC01> reg"));
  EXPECT_THAT(texts_of({{.what = TypeCommand{.at = "PC01", .line = "reg", .exit_code = 5}}}),
              testing::ElementsAre("PC01> reg", "(ends with 5; that is expected here)"));
}

TEST(TypedLines, AScriptedEditIsMarkedAsTheLabsOwn) {
  EXPECT_THAT(texts_of({{.what = TypeCommand{.at = "wsus", .line = "notepad.exe web.config /set a=1"}}}),
              testing::ElementsAre("wsus> notepad.exe web.config /set a=1", testing::HasSubstr("by hand")));
  EXPECT_THAT(texts_of({{.what = TypeCommand{.at = "wsus", .line = "notepad web.config"}}}), testing::SizeIs(1));
}

TEST(AllElevated, IsTrueOnlyWhenEveryPromptIs) {
  EXPECT_TRUE(all_elevated(test::fix_steps()));
  auto steps = test::fix_steps();
  steps.push_back({.what = TypeCommand{.at = "PC01", .line = "dir", .elevated = false}});
  EXPECT_FALSE(all_elevated(steps));
  EXPECT_FALSE(all_elevated({}));
}

}  // namespace
}  // namespace wsus::lab
