// Patterns of calls against lists of calls.
#include "scenarios/runner/call_pattern.hpp"

#include <gmock/gmock.h>

#include <ostream>

namespace wsus::lab {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Names = std::vector<std::string>;

struct Row {
  Names pattern{};
  Names calls{};
  bool fits = false;
};

void PrintTo(Row const& row, std::ostream* out) {
  *out << testing::PrintToString(row.pattern) << " against " << testing::PrintToString(row.calls);
}

class CallPatternTable : public testing::TestWithParam<Row> {};

TEST_P(CallPatternTable, FitsOrNot) {
  EXPECT_EQ(!match_calls(GetParam().pattern, GetParam().calls).has_value(), GetParam().fits)
      << testing::PrintToString(GetParam().pattern) << " against " << testing::PrintToString(GetParam().calls);
}

INSTANTIATE_TEST_SUITE_P(CallPattern, CallPatternTable,
                         testing::Values(Row{{"A"}, {"A"}, true},                       //
                                         Row{{"A"}, {}, false},                         //
                                         Row{{"A"}, {"A", "A"}, false},                 //
                                         Row{{"A"}, {"B"}, false},                      //
                                         Row{{"A", "B"}, {"B", "A"}, false},            //
                                         Row{{"A+"}, {}, false},                        //
                                         Row{{"A+"}, {"A"}, true},                      //
                                         Row{{"A+"}, {"A", "A", "A"}, true},            //
                                         Row{{"A*"}, {}, true},                         //
                                         Row{{"A*"}, {"A", "A"}, true},                 //
                                         Row{{"A*"}, {"B"}, false},                     //
                                         Row{{"A*", "B*", "C"}, {"C"}, true},           //
                                         Row{{"A+", "B"}, {"A", "A", "B"}, true},       //
                                         Row{{"A+", "B"}, {"A", "B", "A"}, false},      //
                                         Row{{"A*", "A"}, {"A"}, true},                 // a star gives back
                                         Row{{"A+", "A"}, {"A"}, false},                //
                                         Row{{"A+", "A"}, {"A", "A"}, true},            //
                                         Row{{"A", "B+", "A"}, {"A", "B", "A"}, true},  //
                                         Row{{"A", "A"}, {"A", "A", "A"}, false},       //
                                         Row{{}, {}, true},                             //
                                         Row{{}, {"A"}, false}));

TEST(CallPattern, NamesTheFirstCallThatDoesNotFitAndWhatWould) {
  auto const mismatch =
      match_calls({"GetConfig", "SyncUpdates+", "ReportEventBatch"}, {"GetConfig", "SyncUpdates", "GetCookie"});
  ASSERT_TRUE(mismatch);
  EXPECT_EQ(mismatch->position, 2u);
  EXPECT_THAT(mismatch->expected, ElementsAre("SyncUpdates", "ReportEventBatch"));
}

TEST(CallPattern, NamesWhatIsMissingAtTheEnd) {
  auto const mismatch = match_calls({"GetConfig", "GetCookie*", "SyncUpdates"}, {"GetConfig"});
  ASSERT_TRUE(mismatch);
  EXPECT_EQ(mismatch->position, 1u);
  EXPECT_THAT(mismatch->expected, ElementsAre("GetCookie", "SyncUpdates"));
}

TEST(CallPattern, SaysThatNoFurtherCallFits) {
  auto const mismatch = match_calls({"GetConfig"}, {"GetConfig", "GetCookie"});
  ASSERT_TRUE(mismatch);
  EXPECT_EQ(mismatch->position, 1u);
  EXPECT_THAT(mismatch->expected, IsEmpty());
}

TEST(CallsText, CountsEqualCallsInARow) {
  EXPECT_EQ(calls_text({"A", "B", "B", "B", "A"}), "A, B x 3, A");
  EXPECT_EQ(calls_text({}), "none");
}

}  // namespace
}  // namespace wsus::lab
