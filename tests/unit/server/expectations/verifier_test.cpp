// Whether expectations hold: what fails, with its sentence, and what is pending. Each has a twin that holds.
#include "tests/unit/server/expectations/observed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::expectations {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Expectations scan() {
  return {.calls = {{.match = {.operation = "GetConfig"}, .times = exactly(1)},
                    {.match = {.operation = "GetCookie"}},
                    {.match = {.operation = "SyncUpdates"}, .times = at_least(1)}}};
}
Expectations scan_in_order() {
  auto expected = scan();
  expected.in_order = true;
  return expected;
}
Expectations strictly(Expectations expected) {
  expected.strict = true;
  return expected;
}

TEST(Verifier, CallsThatComeHold) {
  Observed observed(scan());
  observed.call("SyncUpdates").call("GetConfig").call("GetCookie").call("SyncUpdates").call("ReportEventBatch");
  EXPECT_THAT(observed.failures(), IsEmpty());
  EXPECT_THAT(observed.pending(), IsEmpty());
  EXPECT_TRUE(observed.held());
  EXPECT_EQ(observed.verdict().exchanges, 5u);
}

TEST(Verifier, NothingThatHappensIsPendingAndDoesNotHold) {
  Observed const observed(scan());
  EXPECT_FALSE(observed.held());
  EXPECT_THAT(observed.failures(), IsEmpty());
  EXPECT_THAT(observed.pending(),
              ElementsAre("GetConfig did not come, expected 1", "GetCookie did not come, expected 1",
                          "SyncUpdates did not come, expected at least 1"));
  EXPECT_EQ(observed.verdict().exchanges, 0u);
}

TEST(Verifier, NothingInOrderIsPendingToo) {
  Observed const observed(scan_in_order());
  EXPECT_FALSE(observed.held());
  EXPECT_EQ(observed.pending().size(), 3u);
}

TEST(Verifier, ACallThatComesTooOftenIsToldWithItsExchanges) {
  Observed observed({.calls = {{.match = {.operation = "SyncUpdates"}, .times = exactly(1)}}});
  observed.call("SyncUpdates");
  EXPECT_TRUE(observed.held());
  observed.call("GetConfig").call("SyncUpdates").call("SyncUpdates");
  EXPECT_THAT(observed.failures(), ElementsAre("SyncUpdates came 3 times, expected 1 (sequence 1, 3, 4)"));
  EXPECT_EQ(observed.verdict().failures[0].kind, FailureKind::too_many);
  EXPECT_THAT(observed.verdict().failures[0].sequences, ElementsAre(1, 3, 4));
  EXPECT_FALSE(observed.held());
}

TEST(Verifier, OfTwoLikeCallsTheOneThatLacksTakesTheExchange) {
  Observed observed({.calls = {{.match = {.operation = "SyncUpdates"}, .times = at_least(1)},
                               {.match = {.operation = "SyncUpdates", .status = 500}, .times = exactly(1)}}});
  observed.call("SyncUpdates").call("SyncUpdates", "", 500);
  EXPECT_TRUE(observed.held());
}

TEST(Verifier, OfTwoLikeCallsThatHaveComeOftenEnoughTheLastHasTheOneTooMany) {
  Observed observed({.calls = {{.match = {.operation = "SyncUpdates"}, .times = exactly(2)},
                               {.match = {.operation = "SyncUpdates"}, .times = exactly(1)}}});
  EXPECT_TRUE(observed.call("SyncUpdates").call("SyncUpdates").call("SyncUpdates").held());
  observed.call("SyncUpdates");
  EXPECT_THAT(observed.failures(), ElementsAre("SyncUpdates came 2 times, expected 1 (sequence 3, 4)"));
}

TEST(Verifier, TheRightOrderHolds) {
  Observed observed(scan_in_order());
  observed.call("GetConfig", "a").call("GetCookie", "a").call("SyncUpdates", "a").call("SyncUpdates", "a");
  EXPECT_THAT(observed.failures(), IsEmpty());
  EXPECT_TRUE(observed.held());
}

TEST(Verifier, ACallThatComesTooEarlySaysWhatWasToComeFirst) {
  Observed observed(scan_in_order());
  observed.call("GetConfig", "a").call("SyncUpdates", "a").call("GetCookie", "a").call("SyncUpdates", "a");
  EXPECT_THAT(observed.failures(),
              ElementsAre("SyncUpdates came from client a before GetCookie (sequence 2): GetCookie "
                          "did not come, expected 1"));
  EXPECT_THAT(observed.pending(), IsEmpty());
  EXPECT_FALSE(observed.held());
}

TEST(Verifier, ACallThatComesTooEarlyIsToldOnceAndWhatItHasOvertakenMayStillCome) {
  Expectations const expected{.calls = {{.match = {.operation = "GetConfig"}},
                                        {.match = {.operation = "GetCookie"}},
                                        {.match = {.operation = "RegisterComputer"}},
                                        {.match = {.operation = "SyncUpdates"}, .times = at_least(1)}},
                              .in_order = true};
  Observed observed(expected);
  observed.call("GetConfig", "a").call("RegisterComputer", "a").call("GetCookie", "a");
  observed.call("SyncUpdates", "a").call("SyncUpdates", "a");
  EXPECT_THAT(observed.failures(),
              ElementsAre("RegisterComputer came from client a before GetCookie (sequence 2): GetCookie "
                          "did not come, expected 1"));
  EXPECT_THAT(observed.pending(), IsEmpty());
  Observed without(expected);
  without.call("GetConfig", "a").call("RegisterComputer", "a").call("SyncUpdates", "a").call("SyncUpdates", "a");
  EXPECT_EQ(without.failures(), observed.failures()) << "what follows is in its place";
  EXPECT_THAT(without.pending(), ElementsAre("GetCookie did not come from client a, expected 1"));
  without.call("GetCookie", "a").call("GetCookie", "a");
  EXPECT_THAT(without.pending(), IsEmpty());
  EXPECT_THAT(without.failures(),
              ElementsAre(observed.failures()[0], "GetCookie came 2 times from client a, expected 1 (sequence 5, 6)"));
}

TEST(Verifier, ACallThatComesTooLateSaysAfterWhat) {
  Observed observed(
      {.calls = {{.match = {.operation = "GetConfig"}, .times = at_least(1)}, {.match = {.operation = "GetCookie"}}},
       .in_order = true});
  observed.call("GetConfig", "a").call("GetCookie", "a");
  EXPECT_TRUE(observed.held());
  observed.call("GetConfig", "a");
  EXPECT_THAT(observed.failures(),
              ElementsAre("GetConfig came from client a after GetCookie, and was to come before it "
                          "(sequence 3)"));
}

TEST(Verifier, InOrderACallThatMayBeMissingIsPassedOver) {
  Expectations const expected{.calls = {{.match = {.operation = "GetConfig"}},
                                        {.match = {.operation = "RegisterComputer"}, .times = at_most(1)},
                                        {.match = {.operation = "SyncUpdates"}}},
                              .in_order = true};
  Observed without(expected);
  EXPECT_TRUE(without.call("GetConfig", "a").call("SyncUpdates", "a").held());
  Observed with(expected);
  EXPECT_TRUE(with.call("GetConfig", "a").call("RegisterComputer", "a").call("SyncUpdates", "a").held());
}

TEST(Verifier, InOrderOneCallTooManyIsToldWithItsCount) {
  Observed observed(scan_in_order());
  observed.call("GetConfig", "a").call("GetCookie", "a").call("GetCookie", "a").call("SyncUpdates", "a");
  EXPECT_THAT(observed.failures(), ElementsAre("GetCookie came 2 times from client a, expected 1 (sequence 2, 3)"));
}

TEST(Verifier, StrictRefusesWhatNothingExpects) {
  Observed loose(scan());
  Observed strict(strictly(scan()));
  for (auto* const observed : {&loose, &strict}) {
    observed->call("GetConfig").call("GetCookie").call("SyncUpdates").call("ReportEventBatch", "PC01");
    journal::Entry file;
    file.method = "GET";
    file.target = "/Content/a.cab";
    observed->see(file);
    journal::Entry connection;  // a connection that was refused is no call
    connection.injected = {{.rule = "r", .kind = "refuse"}};
    observed->see(connection);
  }
  EXPECT_TRUE(loose.held());
  EXPECT_THAT(strict.failures(),
              ElementsAre("ReportEventBatch came from client PC01, and nothing expects it (sequence 4)",
                          "GET /Content/a.cab came, and nothing expects it (sequence 5)"));
  EXPECT_EQ(strict.verdict().failures[0].kind, FailureKind::unexpected);
}

TEST(Verifier, StrictWithoutCallsExpectsNoCallAtAll) {
  Observed observed({.strict = true});
  EXPECT_TRUE(observed.held());
  EXPECT_EQ(observed.verdict().exchanges, 0u);
  EXPECT_THAT(observed.call("GetConfig").failures(),
              ElementsAre("GetConfig came, and nothing expects it (sequence 1)"));
}

TEST(Verifier, WhatIsForbiddenFailsHoweverItWasExpected) {
  auto expected = scan();
  expected.forbidden = {{.operation = "RegisterComputer"}, {.fault = "refuse"}};
  Observed observed(expected);
  observed.call("GetConfig").call("GetCookie").call("SyncUpdates");
  EXPECT_TRUE(observed.held());
  journal::Entry refused;
  refused.injected = {{.rule = "no", .kind = "refuse"}};
  observed.call("RegisterComputer").see(refused).call("RegisterComputer");
  EXPECT_THAT(observed.failures(), ElementsAre("RegisterComputer came 2 times, expected 0 (sequence 4, 6)",
                                               "a call with fault refuse came once, expected 0 (sequence 5)"));
  EXPECT_EQ(observed.verdict().failures[0].kind, FailureKind::forbidden);
}

TEST(Verifier, CountsAreOverAllExchanges) {
  Expectations const expected{.counts = {{.match = {.error_code = "CookieExpired"}, .times = exactly(0)},
                                         {.match = {.status = 500}, .times = between(1, 2)}}};
  Observed none(expected);
  EXPECT_THAT(none.pending(), ElementsAre("a call with status 500 did not come, expected 1 to 2"));
  Observed one(expected);
  EXPECT_TRUE(one.call("SyncUpdates", "a", 500).held());
  Observed expired(expected);
  journal::Entry entry;
  entry.error_code = "CookieExpired";
  entry.status = 500;
  expired.see(entry);
  EXPECT_THAT(expired.failures(),
              ElementsAre("a call with error_code CookieExpired came once, expected 0 (sequence 1)"));
  EXPECT_EQ(expired.verdict().failures[0].kind, FailureKind::count);
}

TEST(Verifier, ACountOfZeroAmongTheCallsFailsAtTheFirst) {
  Observed observed({.calls = {{.match = {.operation = "GetConfig"}, .times = never()}}});
  EXPECT_TRUE(observed.held());
  EXPECT_THAT(observed.call("GetConfig").failures(), ElementsAre("GetConfig came once, expected 0 (sequence 1)"));
}

TEST(Verifier, WhatIsPendingNamesTheNearestExchange) {
  Observed observed({.calls = {{.match = {.operation = "SyncUpdates", .error_code = "ServerBusy", .status = 500}}}});
  observed.call("GetConfig", "", 500).call("SyncUpdates", "", 200).call("SyncUpdates", "", 500);
  EXPECT_THAT(observed.pending(),
              ElementsAre("SyncUpdates with error_code ServerBusy and status 500 did not come, expected 1; nearest: "
                          "error_code none instead of ServerBusy (sequence 3)"));
}

TEST(Verifier, ACallMayHaveToSucceed) {
  Observed observed({.calls = {{.match = {.operation = "SyncUpdates", .succeeding = true}}}});
  journal::Entry refused;
  refused.operation = "SyncUpdates";
  refused.status = 500;
  refused.error_code = "ServerBusy";
  observed.see(refused);
  EXPECT_THAT(observed.pending(),
              ElementsAre("SyncUpdates with outcome success did not come, expected 1; nearest: outcome "
                          "ServerBusy instead of success (sequence 1)"));
  observed.call("SyncUpdates", "", 503);
  EXPECT_THAT(observed.pending(),
              ElementsAre("SyncUpdates with outcome success did not come, expected 1; nearest: outcome "
                          "status 503 instead of success (sequence 2)"));
  EXPECT_TRUE(observed.call("SyncUpdates").held());
}

TEST(Verifier, FailuresAndSequencesAreBounded) {
  Observed observed({.strict = true, .counts = {{.match = {.operation = "GetConfig"}, .times = never()}}});
  for (int i = 0; i < 150; ++i) observed.call("GetConfig");
  auto const verdict = observed.verdict();
  EXPECT_EQ(verdict.failures.size(), 100u);
  EXPECT_EQ(verdict.more_failures, 51u);  // 150 that nothing expects, and the count
  Observed counted({.counts = {{.match = {.operation = "GetConfig"}, .times = never()}}});
  for (int i = 0; i < 25; ++i) counted.call("GetConfig");
  EXPECT_THAT(
      counted.failures(),
      ElementsAre("GetConfig came 25 times, expected 0 (sequence 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, "
                  "15, 16, 17, 18, 19, 20 and 5 more)"));
}

TEST(Verdict, NamesTheClauseAndTheExchangeThatBrokeIt) {
  Observed observed(
      {.calls = {{.match = {.operation = "GetConfig"}}, {.match = {.operation = "SyncUpdates"}, .times = at_most(21)}},
       .forbidden = {{.operation = "GetCookie"}, {.operation = "RegisterComputer"}},
       .counts = {{.match = {.status = 500}, .times = never()}}});
  observed.call("RegisterComputer").call("GetConfig", "", 500);
  for (int i = 0; i < 23; ++i) observed.call("SyncUpdates");
  auto const verdict = observed.verdict();
  ASSERT_EQ(verdict.failures.size(), 3u);
  EXPECT_EQ(verdict.failures[0].clause, (Clause{Clause::List::forbidden, 1}));
  EXPECT_EQ(verdict.failures[0].broken_by, 1u);
  EXPECT_EQ(verdict.failures[1].clause, (Clause{Clause::List::counts, 0}));
  EXPECT_EQ(verdict.failures[1].broken_by, 2u);
  EXPECT_EQ(verdict.failures[2].clause, (Clause{Clause::List::calls, 1}));
  EXPECT_EQ(verdict.failures[2].came, 23u);
  EXPECT_EQ(verdict.failures[2].sequences.size(), 20u);
  EXPECT_EQ(verdict.failures[2].broken_by, 24u) << "the 22nd, which the sequences do not have";
  for (auto const& failure : verdict.failures) EXPECT_THAT(failure.disorders, IsEmpty());
}

TEST(Verdict, WhatNothingExpectsIsOfNoClause) {
  Observed observed(strictly({.calls = {{.match = {.operation = "GetConfig"}}}}));
  auto const verdict = observed.call("GetConfig").call("GetCookie").verdict();
  ASSERT_EQ(verdict.failures.size(), 1u);
  EXPECT_EQ(verdict.failures[0].clause, std::nullopt);
  EXPECT_EQ(verdict.failures[0].broken_by, 2u);
  EXPECT_EQ(verdict.failures[0].came, 1u);
}

TEST(Verdict, WhatIsPendingNamesItsClauseAndHowOftenItCame) {
  Observed observed(
      {.calls = {{.match = {.operation = "GetConfig"}}, {.match = {.operation = "SyncUpdates"}, .times = at_least(3)}},
       .counts = {{.match = {.status = 500}, .times = at_least(1)}}});
  auto const verdict = observed.call("SyncUpdates").call("GetConfig").call("SyncUpdates").verdict();
  EXPECT_THAT(verdict.failures, IsEmpty());
  ASSERT_EQ(verdict.pending.size(), 2u);
  EXPECT_EQ(verdict.pending[0].clause, (Clause{Clause::List::calls, 1}));
  EXPECT_EQ(verdict.pending[0].came, 2u);
  EXPECT_THAT(verdict.pending[0].sequences, ElementsAre(1, 3));
  EXPECT_EQ(verdict.pending[1].clause, (Clause{Clause::List::counts, 0}));
  EXPECT_EQ(verdict.pending[1].came, 0u);
}

TEST(Verdict, ACallThatCameTooEarlyNamesWhatItHasOvertakenAndWhenThatCame) {
  Observed observed(scan_in_order());
  observed.call("SyncUpdates", "a");
  auto const disorders = [&] { return observed.verdict().failures.at(0).disorders; };
  EXPECT_THAT(disorders(), ElementsAre(Disorder{2, 1, 0, 0}, Disorder{2, 1, 1, 0}));
  observed.call("GetCookie", "a");
  EXPECT_THAT(disorders(), ElementsAre(Disorder{2, 1, 0, 0}, Disorder{2, 1, 1, 2}));
  observed.call("SyncUpdates", "a").call("GetConfig", "a");
  EXPECT_THAT(disorders(), ElementsAre(Disorder{2, 1, 0, 4}, Disorder{2, 1, 1, 2}));
  EXPECT_EQ(observed.verdict().failures.size(), 1u);
  EXPECT_EQ(observed.verdict().failures[0].clause, (Clause{Clause::List::calls, 2}));
}

TEST(Verdict, ACallThatCameTooLateNamesTheOneThatItCameAfter) {
  Observed observed(
      {.calls = {{.match = {.operation = "GetConfig"}, .times = at_least(1)}, {.match = {.operation = "GetCookie"}}},
       .in_order = true});
  auto const verdict = observed.call("GetConfig", "a").call("GetCookie", "a").call("GetConfig", "a").verdict();
  ASSERT_EQ(verdict.failures.size(), 1u);
  EXPECT_EQ(verdict.failures[0].clause, (Clause{Clause::List::calls, 0}));
  EXPECT_THAT(verdict.failures[0].disorders, ElementsAre(Disorder{1, 2, 0, 3}));
}

TEST(Verdict, AsTextSaysWhatFailedAndWhatIsMissing) {
  Observed observed(strictly({.calls = {{.match = {.operation = "GetConfig"}}}}));
  observed.call("GetCookie");
  EXPECT_EQ(to_text(observed.verdict()), "the expectations did not hold (1 exchanges)\n"
                                         "  GetCookie came, and nothing expects it (sequence 1)\n"
                                         "  not yet: GetConfig did not come, expected 1\n");
  Observed held({.calls = {{.match = {.operation = "GetConfig"}}}});
  EXPECT_EQ(to_text(held.call("GetConfig").verdict()), "the expectations held (1 exchanges)\n");
}

}  // namespace
}  // namespace wsus::expectations
