// Which scenarios a word means.
#include "scenarios/knowledge/selection.hpp"

#include "tests/unit/scenarios/runner/small_scenario.hpp"

#include <gmock/gmock.h>

namespace wsus::lab {
namespace {

using test::small_scenario;
using test::small_scenario_text;
using test::with;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

/// 0: FM01 with 0x80244007, 1: FM21 with 0x80072F7C, 2: a baseline.
std::vector<scenario::Scenario> library() {
  std::vector<scenario::Scenario> scenarios;
  scenarios.push_back(small_scenario(small_scenario_text(), "lib/seeds/too-many.yaml"));
  auto loop = with(small_scenario_text(), "FM01", "FM21");
  loop = with(loop, "One prerequisite too many", "A circle of redirects");
  loop = with(loop, "- expect: {hresult: 0x80244007}\nfix:", "- expect: {hresult: 0x80072F7C}\nfix:");
  scenarios.push_back(small_scenario(loop, "lib/seeds/redirect-loop-vpn.yaml"));
  scenarios.push_back(small_scenario(test::small_baseline_text(), "lib/healthy/baseline-cold.yaml"));
  return scenarios;
}

struct Row {
  std::string word{};
  KeyKind kind = KeyKind::nothing;
  std::vector<std::size_t> scenarios{};
};

TEST(Selection, TakesEveryKindOfKey) {
  auto const scenarios = library();
  std::vector<Row> const rows{
      {"too-many", KeyKind::name, {0}},
      {"Too-Many.yaml", KeyKind::name, {0}},
      {"redirect-*", KeyKind::name, {1}},
      {"*o*-?any", KeyKind::name, {0}},
      {"*", KeyKind::name, {0, 1, 2}},
      {"seeds", KeyKind::tag, {0, 1}},
      {"baseline", KeyKind::tag, {2}},
      {"proxy", KeyKind::tag, {1}},
      {"FM21", KeyKind::mode, {1}},
      {"fm01", KeyKind::mode, {0}},
      {"0x80072F7C", KeyKind::code, {1}},
      {"80072f7c", KeyKind::code, {1}},
      {"-2147012740", KeyKind::code, {1}},
      {"2147954556", KeyKind::code, {1}},
      {"WU_E_PT_SOAPCLIENT_SOAPFAULT", KeyKind::code, {0, 2}},
      {"Circle redirects", KeyKind::symptom, {1}},
      {"prerequisite ids", KeyKind::symptom, {0}},
  };
  for (auto const& row : rows) {
    auto const selected = select_scenarios(scenarios, row.word);
    EXPECT_EQ(selected.kind, row.kind) << row.word;
    EXPECT_EQ(selected.scenarios, row.scenarios) << row.word;
  }
}

TEST(Selection, ASymptomMayBeTheErrorCodeOfAFault) {
  auto const text = with(small_scenario_text(), "- expect: {hresult: 0x80244007}\nfix:",
                         "- expect: {hresult: 0x80244007, fault: {error_code: InvalidParameters}}\nfix:");
  EXPECT_EQ(select_scenarios({small_scenario(text)}, "invalidparameters").kind, KeyKind::symptom);
  EXPECT_EQ(select_scenarios({small_scenario(small_scenario_text())}, "invalidparameters").kind, KeyKind::nothing);
}

TEST(Selection, NothingIsSelectedByWhatNobodyKnows) {
  for (auto const* word : {"", " ", "FM75", "0x80244022", "nonsense", "503", "too-man"}) {
    auto const selected = select_scenarios(library(), word);
    EXPECT_EQ(selected.kind, KeyKind::nothing) << word;
    EXPECT_THAT(selected.scenarios, IsEmpty()) << word;
  }
}

TEST(WhyNothing, NamesTheNearestKnownWords) {
  EXPECT_THAT(why_nothing(library(), "too-mani"),
              StartsWith("nothing is known by 'too-mani'; nearest: the name too-many; allowed: a file, a name"));
  EXPECT_THAT(why_nothing(library(), "baselin"), HasSubstr("nearest: the tag baseline;"));
  EXPECT_THAT(why_nothing(library(), "wu_e_pt_soapclient_soapfalt"),
              HasSubstr("the code WU_E_PT_SOAPCLIENT_SOAPFAULT;"));
  EXPECT_THAT(why_nothing(library(), "fm21x"), HasSubstr("nearest: the failure mode FM21;"));
  EXPECT_THAT(why_nothing(library(), "qqqqqqqq"), Not(HasSubstr("nearest")));
}

TEST(WhyNothing, SaysWhyAModeHasNoScenario) {
  EXPECT_THAT(why_nothing(library(), "fm75"), StartsWith("no scenario shows FM75 (Encrypted ESD / upgrades"));
  EXPECT_THAT(why_nothing(library(), "fm75"), HasSubstr("): The code is the setup program's own"));
}

TEST(WhyNothing, NamesTheModesThatKnowACode) {
  EXPECT_EQ(why_nothing(library(), "0x8024402C"),
            "no scenario shows 0x8024402C WU_E_PT_WINHTTP_NAME_NOT_RESOLVED; failure modes that name it: FM49, FM50");
}

}  // namespace
}  // namespace wsus::lab
