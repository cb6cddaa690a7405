// Campaigns with a run of the test's own: what is a finding, how it gets small, how a campaign ends.
#include "scenarios/mutation/campaign.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <stdexcept>

namespace wsus::lab {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

constexpr std::uint32_t invalid_format = 0x80240439;

CaseEnding healthy() { return {.hresult = 0, .changed = 1}; }
CaseEnding unknown_code() { return {.hresult = 0x12345678, .changed = 1}; }

bool has(MutationCase const& one, std::string_view mutator) {
  return std::any_of(one.mutations.begin(), one.mutations.end(),
                     [mutator](faults::Mutation const& mutation) { return mutation.mutator == mutator; });
}

TEST(FindingIn, AnEndingWithACodeOfTheTableIsNone) {
  EXPECT_EQ(finding_in(healthy()), "");
  EXPECT_EQ(finding_in({.hresult = invalid_format}), "");
  EXPECT_EQ(finding_in({.hresult = 0, .lasted = longest_case}), "");
}

TEST(FindingIn, AllElseIsOne) {
  EXPECT_EQ(finding_in(unknown_code()), "the scan ended with 0x12345678, which is no code of the table");
  EXPECT_EQ(finding_in({.hresult = 0, .thrown = "out of range"}), "the agent has thrown: out of range");
  EXPECT_EQ(finding_in({}), "there was no scan");
  EXPECT_EQ(finding_in({.hresult = 0, .lasted = longest_case + std::chrono::hours(2)}),
            "the scan took 26 hours on the clock of its world");
}

TEST(Campaign, CountsEndingsAndCasesThatNothingWasChangedIn) {
  CampaignHooks const hooks{.run = [](MutationCase const& one) -> CaseEnding {
    return one.number % 2 == 0 ? healthy() : CaseEnding{.hresult = invalid_format};
  }};
  auto const outcome = run_campaign({.seed = 1, .count = 11}, hooks);
  EXPECT_EQ(outcome.cases, 11U);
  EXPECT_EQ(outcome.untouched, 5U);
  EXPECT_THAT(outcome.hresults, ElementsAre(Pair(0U, 6U), Pair(invalid_format, 5U)));
  EXPECT_THAT(outcome.findings, IsEmpty());
}

TEST(Campaign, RunsTheCasesOfItsSeedInOrder) {
  std::vector<std::uint64_t> numbers;
  CampaignHooks const hooks{.run = [&](MutationCase const& one) {
    EXPECT_EQ(one.seed, 4U);
    EXPECT_EQ(one.operation, "GetCookie");
    numbers.push_back(one.number);
    return healthy();
  }};
  static_cast<void>(run_campaign({.seed = 4, .first = 10, .count = 3, .operation = "GetCookie"}, hooks));
  EXPECT_THAT(numbers, ElementsAre(10, 11, 12));
}

TEST(Campaign, MakesFindingsSmall) {
  CampaignHooks const hooks{
      .run = [](MutationCase const& one) { return has(one, "nest_element") ? unknown_code() : healthy(); }};
  auto const outcome = run_campaign({.seed = 1, .count = 200, .jobs = 3}, hooks);
  ASSERT_FALSE(outcome.findings.empty());
  for (auto const& finding : outcome.findings) {
    EXPECT_THAT(finding.what, HasSubstr("0x12345678"));
    EXPECT_EQ(finding.ending.hresult, 0x12345678U);
    ASSERT_EQ(finding.smallest.mutations.size(), 1U);
    EXPECT_EQ(finding.smallest.mutations[0].mutator, "nest_element");
    EXPECT_EQ(finding.smallest.number, finding.original.number);
    EXPECT_TRUE(has(finding.original, "nest_element"));
  }
  EXPECT_TRUE(
      std::is_sorted(outcome.findings.begin(), outcome.findings.end(), [](Finding const& one, Finding const& other) {
        return one.original.number < other.original.number;
      }));
}

TEST(Campaign, TellsOfTheSmallestWhenItIsAnotherFinding) {
  MutationCase one = draw_case(1, 1, "");
  one.mutations = faults::draw_mutations(1, 4);
  CampaignHooks const hooks{.run = [](MutationCase const& seen) -> CaseEnding {
    if (seen.mutations.size() == 1) return {.hresult = 0, .thrown = "alone"};
    return unknown_code();
  }};
  auto const finding = look_at(one, unknown_code(), hooks);
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->what, "the agent has thrown: alone");
  EXPECT_EQ(finding->smallest.mutations.size(), 1U);
  EXPECT_EQ(look_at(one, healthy(), hooks), std::nullopt);
}

TEST(Campaign, TellsEachFindingOnce) {
  std::vector<std::uint64_t> told;
  CampaignHooks const hooks{.run = [](MutationCase const&) { return unknown_code(); },
                            .found = [&](Finding const& finding) { told.push_back(finding.original.number); }};
  auto const outcome = run_campaign({.count = 5}, hooks);
  EXPECT_THAT(told, ElementsAre(0, 1, 2, 3, 4));
  EXPECT_EQ(outcome.findings.size(), 5U);
}

TEST(Campaign, EndsBetweenTwoCasesWhenItIsToStop) {
  std::stop_source stop;
  CampaignHooks const hooks{.run = [&](MutationCase const& one) {
    if (one.number == 2) stop.request_stop();
    return healthy();
  }};
  EXPECT_EQ(run_campaign({.count = 100, .stop = stop.get_token()}, hooks).cases, 3U);
}

TEST(Campaign, EndsWithWhatARunThrows) {
  std::atomic<int> runs = 0;
  CampaignHooks const hooks{.run = [&](MutationCase const& one) -> CaseEnding {
    ++runs;
    if (one.number == 1) throw std::runtime_error("no world");
    return healthy();
  }};
  EXPECT_THROW(static_cast<void>(run_campaign({.count = 1'000, .jobs = 2}, hooks)), std::runtime_error);
  EXPECT_LT(runs, 1'000);
}

}  // namespace
}  // namespace wsus::lab
