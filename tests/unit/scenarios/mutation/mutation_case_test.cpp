// Cases of a seed, and the scenarios that run them.
#include "scenarios/mutation/mutation_case.hpp"

#include "scenarios/model/scenario_file.hpp"
#include "server/config/node.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <variant>

namespace wsus::lab {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(MutationCase, IsTheSameForSeedAndNumber) {
  EXPECT_EQ(scenario_text(draw_case(5, 17, ""), "", 0), scenario_text(draw_case(5, 17, ""), "", 0));
  EXPECT_NE(scenario_text(draw_case(5, 17, ""), "", 0), scenario_text(draw_case(5, 18, ""), "", 0));
  EXPECT_NE(draw_case(5, 17, "").mutations, draw_case(6, 17, "").mutations);
}

TEST(MutationCase, HasEveryOperationAndOneToFourChanges) {
  std::set<std::string_view> operations;
  std::set<std::size_t> counts;
  std::set<bool> once;
  for (std::uint64_t number = 0; number < 300; ++number) {
    auto const one = draw_case(1, number, "");
    operations.insert(one.operation);
    counts.insert(one.mutations.size());
    once.insert(one.only_once);
  }
  EXPECT_EQ(operations, std::set<std::string_view>(mutated_operations().begin(), mutated_operations().end()));
  EXPECT_EQ(counts, (std::set<std::size_t>{1, 2, 3, 4}));
  EXPECT_EQ(once.size(), 2U);
}

TEST(MutationCase, OfAnOperationIsTheOneThatTheSeedHasAnyway) {
  for (std::uint64_t number = 0; number < 50; ++number) {
    auto const any = draw_case(3, number, "");
    EXPECT_EQ(scenario_text(draw_case(3, number, any.operation), "", 0), scenario_text(any, "", 0));
  }
  EXPECT_EQ(draw_case(3, 1, "GetCookie").operation, "GetCookie");
}

TEST(MutationCase, IsAScenarioThatCanBeRead) {
  for (std::uint64_t number = 0; number < 60; ++number) {
    auto const one = draw_case(2, number, "");
    auto const text = scenario_text(one, "", 0);
    SCOPED_TRACE(text);
    auto const scenario = scenario::parse_scenario(text, name_of(one) + ".yaml", {});
    EXPECT_TRUE(scenario.is_baseline());
    ASSERT_NE(scenario.world.server.faults, nullptr);
    ASSERT_EQ(scenario.verify.size(), one.operation == "GetFileLocations" ? 4U : 2U);
    auto const& expected = std::get<scenario::Expectation>(scenario.verify.back().what);
    EXPECT_EQ(expected.hresult, 0U);
  }
}

TEST(MutationCase, OfRefreshCacheMakesTheClientAskForIt) {
  EXPECT_THAT(scenario_text(draw_case(1, 1, "RefreshCache"), "", 0), HasSubstr("error_code: ServerChanged"));
  EXPECT_THAT(scenario_text(draw_case(1, 1, "GetConfig"), "", 0), Not(HasSubstr("soap_fault")));
}

TEST(MutationCase, OfGetFileLocationsMovesTheContent) {
  EXPECT_THAT(scenario_text(draw_case(1, 1, "GetFileLocations"), "", 0), HasSubstr("wsusutil movecontent"));
  EXPECT_THAT(scenario_text(draw_case(1, 1, "GetConfig"), "", 0), Not(HasSubstr("movecontent")));
}

TEST(MutationCase, SaysWhatWasFoundAndWhatIsExpected) {
  auto const one = draw_case(5, 17, "");
  auto const text = scenario_text(one, "the scan ended with 0x12345678", 0x12345678);
  EXPECT_THAT(text, HasSubstr("# Found: the scan ended with 0x12345678\n"));
  EXPECT_THAT(text, HasSubstr("expect: {hresult: 0x12345678}"));
  EXPECT_THAT(scenario_text(one, "several\nlines", 0), HasSubstr("# Found: several lines\n"));
  EXPECT_THAT(scenario_text(one, "", 0), Not(HasSubstr("Found")));
  EXPECT_EQ(name_of(one), "mutation-baseline-5-17");
}

}  // namespace
}  // namespace wsus::lab
