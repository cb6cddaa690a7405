// What is said about rules when they are loaded: those that can never happen, and those that hide each other.
#include "server/faults/rules/shadowing.hpp"

#include "server/faults/rules/rule_file.hpp"
#include "tests/unit/server/faults/rules/seen.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <set>

namespace wsus::faults {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// "unreachable: text" or "overlapping: text", in the order of the rules.
std::vector<std::string> remarks(std::vector<Rule> const& rules) {
  std::vector<std::string> texts;
  for (auto const& remark : remarks_on(rules))
    texts.push_back((remark.gravity == RuleRemark::Gravity::unreachable ? "unreachable: " : "overlapping: ") +
                    remark.text);
  return texts;
}
std::vector<std::string> remarks(std::string const& list) {
  return remarks(read_rules(config::Node::parse(list, "f.yaml")));
}

TEST(Shadowing, NothingIsSaidAboutRulesThatLeaveEachOtherTheirTurn) {
  EXPECT_THAT(remarks(std::vector<Rule>{}), IsEmpty());
  EXPECT_THAT(remarks({refusing("a", {.client_ids = {pc01}}), refusing("b", {.client_ids = {pc02}})}), IsEmpty());
  EXPECT_THAT(remarks({marking("a", ReplyStep::body), marking("b", ReplyStep::body)}), IsEmpty());
  EXPECT_THAT(remarks({stripping("a"), stripping("b"), marking("c", ReplyStep::head)}), IsEmpty());
  EXPECT_THAT(remarks({resetting("a"), refusing("b"), marking("c", ReplyStep::head)}), IsEmpty());
}

TEST(Shadowing, ARuleThatAlwaysComesFirstMakesTheNextUnreachable) {
  EXPECT_THAT(remarks({refusing("all"), refusing("one", {.client_ids = {pc01}})}),
              ElementsAre("unreachable: rule 'one' never happens: 'all' (line 0) always comes first"));
  EXPECT_THAT(remarks({resetting("all"), resetting("tls", {.secure = true})}),
              ElementsAre("unreachable: rule 'tls' never happens: 'all' (line 0) always comes first"));
}

TEST(Shadowing, AnAnswerToRequestsComesBeforeARefusalOfCallsWhereverTheyStand) {
  EXPECT_THAT(remarks({refusing("call"), answering("request", 404)}),
              ElementsAre("unreachable: rule 'call' never happens: 'request' (line 0) always comes first"));
}

TEST(Shadowing, WhateverMakesTheFirstUncertainMakesItAnOverlap) {
  std::vector<Rule> uncertain(7, refusing("first"));
  uncertain[0].times.to = 3;
  uncertain[1].times.every = 2;
  uncertain[2].period.from = at_time("2026-10-04T15:00:00Z");
  uncertain[3].chance.probability = 0.5;
  uncertain[4].at_once = 1;
  uncertain[5].at_most = 1;
  uncertain[6].times.from = 2;
  for (auto const& rule : uncertain)
    EXPECT_THAT(remarks({rule, refusing("then")}),
                ElementsAre("overlapping: rule 'then' waits for 'first' (line 0) where both match: that one comes "
                            "first"));
  EXPECT_THAT(remarks({answering("hops", 0), answering("then", 404)}),
              ElementsAre("overlapping: rule 'then' waits for 'hops' (line 0) where both match: that one comes first"));
  EXPECT_THAT(remarks({rule_with<ConnectionFault>("tls", Resetting(false)), resetting("then")}),
              ElementsAre("overlapping: rule 'then' waits for 'tls' (line 0) where both match: that one comes first"));
}

TEST(Shadowing, ARuleThatIsSwitchedOffHidesNothing) {
  auto off = refusing("off");
  off.enabled = false;
  EXPECT_THAT(remarks({off, refusing("then")}), IsEmpty());
}

TEST(Shadowing, OverlapsNameTheFirstRuleAndUnreachabilityWins) {
  auto chance = refusing("chance");
  chance.chance.probability = 0.5;
  EXPECT_THAT(remarks({chance, refusing("all"), refusing("last")}),
              ElementsAre("overlapping: rule 'all' waits for 'chance' (line 0) where both match: that one comes first",
                          "unreachable: rule 'last' never happens: 'all' (line 0) always comes first"));
}

TEST(Shadowing, ARuleOfAnotherFileIsNamedWithItsFile) {
  auto first = refusing("first");
  first.place = {.file = "f.yaml", .line = 3};
  auto then = refusing("then");
  then.place = {.file = "api", .line = 1};
  EXPECT_THAT(remarks({first, then}),
              ElementsAre("unreachable: rule 'then' never happens: 'first' (f.yaml:3) always comes first"));
}

TEST(Shadowing, AChangeTellsOfItsOwnRulesAndOfThoseThatTheyHide) {
  auto const told = [](std::vector<Rule> const& rules, std::set<std::string, std::less<>> const& changed) {
    std::vector<std::string> names;
    for (auto const& remark : remarks_on_changed(as_list(rules), changed)) names.push_back(remark.rule);
    return names;
  };
  std::vector<Rule> const rules{refusing("one", {.client_ids = {pc01}}), refusing("first"), refusing("then"),
                                refusing("other", {.client_ids = {pc02}})};
  EXPECT_THAT(told(rules, {"then"}), ElementsAre("then")) << "'other' is hidden by 'first' already";
  EXPECT_THAT(told(rules, {"first"}), ElementsAre("first", "then", "other")) << "it waits for 'one' itself";
  EXPECT_THAT(told(rules, {"one"}), ElementsAre("first"));
  EXPECT_THAT(told(rules, {"one", "other"}), ElementsAre("first", "other"));
  EXPECT_THAT(told(rules, {"nobody"}), IsEmpty());
  EXPECT_THAT(told({refusing("call"), answering("request", 404)}, {"request"}), ElementsAre("call"));
}

TEST(Shadowing, AMatchThatNothingCanMeetIsToldWithItsPlace) {
  auto const rules = read_rules(config::Node::parse(
      "- {soap_fault: {error_code: ServerBusy}, name: a, when: {service: SimpleAuthWebService, operation: GetConfig}}\n"
      "- {missing_route: {}, name: b, when: {service: ClientWebService, path: /Content/*}}\n"
      "- {soap_fault: {error_code: ServerBusy}, name: c, when: {operation: GetConfig, client_id: x}}\n"
      "- {delay: {by: 1 s}, name: d, when: {operation: GetCookie, OtherCachedUpdateIDs: 5}}\n",
      "f.yaml"));
  EXPECT_THAT(remarks(rules),
              ElementsAre("unreachable: rule 'a' never happens: none of its operations belongs to its service",
                          "unreachable: rule 'b' never happens: its service has none of its paths",
                          "unreachable: rule 'c' never happens: its operations name no client",
                          "unreachable: rule 'd' never happens: only SyncUpdates has the lists that it counts"));
  EXPECT_EQ(remarks_on(rules).at(1).place.line, 2);
  EXPECT_EQ(remarks_on(rules).at(1).place.path, "/1/missing_route");
}

TEST(Shadowing, TheirTwinsThatCanBeMetAreNotTold) {
  EXPECT_THAT(
      remarks("- {soap_fault: {error_code: ServerBusy}, when: {service: ClientWebService, operation: GetConfig}}\n"
              "- {missing_route: {}, when: {service: SimpleAuthWebService, path: '/simpleauth*'}}\n"
              "- {soap_fault: {error_code: ServerBusy}, when: {operation: [GetCookie, SyncUpdates], client_id: x}}\n"
              "- {delay: {by: 1 s}, when: {OtherCachedUpdateIDs: 5}}\n"),
      IsEmpty());
}

TEST(Shadowing, AThousandRulesAreComparedWithoutFuss) {
  std::vector<Rule> rules;
  for (int i = 0; i < 1'000; ++i)
    rules.push_back(refusing(std::to_string(i), {.client_ids = {"client-" + std::to_string(i)}}));
  EXPECT_THAT(remarks_on(rules), IsEmpty());
}

}  // namespace
}  // namespace wsus::faults
