// The shipped library under sabotage: a verification that passes without its fix would prove nothing.
#include "scenarios/app/library.hpp"
#include "scenarios/report/reports.hpp"
#include "scenarios/runner/run_scenario.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

namespace wsus::lab {
namespace {

/// Everything under scenarios/library that is right, which is what the other tests of this label run.
std::vector<ScenarioOutcome> sabotaged_library() {
  auto const loaded = load_scenarios({std::filesystem::path(WSUS_SOURCE_DIR) / "scenarios" / "library"});
  EXPECT_TRUE(loaded.mistakes.empty()) << loaded.mistakes.front();
  return run_scenarios(loaded.scenarios, {.sabotage = true}, 2, nullptr);
}

TEST(SabotagedLibrary, EveryScenarioFailsAtItsVerificationAndEveryBaselineHolds) {
  auto const outcomes = sabotaged_library();
  EXPECT_FALSE(verifier_is_broken(outcomes));
  EXPECT_GE(std::ranges::count_if(outcomes, [](auto const& outcome) { return !outcome.is_baseline(); }), 1);
  for (auto const& outcome : outcomes) {
    SCOPED_TRACE(outcome.name);
    if (outcome.is_baseline()) {
      EXPECT_TRUE(outcome.passed) << to_text(outcome, false);
      continue;
    }
    // It must get as far as verify: a failure on the way there says nothing about the verification.
    EXPECT_TRUE(outcome.reproduced.value_or(false)) << to_text(outcome, false);
    EXPECT_TRUE(outcome.fixed.value_or(false)) << to_text(outcome, false);
    EXPECT_FALSE(outcome.verified);
    EXPECT_FALSE(outcome.passed);
  }
}

}  // namespace
}  // namespace wsus::lab
