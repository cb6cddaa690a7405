// Reports byte for byte.
#include "scenarios/report/reports.hpp"

#include "tests/unit/scenarios/report/sample_outcomes.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>

#include <fstream>
#include <string>
#include <vector>

namespace wsus::lab {
namespace {

using test::bad_outcome;
using test::baseline_outcome;
using test::good_outcome;
using test::interrupted_outcome;
using testing::HasSubstr;
using testing::Not;

TEST(TextReport, ExplainsAGoodScenario) {
  EXPECT_EQ(to_text(good_outcome(), false), "too-many  Too many installed prerequisites\n"
                                            "  The list has 401 ids. The server takes 400.\n"
                                            "  reproduced  0x80244007 WU_E_PT_SOAPCLIENT_SOAPFAULT   (0.21 s)\n"
                                            "  fixed       2 commands, typed at an elevated prompt\n"
                                            "    wsus> takeown /f web.config\n"
                                            "    PC01> reg delete X /f\n"
                                            "      (ends with 1, \"ERROR: none\"; that is expected here)\n"
                                            "      (wait 15 min)\n"
                                            "  verified    0x00000000 S_OK, 3 updates found\n"
                                            "  controls    1 of 1 did not cure; 1 of 1 without the cause did not fail\n"
                                            "    - a restart does not cure\n"
                                            "    - 400 entries scan clean\n"
                                            "  held in 0.84 s\n");
}

TEST(TextReport, TellsAGoodScenarioInALineEachWhenBrief) {
  EXPECT_EQ(to_text(good_outcome(), false, Detail::brief),
            "too-many  Too many installed prerequisites\n"
            "  reproduced  0x80244007 WU_E_PT_SOAPCLIENT_SOAPFAULT   (0.21 s)\n"
            "  fixed       2 commands\n"
            "  verified    0x00000000 S_OK, 3 updates found\n"
            "  controls    1 of 1 did not cure; 1 of 1 without the cause did not fail\n"
            "  held in 0.84 s\n");
}

TEST(TextReport, TellsABaselineWithoutReproductionAndFix) {
  EXPECT_EQ(to_text(baseline_outcome(), false), "baseline-cold  A healthy scan\n"
                                                "  Nothing is wrong.\n"
                                                "  verified    0x00000000 S_OK, 3 updates found\n"
                                                "  held in 0.25 s\n");
}

TEST(TextReport, TellsWhatDiffersAndShowsTheEvidence) {
  EXPECT_EQ(to_text(bad_outcome(), false, Detail::brief),
            "wrong  Wrong <fix> & more\n"
            "  reproduced  0x80244007 WU_E_PT_SOAPCLIENT_SOAPFAULT   (0.21 s)\n"
            "  fixed       2 commands\n"
            "  NOT verified  0x80244007 WU_E_PT_SOAPCLIENT_SOAPFAULT\n"
            "    wrong.yaml:20: /verify/1: PC01: expected 0x00000000 \"S_OK\"\n"
            "  controls    0 of 1 did not cure; 1 of 1 without the cause did not fail\n"
            "  NOT held  a restart does not cure\n"
            "    wrong.yaml:30: /controls/0: it cures\n"
            "  DID NOT HOLD after 0.84 s\n"
            "=== wrong: verify\nPC01> usoclient\xE2\x90\x81\n");
  EXPECT_THAT(to_text(bad_outcome(), false), HasSubstr("  NOT held  a restart does not cure\n"
                                                       "    wrong.yaml:30: /controls/0: it cures\n"
                                                       "    - 400 entries scan clean\n"));
}

TEST(TextReport, WrapsTheDescriptionAtAHundredColumns) {
  auto outcome = good_outcome();
  outcome.about = std::string(49, 'a') + " " + std::string(48, 'b') + " " + std::string(98, 'c') + " d";
  EXPECT_THAT(to_text(outcome, false), HasSubstr("\n  " + std::string(49, 'a') + " " + std::string(48, 'b') + "\n  " +
                                                 std::string(98, 'c') + "\n  d\n  reproduced"));
}

TEST(TextReport, ShowsTwelveLinesOfAFixAndCountsTheRest) {
  auto outcome = good_outcome();
  outcome.fix_steps.assign(12, {.what = scenario::TypeCommand{.at = "PC01", .line = "dir"}});
  EXPECT_THAT(to_text(outcome, false), Not(HasSubstr("more line")));
  outcome.fix_steps.push_back(outcome.fix_steps.front());
  EXPECT_THAT(to_text(outcome, false), HasSubstr("    PC01> dir\n    ... and 1 more line\n  verified"));
  outcome.fix_steps.push_back(outcome.fix_steps.front());
  EXPECT_THAT(to_text(outcome, false), HasSubstr("    PC01> dir\n    ... and 2 more lines\n  verified"));
}

TEST(TextReport, SaysNothingOfElevationWhenAPromptIsNotElevated) {
  auto outcome = good_outcome();
  outcome.fix_steps = {{.what = scenario::TypeCommand{.at = "PC01", .line = "dir", .elevated = false}}};
  EXPECT_THAT(to_text(outcome, false), HasSubstr("  fixed       2 commands\n    PC01 (not elevated)> dir\n"));
}

TEST(TextReport, ReproducedIsTheScanThatFailedAlsoWhenAnotherMachineScansWellAfterIt) {
  auto outcome = good_outcome();
  outcome.reproduce.scans.push_back({.hresult = 0, .symbol = "S_OK"});
  EXPECT_THAT(to_text(outcome, false), HasSubstr("  reproduced  0x80244007 WU_E_PT_SOAPCLIENT_SOAPFAULT"));
  outcome.reproduce.scans = {{.hresult = 0, .symbol = "S_OK"}};
  EXPECT_THAT(to_text(outcome, false), HasSubstr("  reproduced  0x00000000 S_OK"));
}

TEST(TextReport, LeavesOutPhasesThatWereNotReached) {
  auto outcome = bad_outcome();
  outcome.reproduced = false;
  auto const text = to_text(outcome, false);
  EXPECT_THAT(text, HasSubstr("  NOT reproduced  0x80244007"));
  EXPECT_THAT(text, Not(HasSubstr("takeown")));
  EXPECT_THAT(text, Not(HasSubstr("fixed")));
  EXPECT_THAT(text, Not(HasSubstr("verified")));
}

TEST(TextReport, SaysThatARunWasInterrupted) {
  EXPECT_EQ(to_text(interrupted_outcome(), false), "late  Never begun\n"
                                                   "    lib/late.yaml: interrupted before its end\n"
                                                   "  INTERRUPTED after 0.00 s\n");
}

TEST(TextReport, TellsOfAnInterruptedScenarioInThreeLines) {
  auto outcome = interrupted_outcome();
  outcome.about = good_outcome().about;
  EXPECT_EQ(to_text(outcome, false), to_text(interrupted_outcome(), false));
  EXPECT_THAT(to_text(outcome, true), HasSubstr("\x1b[31mINTERRUPTED\x1b[0m after"));
}

TEST(TextReport, NothingOfARunSteersTheTerminal) {
  auto outcome = bad_outcome();
  outcome.problems = {{"was: \x1b[2J"}};
  outcome.controls[0].problems = {{"\x1b]0;title\x07"}};
  outcome.evidence = "\x1b[31m\xFF\n";
  auto const text = to_text(outcome, false);
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(text, Not(HasSubstr("\xFF")));
  EXPECT_THAT(text, HasSubstr("    was: \xE2\x90\x9B[2J\n"));
}

TEST(TextReport, IsColouredForATerminalOnly) {
  EXPECT_THAT(to_text(good_outcome(), true), HasSubstr("\x1b[1mtoo-many\x1b[0m  Too many"));
  EXPECT_THAT(to_text(good_outcome(), true), HasSubstr("\x1b[32mreproduced  \x1b[0m0x80244007"));
  EXPECT_THAT(to_text(bad_outcome(), true), HasSubstr("\x1b[31mNOT verified  \x1b[0m0x80244007"));
  EXPECT_THAT(to_text(bad_outcome(), false), Not(HasSubstr("\x1b")));
}

TEST(Summary, CountsWhatHeld) {
  EXPECT_EQ(summary({good_outcome(), baseline_outcome(), bad_outcome()}, 1.234, false),
            "3 scenarios: 2 held, 1 did not (1.2 s)");
  EXPECT_EQ(summary({good_outcome()}, 0.96, false), "1 scenario: 1 held, 0 did not (1.0 s)");
}

TEST(Summary, CountsRepeatedRunsAndTheirScenarios) {
  EXPECT_EQ(summary({good_outcome(), baseline_outcome(), good_outcome(), baseline_outcome()}, 2, false),
            "4 runs of 2 scenarios: 4 held, 0 did not (2.0 s)");
}

TEST(RunNumbers, CountTheRunsOfEachScenario) {
  EXPECT_THAT(run_numbers({good_outcome(), bad_outcome(), good_outcome(), good_outcome()}),
              testing::ElementsAre(1, 1, 2, 3));
  EXPECT_THAT(run_numbers({}), testing::IsEmpty());
}

TEST(Summary, SaysThatTheRunWasInterrupted) {
  EXPECT_EQ(summary({good_outcome(), interrupted_outcome()}, 2, false),
            "2 scenarios: 1 held, 0 did not, 1 not run to the end: INTERRUPTED (2.0 s)");
}

TEST(Summary, SaysUnderSabotageThatAllFailedAsTheyMust) {
  EXPECT_EQ(summary({baseline_outcome(), bad_outcome()}, 1, true),
            "sabotage: 2 scenarios: 1 held, 1 did not; all 1 with a swapped fix failed, as they must (1.0 s)");
}

TEST(Summary, SaysThatTheVerifierIsBroken) {
  EXPECT_EQ(summary({good_outcome(), bad_outcome()}, 1, true),
            "sabotage: 2 scenarios: 1 held, 1 did not; THE VERIFIER IS BROKEN: passed with the fix swapped: too-many "
            "(1.0 s)");
}

TEST(Summary, DoesNotPraiseAnInterruptedSabotage) {
  EXPECT_EQ(summary({bad_outcome(), interrupted_outcome()}, 1, true),
            "sabotage: 2 scenarios: 0 held, 1 did not, 1 not run to the end: INTERRUPTED (1.0 s)");
}

TEST(Summary, SaysThatThereWasNothingToSwap) {
  EXPECT_EQ(summary({baseline_outcome()}, 1, true),
            "sabotage: 1 scenario: 1 held, 0 did not; there was nothing to swap (1.0 s)");
}

TEST(VerifierIsBroken, OnlyWhenAScenarioWithAFixPasses) {
  EXPECT_TRUE(verifier_is_broken({bad_outcome(), good_outcome()}));
  EXPECT_FALSE(verifier_is_broken({bad_outcome(), baseline_outcome()}));
}

TEST(VerifierIsBroken, WhenAVerificationHoldsThoughAControlDoesNot) {
  auto outcome = good_outcome();
  outcome.controls.front().held = false;
  outcome.passed = false;
  EXPECT_TRUE(verifier_is_broken({outcome}));
  EXPECT_THAT(summary({outcome}, 1, true), HasSubstr("THE VERIFIER IS BROKEN: passed with the fix swapped: too-many"));
}

std::vector<std::string> keys_of(boost::json::value const& value) {
  std::vector<std::string> keys;
  for (auto const& [key, ignored] : value.as_object()) keys.emplace_back(key);
  return keys;
}

/// The keys of docs/REPORTS.md, those of the first column of its table "What --json holds".
std::vector<std::string> documented_keys() {
  std::ifstream page(std::string(WSUS_SOURCE_DIR) + "/docs/REPORTS.md");
  std::vector<std::string> keys;
  bool in_table = false;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("#")) in_table = line == "## What --json holds";
    if (in_table && line.starts_with("| `")) keys.push_back(line.substr(3, line.find('`', 3) - 3));
  }
  return keys;
}

TEST(JsonReport, HasTheDocumentedKeysInTheirOrder) {
  auto const rows = boost::json::parse(to_json({good_outcome(), baseline_outcome(), interrupted_outcome()}));
  for (auto const& row : rows.as_array()) EXPECT_EQ(keys_of(row), documented_keys());
}

TEST(JsonReport, TellsWhatHappened) {
  auto const good = boost::json::parse(to_json({good_outcome()})).at(0);
  EXPECT_EQ(good.at("name"), "too-many");
  EXPECT_EQ(good.at("reproduced"), true);
  EXPECT_EQ(boost::json::serialize(good.at("hresults")), R"(["0x80244007","0x80244007","0x00000000"])");
  EXPECT_EQ(boost::json::serialize(good.at("modes")), R"(["FM01","FM81"])");
  EXPECT_EQ(boost::json::serialize(good.at("controls").at(1)),
            R"({"name":"400 entries scan clean","kind":"twin","held":true,"problems":[]})");
  EXPECT_EQ(boost::json::serialize(good.at("phases").at("verify").at("scans")),
            R"([{"hresult":"0x00000000","symbol":"S_OK","updates_found":3}])");
  EXPECT_EQ(good.at("phases").at("reproduce").at("commands"), 2);
  EXPECT_EQ(good.at("seconds").as_double(), 0.841);
  EXPECT_EQ(good.at("interrupted"), false);
  EXPECT_EQ(good.at("error"), false);
  auto const bad = boost::json::parse(to_json({bad_outcome()})).at(0);
  EXPECT_EQ(bad.at("problems").at(0), "wrong.yaml:20: /verify/1: PC01: expected 0x00000000 \"S_OK\"");
  EXPECT_EQ(bad.at("controls").at(0).at("problems").at(0), "wrong.yaml:30: /controls/0: it cures");
}

TEST(JsonReport, ABaselineHasNeitherReproductionNorFix) {
  auto const row = boost::json::parse(to_json({baseline_outcome()})).at(0);
  EXPECT_TRUE(row.at("reproduced").is_null());
  EXPECT_TRUE(row.at("fixed").is_null());
  EXPECT_EQ(keys_of(row.at("phases")), std::vector<std::string>{"verify"});
}

TEST(JsonReport, SaysThatARunWasInterrupted) {
  auto const row = boost::json::parse(to_json({interrupted_outcome()})).at(0);
  EXPECT_EQ(row.at("interrupted"), true);
  EXPECT_EQ(row.at("passed"), false);
}

TEST(JsonReport, IsJsonAlsoForNothingAndForAwkwardText) {
  EXPECT_TRUE(boost::json::parse(to_json({})).as_array().empty());
  auto outcome = bad_outcome();
  outcome.title = "\"quoted\"\n\\\x01\xFF";
  EXPECT_EQ(boost::json::parse(to_json({outcome})).at(0).at("title").as_string(), "\"quoted\"\n\\\x01\xEF\xBF\xBD");
}

}  // namespace
}  // namespace wsus::lab
