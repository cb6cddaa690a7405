// Rules that are changed while exchanges are under way.
#include "server/faults/rules/rule_book.hpp"
#include "server/faults/rules/rule_file.hpp"
#include "tests/unit/server/faults/rules/seen.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace wsus::faults {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> names_in(RuleBook const& book) {
  std::vector<std::string> names;
  for (auto const& rule : book.rules()) names.push_back(rule->name);
  return names;
}

/// The message of the refusal that a call of PC01 gets; empty: it is performed.
std::string refusal(RuleBook const& book, Seen const& seen) {
  ExchangeFaults faults(book);
  auto const decision = faults.on_call(seen.request, seen.call);
  auto const* const fault = std::get_if<InjectedSoapFault>(&decision);
  return fault == nullptr ? "" : fault->message;
}

/// What it was told, in short.
struct Told final : RuleListener {
  void rules_change(RuleList const& rules) override {
    if (refuses) throw std::runtime_error("the disk is full");
    heard.push_back("change to " + std::to_string(rules.size()));
  }
  void rules_changed(RuleList const& rules) noexcept override {
    heard.push_back("changed to " + std::to_string(rules.size()));
  }
  bool refuses = false;
  std::vector<std::string> heard;
};

class RuleChanges : public testing::Test {
protected:
  static std::vector<Rule> two() {
    std::vector<Rule> rules;
    rules.push_back(refusing("a", {.operations = {"GetConfig"}}));
    rules.push_back(refusing("b"));
    return rules;
  }
  wusp::ManualClock clock_{wusp::UtcTime{}};
  Seen seen_;
};

TEST_F(RuleChanges, ARuleThatIsAddedHappensAndOneThatIsRemovedDoesNot) {
  RuleBook book({}, clock_);
  EXPECT_TRUE(book.empty());
  EXPECT_EQ(refusal(book, seen_), "");
  book.add({refusing("a")});
  EXPECT_FALSE(book.empty());
  EXPECT_EQ(refusal(book, seen_), "a");
  EXPECT_TRUE(book.remove("a"));
  EXPECT_FALSE(book.remove("a"));
  EXPECT_TRUE(book.empty());
  EXPECT_EQ(refusal(book, seen_), "");
}

TEST_F(RuleChanges, SeveralAreAddedWholeOrNotAtAll) {
  RuleBook book(two(), clock_);
  try {
    book.add({refusing("c"), refusing("b")});
    FAIL() << "a name was taken twice";
  } catch (NameTaken const& taken) {
    EXPECT_EQ(taken.name(), "b");
  }
  EXPECT_THROW(book.add({refusing("d"), refusing("d")}), NameTaken);
  EXPECT_THAT(names_in(book), ElementsAre("a", "b"));
  EXPECT_EQ(book.add({refusing("c"), refusing("d")}).size(), 2u);
  EXPECT_THAT(names_in(book), ElementsAre("a", "b", "c", "d"));
}

TEST_F(RuleChanges, ARuleWithoutANameGetsOneThatIsFree) {
  RuleBook book(two(), clock_);
  std::vector<Rule> nameless;
  nameless.push_back(read_rule_text(R"({"missing_route": {}})", "body"));
  nameless.push_back(read_rule_text(R"({"missing_route": {}, "name": "missing_route-3"})", "body"));
  auto const added = book.add(std::move(nameless));
  EXPECT_THAT(names_in(book), ElementsAre("a", "b", "missing_route-4", "missing_route-3"));
  EXPECT_EQ(added.at(0)->source, R"({"name": "missing_route-4", "missing_route": {}})");
}

TEST_F(RuleChanges, AReplacedRuleKeepsItsPlaceAndCountsAnewTheOthersGoOn) {
  std::vector<Rule> rules;
  rules.push_back(refusing("a"));
  rules.back().times.to = 1;
  rules.push_back(refusing("b"));
  rules.back().times.from = 2;
  RuleBook book(rules, clock_);
  EXPECT_EQ(refusal(book, seen_), "a");
  EXPECT_EQ(refusal(book, seen_), "");
  EXPECT_FALSE(book.put(rules[0]));
  EXPECT_THAT(names_in(book), ElementsAre("a", "b"));
  EXPECT_EQ(state_of(book, 0).matched, 0u);
  EXPECT_EQ(state_of(book, 1).matched, 1u);
  EXPECT_EQ(refusal(book, seen_), "a");
  EXPECT_EQ(refusal(book, seen_), "b");  // its second event: it was not asked when "a" answered
  EXPECT_TRUE(book.put(refusing("c")));
  EXPECT_THAT(names_in(book), ElementsAre("a", "b", "c"));
}

TEST_F(RuleChanges, ARuleThatIsSwitchedOffAndOnGoesOnCounting) {
  auto rules = two();
  rules[1].times.from = 2;
  RuleBook book(std::move(rules), clock_);
  EXPECT_EQ(refusal(book, seen_), "");
  EXPECT_TRUE(book.enable("b", false));
  EXPECT_EQ(refusal(book, seen_), "");
  EXPECT_FALSE(book.find("b")->rule->enabled);
  EXPECT_TRUE(book.enable("b", true));
  EXPECT_EQ(book.find("b")->state.matched, 1u);
  EXPECT_EQ(refusal(book, seen_), "b");
  EXPECT_FALSE(book.enable("nobody", true));
}

TEST_F(RuleChanges, RestoreBringsBackTheRulesOfTheStart) {
  RuleBook book(two(), clock_);
  EXPECT_EQ(refusal(book, seen_), "b");
  book.enable("a", false);
  book.remove("b");
  book.add({refusing("c")});
  book.restore();
  EXPECT_THAT(names_in(book), ElementsAre("a", "b"));
  EXPECT_TRUE(book.find("a")->rule->enabled);
  EXPECT_EQ(book.find("b")->state.matched, 0u);
  book.remove_all();
  EXPECT_TRUE(book.empty());
}

TEST_F(RuleChanges, AnExchangeKeepsTheRulesThatItBeganWith) {
  RuleBook book(two(), clock_);
  ExchangeFaults under_way(book);
  book.remove_all();
  ASSERT_TRUE(std::holds_alternative<InjectedSoapFault>(under_way.on_call(seen_.request, seen_.call)));
  ASSERT_EQ(under_way.injected().size(), 1u);
  EXPECT_EQ(under_way.injected()[0].rule->name, "b");  // and the rule is still there to be told of
}

TEST_F(RuleChanges, WhatIsUnderWayDuringAResetIsNotCountedButStillUnderWay) {
  auto rule = marking("m", ReplyStep::head);
  rule.at_once = 1;
  RuleBook book({rule}, clock_);
  ExchangeFaults under_way(book);
  ResponsePlan plan;
  under_way.on_plain_reply({.request = seen_.request, .call = &seen_.call, .plan = plan});
  book.reset_counts();
  EXPECT_EQ(state_of(book, 0).matched, 0u);
  EXPECT_EQ(state_of(book, 0).injected, 0u);
  EXPECT_EQ(state_of(book, 0).under_way, 1u);
  ExchangeFaults next(book);
  ResponsePlan other;
  next.on_plain_reply({.request = seen_.request, .call = &seen_.call, .plan = other});
  next.on_coded_reply({.request = seen_.request, .call = &seen_.call, .plan = other});
  EXPECT_THAT(next.injected(), IsEmpty());  // one is under way, and one may be
  EXPECT_EQ(state_of(book, 0).matched, 1u);
}

TEST_F(RuleChanges, ListenersHearOfEachChangeBeforeAndAfterIt) {
  RuleBook book(two(), clock_);
  Told told;
  book.add_listener(told);
  book.add({refusing("c")});
  book.enable("c", true);  // as it is
  book.remove("nobody");
  book.reset_counts();
  book.remove("c");
  EXPECT_THAT(told.heard, ElementsAre("change to 3", "changed to 3", "change to 2", "changed to 2"));
}

TEST_F(RuleChanges, WhatAListenerRefusesIsNotDone) {
  RuleBook book(two(), clock_);
  Told told;
  told.refuses = true;
  book.add_listener(told);
  EXPECT_THROW(book.add({refusing("c")}), std::runtime_error);
  EXPECT_THROW(book.put(refusing("a")), std::runtime_error);
  EXPECT_THROW((void)book.remove("a"), std::runtime_error);
  EXPECT_THROW(book.remove_all(), std::runtime_error);
  EXPECT_THAT(names_in(book), ElementsAre("a", "b"));
  EXPECT_THAT(told.heard, IsEmpty());
}

TEST_F(RuleChanges, ExchangesOfManyThreadsGoOnWhileRulesComeAndGo) {
  RuleBook book({refusing("stays", {.client_ids = {pc02}})}, clock_);
  std::atomic<bool> done{false};
  std::atomic<int> others{0};
  std::vector<std::thread> clients;
  for (int i = 0; i < 4; ++i) {
    clients.emplace_back([&] {
      Seen seen;
      while (!done) {
        auto const text = refusal(book, seen);
        if (!text.empty() && text != "comes") ++others;
        for (auto const& row : book.rows()) others += row.rule->name == "stays" || row.rule->name == "comes" ? 0 : 1;
      }
    });
  }
  for (int i = 0; i < 300; ++i) {
    book.add({refusing("comes")});
    book.put(refusing("comes"));
    book.reset_counts();
    book.enable("comes", false);
    book.remove("comes");
  }
  done = true;
  for (auto& client : clients) client.join();
  EXPECT_EQ(others, 0);
  EXPECT_THAT(names_in(book), ElementsAre("stays"));
}

TEST_F(RuleChanges, AddingOneNameFromManyThreadsSucceedsOnce) {
  RuleBook book({}, clock_);
  std::atomic<int> added{0}, removed{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 100; ++n) {
        try {
          book.add({refusing("r")});
          ++added;
        } catch (NameTaken const&) {
          removed += book.remove("r") ? 1 : 0;
        }
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(static_cast<std::size_t>(added - removed), book.rules().size());
}

// ---- the source of a rule ----

TEST(RuleSource, IsTheRuleAsJsonWithItsName) {
  auto const rules = read_rules(config::Node::parse("- soap_fault: {error_code: ServerBusy}\n  when: {operation: "
                                                    "[SyncUpdates]}\n  chance: 25 %\n- refuse: {}\n  name: r\n",
                                                    "f.yaml"));
  EXPECT_EQ(rules[0].source, R"({"name": "soap_fault-1", "soap_fault": {"error_code": "ServerBusy"}, )"
                             R"("when": {"operation": ["SyncUpdates"]}, "chance": "25 %"})");
  EXPECT_EQ(rules[1].source, R"({"refuse": {}, "name": "r"})");
}

TEST(RuleSource, ReadAgainItIsTheSameRule) {
  auto const first = read_rule_text(R"({"name": "r", "reset": {"after": 100}, "times": {"from": 2, "every": 3},
    "when": {"client_id": "{E1DA06A3-5601-43c9-bac3-52d5db701494}", "status": {"at_least": 500}}, "at_most": 4, "enabled": false})",
                                    "body");
  auto const again = read_rule_text(first.source, "state");
  EXPECT_EQ(again.source, first.source);
  EXPECT_EQ(again.when, first.when);
  EXPECT_EQ(again.times, first.times);
  EXPECT_EQ(again.at_most, 4u);
  EXPECT_FALSE(again.enabled);
}

}  // namespace
}  // namespace wsus::faults
