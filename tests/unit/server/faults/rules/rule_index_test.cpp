// The index finds what a linear search finds, in the same order.
#include "server/faults/rules/rule_index.hpp"

#include "tests/unit/server/faults/rules/seen.hpp"

#include <gtest/gtest.h>

#include <array>
#include <random>

namespace wsus::faults {
namespace {

constexpr std::array<std::string_view, 4> operations{"GetConfig", "GetCookie", "SyncUpdates", "ReportEventBatch"};

std::string id(unsigned number) { return "client-" + std::to_string(number); }

class Dice {
public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  unsigned below(unsigned limit) { return static_cast<unsigned>(engine_() % limit); }
  bool once_in(unsigned n) { return below(n) == 0; }

private:
  std::mt19937_64 engine_;
};

Match random_match(Dice& dice) {
  Match match;
  if (dice.once_in(2)) {
    for (auto n = dice.below(3); n > 0; --n) match.client_ids.push_back(id(dice.below(50)));
  }
  if (dice.once_in(2)) {
    for (auto n = dice.below(3); n > 0; --n) match.operations.emplace_back(operations.at(dice.below(4)));
  }
  if (dice.once_in(4)) match.methods = {{"P*"}};
  if (dice.once_in(4)) match.target_groups = {{dice.once_in(2) ? "Pilot" : "Servers"}};
  if (dice.once_in(4)) match.secure = dice.once_in(2);
  return match;
}

Rule random_rule(Dice& dice, std::string const& name) {
  auto when = random_match(dice);
  switch (dice.below(4)) {
  case 0: return answering(name, 404, std::move(when));
  case 1: return refusing(name, std::move(when));
  case 2: return marking(name, ReplyStep::head, std::move(when));
  default: break;
  }
  Match of_connections;
  of_connections.secure = when.secure;
  return resetting(name, std::move(of_connections));
}

std::vector<std::size_t> those_that_hold(std::vector<Rule> const& rules, std::vector<std::size_t> const& candidates,
                                         Facts const& facts) {
  std::vector<std::size_t> found;
  for (auto const one : candidates) {
    if (holds(rules.at(one).when, facts)) found.push_back(one);
  }
  return found;
}

std::vector<std::size_t> linear_search(std::vector<Rule> const& rules, Stage stage, Facts const& facts) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (stage_of(rules[i]) == stage && holds(rules[i].when, facts)) found.push_back(i);
  }
  return found;
}

TEST(RuleIndex, GivesWhatALinearSearchGivesForAThousandRandomRules) {
  Dice dice(20261121);
  std::vector<Rule> rules;
  rules.reserve(1'000);
  for (int i = 0; i < 1'000; ++i) rules.push_back(random_rule(dice, std::to_string(i)));
  RuleIndex const index(as_list(rules));
  std::size_t held = 0;
  for (unsigned exchange = 0; exchange < 100; ++exchange) {
    auto const client = dice.once_in(3) ? "{" + id(dice.below(60)) + "}" : id(dice.below(60));
    Seen seen;
    seen.call.client_id = client;
    seen.call.operation = operations.at(dice.below(4));
    seen.call.target_group = dice.once_in(2) ? "Pilot" : "";
    for (auto const stage : {Stage::connection, Stage::request, Stage::call, Stage::reply}) {
      auto const facts = seen.at(stage);
      auto const found = those_that_hold(rules, index.candidates(stage, facts), facts);
      ASSERT_EQ(found, linear_search(rules, stage, facts)) << client << " " << seen.call.operation;
      held += found.size();
    }
  }
  EXPECT_GT(held, 10'000u);  // else nothing was compared
}

TEST(RuleIndex, AsksOnlyRulesThatNameTheClientOrNobody) {
  std::vector<Rule> rules;
  for (unsigned i = 0; i < 1'000; ++i) rules.push_back(refusing(std::to_string(i), {.client_ids = {id(i)}}));
  rules.push_back(refusing("all"));
  RuleIndex const index(as_list(rules));
  Seen seen;
  seen.call.client_id = "{CLIENT-7}";
  EXPECT_EQ(index.candidates(Stage::call, seen.at(Stage::call)), (std::vector<std::size_t>{7, 1'000}));
}

TEST(RuleIndex, KnowsStagesWithoutRules) {
  RuleIndex const index(as_list({refusing("r")}));
  Seen const seen;
  EXPECT_FALSE(index.empty(Stage::call));
  for (auto const stage : {Stage::connection, Stage::request, Stage::reply}) {
    EXPECT_TRUE(index.empty(stage));
    EXPECT_TRUE(index.candidates(stage, seen.facts()).empty());
  }
}

}  // namespace
}  // namespace wsus::faults
