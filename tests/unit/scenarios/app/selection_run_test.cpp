// wsus-lab run and list with words instead of files; repeats, and another order.
#include "scenarios/app/rounds.hpp"
#include "scenarios/app/shuffle.hpp"
#include "tests/unit/scenarios/app/cli_fixture.hpp"
#include "tests/unit/scenarios/runner/small_scenario.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>

#include <algorithm>

namespace wsus::lab {
namespace {

using test::small_scenario_text;
using test::with;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using testing::UnorderedElementsAre;

/// Fails at verify.
std::string wrong_scenario() { return with(small_scenario_text(), "updates_found: 3", "updates_found: 4"); }

class Selecting : public test::CliTest {
protected:
  Selecting() {
    file("lib/one/alpha.yaml", small_scenario_text());
    file("lib/two/beta.yaml", with(small_scenario_text(), "FM01", "FM80"));
  }
  /// With the library of this test.
  int run_in_library(std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--library", path("lib")});
    return run(arguments);
  }
};

TEST_F(Selecting, ListShowsTheKeysOfEveryScenario) {
  EXPECT_EQ(run_in_library({"list"}), 0) << err_;
  EXPECT_EQ(out_, "alpha  One prerequisite too many\n"
                  "      FM01 | 0x80244007 | one natural soap wsus-app real-client w10\n"
                  "beta   One prerequisite too many\n"
                  "      FM80 | 0x80244007 | two natural soap client-state real-client w10\n");
}

TEST_F(Selecting, ListTakesTheSameWords) {
  for (auto const* word : {"beta", "two", "FM80", "client-state", "be*"}) {
    EXPECT_EQ(run_in_library({"list", "--names", word}), 0) << word << err_;
    EXPECT_EQ(out_, "beta  One prerequisite too many\n") << word;
  }
  EXPECT_EQ(run_in_library({"list", "--names", "0x80244007"}), 0);
  EXPECT_EQ(out_, "alpha  One prerequisite too many\nbeta   One prerequisite too many\n");
}

TEST_F(Selecting, RunStartsWhatIsSelectedAndEachScenarioOnce) {
  EXPECT_EQ(run_in_library({"run", "--quiet", "beta", "FM80", path("lib/two/beta.yaml")}), 0) << err_;
  EXPECT_THAT(out_, StartsWith("beta  One prerequisite too many\n"));
  EXPECT_THAT(out_, HasSubstr("\n1 scenario: 1 held, 0 did not ("));
}

TEST_F(Selecting, AWordThatSelectsNothingStartsNothingAndNamesTheNearest) {
  EXPECT_EQ(run_in_library({"run", "alpha", "bete"}), 2);
  EXPECT_EQ(out_, "");
  EXPECT_THAT(err_, StartsWith("wsus-lab: nothing is known by 'bete'; nearest: the name beta; allowed: "));
}

TEST_F(Selecting, AFileThatIsNotThereIsNotTakenForAWord) {
  EXPECT_EQ(run_in_library({"run", path("lib/gamma.yaml")}), 2);
  EXPECT_THAT(err_, HasSubstr(path("lib/gamma.yaml")));
  EXPECT_THAT(err_, Not(HasSubstr("nothing is known")));
}

TEST_F(Selecting, RepeatsAreRunsOfTheirOwnInTheReports) {
  EXPECT_EQ(
      run_in_library({"run", "--quiet", "alpha", "--repeat", "2", "--json", path("r.json"), "--junit", path("r.xml")}),
      0);
  EXPECT_THAT(out_, StartsWith("--- round 1 of 2\nalpha  "));
  EXPECT_THAT(out_, HasSubstr("\n--- round 2 of 2\nalpha  "));
  EXPECT_THAT(out_, HasSubstr("\n2 runs of 1 scenario: 2 held, 0 did not ("));
  auto const json = boost::json::parse(content("r.json"));
  ASSERT_EQ(json.as_array().size(), 2u);
  EXPECT_EQ(json.at(0).at("run"), 1);
  EXPECT_EQ(json.at(1).at("run"), 2);
  EXPECT_THAT(content("r.xml"), HasSubstr("name=\"alpha\""));
  EXPECT_THAT(content("r.xml"), HasSubstr("name=\"alpha (run 2)\""));
}

TEST_F(Selecting, UntilFailEndsWithTheRoundThatDoesNotHold) {
  file("lib/wrong.yaml", wrong_scenario());
  EXPECT_EQ(run_in_library({"run", "--quiet", "wrong", "--until-fail"}), 1);
  EXPECT_THAT(out_, HasSubstr("--- round 1\n"));
  EXPECT_THAT(out_, HasSubstr("\n1 scenario: 0 held, 1 did not ("));
}

TEST_F(Selecting, UntilFailGoesNoFurtherThanItsRepeats) {
  EXPECT_EQ(run_in_library({"run", "--quiet", "alpha", "--until-fail", "--repeat", "2"}), 0);
  EXPECT_THAT(out_, HasSubstr("\n2 runs of 1 scenario: 2 held, 0 did not ("));
}

TEST_F(Selecting, UntilFailEndsWhenItIsInterrupted) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(run({"run", "--quiet", "alpha", "--until-fail", "--library", path("lib")}, {.stop = stop.get_token()}), 1);
  EXPECT_THAT(out_, HasSubstr("INTERRUPTED"));
}

TEST_F(Selecting, ShuffleTellsTheSeedThatRepeatsIt) {
  EXPECT_EQ(run({"run", "--quiet", "alpha", "--shuffle", "--library", path("lib")}, {.shuffle_seed = 77}), 0);
  EXPECT_THAT(out_, StartsWith("order shuffled; the same again: --shuffle 77\n"));
  EXPECT_EQ(run({"run", "--quiet", "--shuffle", "5", "alpha", "--library", path("lib")}), 0);
  EXPECT_THAT(out_, StartsWith("order shuffled; the same again: --shuffle 5\n"));
  EXPECT_EQ(run({"run", "--quiet", "alpha", "--library", path("lib")}), 0);
  EXPECT_THAT(out_, Not(HasSubstr("shuffle")));
}

TEST(Shuffled, IsAnOrderOfAllThatCanBeHadAgain) {
  EXPECT_THAT(shuffled(5, 1, 1), UnorderedElementsAre(0, 1, 2, 3, 4));
  EXPECT_EQ(shuffled(100, 7, 1), shuffled(100, 7, 1));
  EXPECT_NE(shuffled(100, 7, 1), shuffled(100, 8, 1));
  EXPECT_NE(shuffled(100, 7, 1), shuffled(100, 7, 2));
  EXPECT_THAT(shuffled(1, 7, 1), ElementsAre(0));
  EXPECT_TRUE(shuffled(0, 7, 1).empty());
}

TEST(Rounds, AStopAfterARoundThatHeldIsAnInterruptionOfTheNextOne) {
  std::stop_source stop;
  auto const stop_after = [&](ScenarioOutcome const&) { stop.request_stop(); };
  std::vector const scenarios{test::small_scenario(test::small_scenario_text())};
  auto const outcomes =
      run_rounds(scenarios, {.count = 3}, {.stop = stop.get_token()}, {.round_begins = {}, .done = stop_after});
  ASSERT_EQ(outcomes.size(), 2u);
  EXPECT_TRUE(outcomes[0].passed);
  EXPECT_TRUE(outcomes[1].interrupted);
}

TEST(Rounds, AStopAfterTheLastOneInterruptsNothing) {
  std::stop_source stop;
  auto const stop_after = [&](ScenarioOutcome const&) { stop.request_stop(); };
  std::vector const scenarios{test::small_scenario(test::small_scenario_text())};
  auto const outcomes =
      run_rounds(scenarios, {.count = 1}, {.stop = stop.get_token()}, {.round_begins = {}, .done = stop_after});
  ASSERT_EQ(outcomes.size(), 1u);
  EXPECT_TRUE(outcomes[0].passed);
}

TEST(Rounds, AreOneUnlessAskedAndWithoutEndUntilSomethingFails) {
  EXPECT_EQ(rounds_of({}, std::nullopt).count, 1u);
  EXPECT_EQ(rounds_of({.until_fail = true}, std::nullopt).count, 0u);
  EXPECT_EQ(rounds_of({.repeat = 3, .until_fail = true}, std::nullopt).count, 3u);
  EXPECT_FALSE(rounds_of({}, 9).shuffle_seed);
  EXPECT_EQ(rounds_of({.shuffle = Shuffle{}}, 9).shuffle_seed, 9u);
  EXPECT_EQ(rounds_of({.shuffle = Shuffle{.seed = 4}}, 9).shuffle_seed, 4u);
  EXPECT_TRUE(rounds_of({.shuffle = Shuffle{}}, std::nullopt).shuffle_seed);
}

}  // namespace
}  // namespace wsus::lab
