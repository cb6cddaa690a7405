// Whose exchanges are looked at: one client's, or each client by itself.
#include "tests/unit/server/expectations/observed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::expectations {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Expectations in_order() {
  return {.calls = {{.match = {.operation = "GetConfig"}}, {.match = {.operation = "GetCookie"}}}, .in_order = true};
}

TEST(VerifierClients, EachClientHasAnOrderOfItsOwn) {
  Observed observed(in_order());
  observed.call("GetConfig", "a").call("GetConfig", "b").call("GetCookie", "b").call("GetCookie", "A");
  EXPECT_TRUE(observed.held()) << to_text(observed.verdict());
}

TEST(VerifierClients, AClientThatDoesNotMakeAllTheCallsIsPending) {
  Observed observed(in_order());
  observed.call("GetConfig", "a").call("GetCookie", "a").call("GetConfig", "b").call("SyncUpdates", "c");
  EXPECT_THAT(observed.failures(), IsEmpty());
  EXPECT_THAT(observed.pending(), ElementsAre("GetCookie did not come from client b, expected 1"));
  EXPECT_FALSE(observed.held());
}

TEST(VerifierClients, ACallWithoutAClientIsOfTheClientThatComesNextFromItsAddress) {
  Observed observed(in_order());
  observed.call("GetConfig", "", 200, "10.0.0.5").call("GetConfig", "", 200, "10.0.0.6");
  EXPECT_THAT(observed.pending(), ElementsAre("GetCookie did not come from 10.0.0.5, expected 1",
                                              "GetCookie did not come from 10.0.0.6, expected 1"));
  observed.call("GetCookie", "b", 200, "10.0.0.6").call("GetCookie", "a", 200, "10.0.0.5");
  EXPECT_TRUE(observed.held()) << to_text(observed.verdict());
}

TEST(VerifierClients, TwoClientsBehindOneAddressDoNotDisturbEachOther) {
  Observed observed(in_order());
  observed.call("GetConfig").call("GetConfig").call("GetCookie", "a").call("GetCookie", "b");
  EXPECT_TRUE(observed.held()) << to_text(observed.verdict());
  observed.call("GetConfig").call("GetCookie", "c");
  EXPECT_TRUE(observed.held()) << to_text(observed.verdict());
}

TEST(VerifierClients, TogetherTheyHaveOneOrder) {
  auto expected = in_order();
  expected.together = true;
  Observed observed(expected);
  observed.call("GetConfig", "a").call("GetCookie", "b");
  EXPECT_TRUE(observed.held()) << to_text(observed.verdict());
  observed.call("GetConfig", "b");
  EXPECT_THAT(observed.failures(), ElementsAre("GetConfig came 2 times, expected 1 (sequence 1, 3)"));
  Observed early(expected);
  early.call("GetCookie", "b").call("GetConfig", "a");
  EXPECT_THAT(early.failures(),
              ElementsAre("GetCookie came before GetConfig (sequence 1): GetConfig did not come, expected 1"));
}

TEST(VerifierClients, WithAClientIdOthersAreNotLookedAt) {
  auto expected = in_order();
  expected.client_id = "PC01";
  expected.strict = true;
  Observed observed(expected);
  observed.call("GetCookie", "b", 200, "10.0.0.6").call("GetConfig", "pc01").call("SyncUpdates", "b", 200, "10.0.0.6");
  EXPECT_THAT(observed.pending(), ElementsAre("GetCookie did not come from client PC01, expected 1"));
  observed.call("GetCookie", "PC01");
  EXPECT_TRUE(observed.held()) << to_text(observed.verdict());
  observed.call("SyncUpdates", "PC01");
  EXPECT_THAT(observed.failures(),
              ElementsAre("SyncUpdates came from client PC01, and nothing expects it (sequence 5)"));
}

TEST(VerifierClients, WithAClientIdACallWithoutAClientIsTakenWhenItIsWanted) {
  auto expected = in_order();
  expected.client_id = "a";
  expected.strict = true;
  Observed alone(expected);
  alone.call("GetConfig").call("GetCookie", "a");
  EXPECT_TRUE(alone.held()) << to_text(alone.verdict());
  alone.call("GetConfig");
  EXPECT_FALSE(alone.held());
  Observed shared(expected);
  shared.call("GetCookie", "b").call("GetConfig").call("GetConfig").call("GetCookie", "a");  // the second is b's
  EXPECT_TRUE(shared.held()) << to_text(shared.verdict());
}

TEST(VerifierClients, MatchersMayNameAClientToo) {
  Observed observed({.calls = {{.match = {.client_id = "PC01", .operation = "GetCookie"}}}});
  EXPECT_FALSE(observed.call("GetCookie", "PC02").held());
  EXPECT_THAT(observed.pending(),
              ElementsAre("GetCookie with client_id PC01 did not come, expected 1; nearest: client_id "
                          "PC02 instead of PC01 (sequence 1)"));
  EXPECT_TRUE(observed.call("GetCookie", "pc01").held());
}

}  // namespace
}  // namespace wsus::expectations
