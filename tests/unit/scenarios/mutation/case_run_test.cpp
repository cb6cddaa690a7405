// Cases in real worlds: the agent ends with a code of its table, and the replies were changed.
#include "scenarios/mutation/campaign.hpp"
#include "scenarios/mutation/case_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::lab {
namespace {

MutationCase one_change(std::string_view operation, std::string const& change) {
  auto one = draw_case(1, 1, operation);
  one.profile = "w11";
  one.nth = 1;
  one.only_once = false;
  one.mutations = {faults::parse_mutation(change).value()};
  return one;
}

TEST(RunCase, EndsWithTheCodeOfWhatWasChanged) {
  CatalogueShelf catalogues("case.yaml");
  auto const ending = run_case(one_change("GetConfig", "change_status with 21"), catalogues);
  EXPECT_EQ(ending.thrown, "");
  EXPECT_EQ(ending.hresult, 0x80244022U);
  EXPECT_GE(ending.changed, 1U);
}

TEST(RunCase, AChangeThatFindsNothingIsAHealthyScan) {
  CatalogueShelf catalogues("case.yaml");
  auto const ending = run_case(one_change("GetConfig", "break_guid"), catalogues);
  EXPECT_EQ(ending.hresult, 0U);
  EXPECT_EQ(ending.changed, 0U);
}

/// What the nightly run does with a seed of the day and many more cases.
TEST(RunCase, ACampaignHasNoFindings) {
  CatalogueShelf catalogues("case.yaml");
  CampaignHooks const hooks{.run = [&](MutationCase const& one) { return run_case(one, catalogues); }};
  auto const outcome = run_campaign({.seed = 5, .count = 120, .jobs = 2}, hooks);
  EXPECT_EQ(outcome.cases, 120U);
  EXPECT_LT(outcome.untouched, 40U);
  for (auto const& finding : outcome.findings)
    ADD_FAILURE() << finding.what << "\n" << scenario_text(finding.smallest, finding.what, 0);
}

class EveryOperation : public testing::TestWithParam<std::string_view> {};

TEST_P(EveryOperation, IsReachedByItsCase) {
  CatalogueShelf catalogues("case.yaml");
  auto const ending = run_case(one_change(GetParam(), "cut_body at 100 with 1"), catalogues);
  EXPECT_EQ(finding_in(ending), "");
  EXPECT_GE(ending.changed, 1U);
}

INSTANTIATE_TEST_SUITE_P(Operation, EveryOperation,
                         testing::ValuesIn(mutated_operations().begin(), mutated_operations().end()),
                         [](auto const& param) { return std::string(param.param); });

}  // namespace
}  // namespace wsus::lab
