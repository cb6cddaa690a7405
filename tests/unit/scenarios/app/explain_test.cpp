// wsus-lab explain.
#include "scenarios/app/nearest.hpp"
#include "tests/unit/scenarios/app/cli_fixture.hpp"
#include "tests/unit/scenarios/runner/small_scenario.hpp"

#include <gmock/gmock.h>

namespace wsus::lab {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class Explain : public test::CliTest {};

TEST_F(Explain, TellsMeaningModesFixAndScenarios) {
  file("lib/small.yaml", test::small_scenario_text());
  EXPECT_EQ(run({"explain", "0x80244007", "--library", path("lib")}), 0);
  EXPECT_THAT(out_, StartsWith("0x80244007  WU_E_PT_SOAPCLIENT_SOAPFAULT\n  meaning      "));
  EXPECT_THAT(out_, HasSubstr("\n  provoked by  "));
  EXPECT_THAT(out_, HasSubstr("\nfailure modes\n  FM01  "));
  EXPECT_THAT(out_, HasSubstr("\n        fix: Raise maxInstalledPrerequisites 400 -> 800"));
  EXPECT_THAT(out_, HasSubstr("\nscenarios\n  small  One prerequisite too many\n"));
  EXPECT_EQ(err_, "");
}

TEST_F(Explain, TakesEverySpelling) {
  file("lib/small.yaml", test::small_scenario_text());
  for (auto const* code : {"80244007", "-2145107961", "WU_E_PT_SOAPCLIENT_SOAPFAULT", "wu_e_pt_soapclient_soapfault"}) {
    EXPECT_EQ(run({"explain", code, "--library", path("lib")}), 0) << code;
    EXPECT_THAT(out_, StartsWith("0x80244007  WU_E_PT_SOAPCLIENT_SOAPFAULT\n")) << code;
  }
}

TEST_F(Explain, LeavesOutScenariosThatOnlyEndWithTheCode) {
  file("lib/small.yaml", test::small_scenario_text());
  EXPECT_EQ(run({"explain", "0x80244010", "--library", path("lib")}), 0);
  EXPECT_THAT(out_, HasSubstr("scenarios: none in " + path("lib") + " shows it\n"));
}

TEST_F(Explain, NamesTheNearestKnownForAnUnknownCode) {
  EXPECT_EQ(run({"explain", "0x8024400"}), 2);
  EXPECT_EQ(out_, "");
  EXPECT_THAT(err_, StartsWith("wsus-lab: '0x8024400' is no HRESULT that the lab knows; nearest known:\n  0x"));
  EXPECT_EQ(run({"explain", "WU_E_PT_SOAPCLIENT_SOAPFALT"}), 2);
  EXPECT_THAT(err_, HasSubstr("nearest known:\n  0x80244007  WU_E_PT_SOAPCLIENT_SOAPFAULT\n"));
}

TEST_F(Explain, RefusesALibraryThatIsNotThere) {
  EXPECT_EQ(run({"explain", "0x80244007", "--library", path("none")}), 2);
  EXPECT_THAT(err_, HasSubstr(path("none")));
  EXPECT_EQ(out_, "");
}

TEST_F(Explain, SaysWhereItLookedWhenThereIsNoLibrary) {
  auto const before = std::filesystem::current_path();
  std::filesystem::current_path(folder_);
  EXPECT_EQ(run({"explain", "0x80244007"}, {.program_directory = folder_ / "a/b/c"}), 0);
  std::filesystem::current_path(before);
  EXPECT_THAT(out_, HasSubstr("scenarios: no scenario library found; looked in 'scenarios/library', '" +
                              path("a/b/share/wsus-fault-lab/scenarios") + "', '" + path("scenarios/library") + "'\n"));
}

TEST(EditDistance, CountsLetters) {
  EXPECT_EQ(edit_distance("", ""), 0u);
  EXPECT_EQ(edit_distance("abc", "abc"), 0u);
  EXPECT_EQ(edit_distance("abc", ""), 3u);
  EXPECT_EQ(edit_distance("", "abc"), 3u);
  EXPECT_EQ(edit_distance("fault", "falt"), 1u);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3u);
}

TEST(NearestHresults, ComparesCodesWithCodes) {
  auto const nearest = nearest_hresults("0x80244997", 3);
  ASSERT_EQ(nearest.size(), 3u);
  for (auto const* info : nearest) EXPECT_THAT(agent::to_hex(info->code), StartsWith("0x80244"));
  EXPECT_THAT(nearest_hresults("0x80244007", 1)[0]->symbol, Not(HasSubstr("S_OK")));
}

}  // namespace
}  // namespace wsus::lab
