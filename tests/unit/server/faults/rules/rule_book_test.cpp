// What rules count, for whom, and what that decides: windows, periods, chance, limits, and why nothing happened.
#include "tests/unit/server/faults/rules/seen.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <thread>

namespace wsus::faults {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class RuleBookTest : public testing::Test {
protected:
  /// Whether the first rule refuses the n-th SyncUpdates of this client.
  static bool is_refused(RuleBook& book, std::string_view client) {
    Seen seen;
    seen.call.client_id = client;
    ExchangeFaults faults(book);
    (void)faults.on_request(seen.connection, seen.request);
    return std::holds_alternative<InjectedSoapFault>(faults.on_call(seen.request, seen.call));
  }
  /// As a text of 0 and 1, one character an exchange.
  static std::string refusals(RuleBook& book, std::string_view client, int exchanges) {
    std::string text;
    for (int i = 0; i < exchanges; ++i) text += is_refused(book, client) ? '1' : '0';
    return text;
  }
  static std::vector<Rule> one(Rule rule) {
    std::vector<Rule> rules;
    rules.push_back(std::move(rule));
    return rules;
  }

  wusp::ManualClock clock_{at_time("2026-10-04T15:00:00Z")};
};

TEST_F(RuleBookTest, WindowsCountForEachClient) {
  auto rule = refusing("r");
  rule.times = {.from = 2, .to = 3};
  RuleBook book(one(rule), clock_);
  EXPECT_EQ(refusals(book, pc01, 2), "01");
  EXPECT_EQ(refusals(book, pc02, 5), "01100");
  EXPECT_EQ(refusals(book, pc01, 3), "100");
  EXPECT_EQ(state_of(book, 0).clients, 2u);
}

TEST_F(RuleBookTest, AClientIsTheSameInEverySpelling) {
  auto rule = refusing("r");
  rule.times = {.to = 1};
  RuleBook book(one(rule), clock_);
  EXPECT_EQ(refusals(book, pc01, 1), "1");
  EXPECT_EQ(refusals(book, "{E1DA06A3-5601-43C9-BAC3-52D5DB701494}", 1), "0");
  EXPECT_EQ(state_of(book, 0).clients, 1u);
}

TEST_F(RuleBookTest, AClientThatIsNotKnownCountsByItsAddress) {
  auto rule = answering("r", 404);
  rule.times = {.to = 1};
  RuleBook book(one(rule), clock_);
  auto const is_answered = [&](std::string_view address) {
    Seen seen;
    seen.connection.client_address = address;
    return ExchangeFaults(book).on_request(seen.connection, seen.request).has_value();
  };
  EXPECT_TRUE(is_answered("10.0.0.5"));
  EXPECT_FALSE(is_answered("10.0.0.5"));
  EXPECT_TRUE(is_answered("10.0.0.6"));
}

TEST_F(RuleBookTest, WindowsOfTheServerCountAllClientsTogether) {
  auto rule = refusing("r");
  rule.times = {.every = 2, .per = CountPer::server};
  RuleBook book(one(rule), clock_);
  EXPECT_EQ(refusals(book, pc01, 1), "1");
  EXPECT_EQ(refusals(book, pc02, 2), "01");
  EXPECT_EQ(refusals(book, pc01, 2), "01");
}

TEST_F(RuleBookTest, APeriodFollowsTheServersClock) {
  auto rule = refusing("r");
  rule.period = {.from = at_time("2026-10-04T15:00:01Z"), .until = at_time("2026-10-04T15:00:02Z")};
  RuleBook book(one(rule), clock_);
  std::string text;
  for (int second = 0; second < 4; ++second) {
    text += refusals(book, pc01, 1);
    clock_.advance(std::chrono::seconds(1));
  }
  EXPECT_EQ(text, "0100");
}

TEST_F(RuleBookTest, ARuleThatIsSwitchedOffCountsNothing) {
  auto rule = refusing("r");
  rule.enabled = false;
  RuleBook book(one(rule), clock_);
  EXPECT_EQ(refusals(book, pc01, 3), "000");
  EXPECT_EQ(state_of(book, 0).matched, 0u);
}

TEST_F(RuleBookTest, EventsCountWhetherOrNotTheFaultHappens) {
  auto rule = refusing("r", {.target_groups = {{"Pilot"}}});
  rule.times = {.to = 1};
  RuleBook book(one(rule), clock_);
  EXPECT_EQ(refusals(book, pc01, 3), "100");
  Seen seen;
  seen.call.target_group = "Servers";
  ExchangeFaults faults(book);
  (void)faults.on_call(seen.request, seen.call);
  auto const state = state_of(book, 0);
  EXPECT_EQ(state.matched, 3u);
  EXPECT_EQ(state.injected, 1u);
  EXPECT_EQ(state.under_way, 0u);
}

// ---- chance ----

Rule of_chance() {
  auto rule = refusing("flaky");
  rule.chance = {.probability = 0.4, .seed = 11};
  return rule;
}

TEST_F(RuleBookTest, ChanceIsTheSameWhateverOtherClientsDo) {
  RuleBook alone(one(of_chance()), clock_);
  auto const expected = refusals(alone, pc01, 60);
  EXPECT_NE(expected, std::string(60, '0'));
  EXPECT_NE(expected, std::string(60, '1'));
  for (int others : {1, 2, 5}) {
    RuleBook book(one(of_chance()), clock_);
    std::string text;
    for (int i = 0; i < 60; ++i) {
      for (int other = 0; other < others; ++other) (void)refusals(book, "other-" + std::to_string(other), i % 3);
      text += refusals(book, pc01, 1);
    }
    EXPECT_EQ(text, expected) << others;
  }
}

TEST_F(RuleBookTest, ChanceIsTheSameWhenClientsComeAtTheSameTime) {
  constexpr int clients = 4;
  auto const name = [](int client) { return "client-" + std::to_string(client); };
  std::vector<std::string> alone(clients);
  for (int i = 0; i < clients; ++i) {
    RuleBook book(one(of_chance()), clock_);
    alone.at(static_cast<std::size_t>(i)) = refusals(book, name(i), 200);
  }
  RuleBook book(one(of_chance()), clock_);
  std::vector<std::string> together(clients);
  std::vector<std::thread> threads;
  for (int i = 0; i < clients; ++i)
    threads.emplace_back([&, i] { together.at(static_cast<std::size_t>(i)) = refusals(book, name(i), 200); });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(together, alone);
  EXPECT_EQ(state_of(book, 0).matched, 800u);
}

TEST_F(RuleBookTest, CountsStartAnewAfterAReset) {
  auto rule = of_chance();
  rule.at_most = 5;
  RuleBook book(one(rule), clock_);
  auto const first = refusals(book, pc01, 30);
  book.reset_counts();
  EXPECT_EQ(state_of(book, 0).matched, 0u);
  EXPECT_EQ(refusals(book, pc01, 30), first);
}

// ---- limits ----

TEST_F(RuleBookTest, AtOnceCountsConnectionsThatLive) {
  auto rule = resetting("r");
  rule.at_once = 2;
  RuleBook book(one(rule), clock_);
  Seen const seen;
  std::vector<Injected> injected;
  auto const first = std::make_unique<ConnectionPlan>(book.on_connection(seen.connection, injected));
  auto second = std::make_unique<ConnectionPlan>(book.on_connection(seen.connection, injected));
  EXPECT_EQ(state_of(book, 0).under_way, 2u);
  EXPECT_EQ(book.on_connection(seen.connection, injected).greeting, Greeting::serve);
  second.reset();
  EXPECT_EQ(state_of(book, 0).under_way, 1u);
  EXPECT_EQ(book.on_connection(seen.connection, injected).greeting, Greeting::reset);
  EXPECT_THAT(names_of(injected), ElementsAre("r", "r", "r"));
}

/// One exchange up to its plan, which holds what has happened.
ResponsePlan finished(RuleBook& book) {
  Seen seen;
  ExchangeFaults faults(book);
  auto plan = faults.on_request(seen.connection, seen.request).value_or(ResponsePlan{});
  auto const decision = faults.on_call(seen.request, seen.call);
  if (auto const* const refusal = std::get_if<InjectedSoapFault>(&decision)) {
    plan.status = 500;
    plan.body = refusal->message;
  }
  faults.on_plain_reply({.request = seen.request, .call = &seen.call, .plan = plan});
  faults.on_coded_reply({.request = seen.request, .call = &seen.call, .plan = plan});
  return plan;
}

TEST_F(RuleBookTest, AtOnceCountsEveryWayOfTakingPartUntilThePlanIsGone) {
  for (auto const& rule : {stripping("r"), answering("r", 404), refusing("r"), marking("r", ReplyStep::body),
                           marking("r", ReplyStep::delivery)}) {
    auto limited = rule;
    limited.at_once = 1;
    RuleBook book(one(limited), clock_);
    {
      auto const plan = finished(book);
      EXPECT_EQ(state_of(book, 0).under_way, 1u);
      auto const served = finished(book);
      EXPECT_EQ(state_of(book, 0).injected, 1u);
    }
    EXPECT_EQ(state_of(book, 0).under_way, 0u);
    (void)finished(book);
    EXPECT_EQ(state_of(book, 0).injected, 2u);
  }
}

TEST_F(RuleBookTest, APlanHoldsTheLeaseThatItHadBefore) {
  RuleBook book(one(marking("r", ReplyStep::head)), clock_);
  Seen seen;
  ExchangeFaults faults(book);
  auto before = std::make_shared<int>(1);
  ResponsePlan plan;
  plan.lease = before;
  faults.on_plain_reply({.request = seen.request, .plan = plan});
  faults.on_coded_reply({.request = seen.request, .plan = plan});
  EXPECT_EQ(before.use_count(), 2);
  plan = {};
  EXPECT_EQ(before.use_count(), 1);
  EXPECT_EQ(state_of(book, 0).under_way, 0u);
}

TEST_F(RuleBookTest, AtMostExpiresEvenWhenAllComeAtOnce) {
  auto rule = refusing("r");
  rule.at_most = 50;
  RuleBook book(one(rule), clock_);
  std::atomic<int> refused{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&, i] {
      for (auto const c : refusals(book, "client-" + std::to_string(i), 100)) refused += c == '1' ? 1 : 0;
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(refused, 50);
  EXPECT_EQ(state_of(book, 0).matched, 400u);
  EXPECT_EQ(state_of(book, 0).injected, 50u);
}

TEST_F(RuleBookTest, AFaultThatHadNothingToChangeHasNotHappened) {
  auto rule = marking("r", ReplyStep::body);
  rule.fault = std::shared_ptr<ReplyFault const>(std::make_shared<Marking const>(ReplyStep::body, ""));
  rule.at_most = 1;
  RuleBook book(one(rule), clock_);
  (void)finished(book);
  (void)finished(book);
  EXPECT_EQ(state_of(book, 0).matched, 2u);
  EXPECT_EQ(state_of(book, 0).injected, 0u);
  EXPECT_EQ(state_of(book, 0).under_way, 0u);
}

TEST_F(RuleBookTest, ALeaseMayOutliveTheBook) {
  ConnectionPlan plan;
  {
    RuleBook book(one(resetting("r")), clock_);
    std::vector<Injected> injected;
    plan = book.on_connection(Seen().connection, injected);
  }
  EXPECT_NE(plan.lease, nullptr);
  plan.lease.reset();
}

// ---- the book itself ----

TEST_F(RuleBookTest, WithoutRulesNothingHappens) {
  RuleBook book({}, clock_);
  EXPECT_TRUE(book.empty());
  Seen seen;
  ExchangeFaults faults(book);
  EXPECT_FALSE(faults.on_request(seen.connection, seen.request));
  EXPECT_EQ(faults.on_call(seen.request, seen.call).index(), 0u);
  EXPECT_THAT(faults.injected(), IsEmpty());
  EXPECT_THAT(book.explain(seen.facts()), IsEmpty());
}

TEST_F(RuleBookTest, RefusesTwoRulesOfOneName) {
  std::vector<Rule> rules;
  rules.push_back(refusing("r"));
  rules.push_back(answering("r", 404));
  EXPECT_THROW(RuleBook(rules, clock_), std::invalid_argument);
}

// ---- explanations ----

TEST_F(RuleBookTest, ExplainsTheNearestRuleFirstWithTheFieldsThatDiffer) {
  std::vector<Rule> rules;
  rules.push_back(refusing("far", {.operations = {"GetConfig"}, .client_ids = {pc02}}));
  rules.push_back(refusing("near", {.client_ids = {pc02}}));
  rules.push_back(refusing("fires"));
  RuleBook book(std::move(rules), clock_);
  auto const explanations = book.explain(Seen().facts());
  ASSERT_EQ(explanations.size(), 3u);
  EXPECT_EQ(explanations[0].rule, "fires");
  EXPECT_EQ(explanations[0].otherwise, "happens");
  EXPECT_EQ(explanations[1].rule, "near");
  ASSERT_EQ(explanations[1].differs.size(), 1u);
  EXPECT_EQ(explanations[1].differs[0].field, "client_id");
  EXPECT_EQ(explanations[1].otherwise, "");
  EXPECT_EQ(explanations[2].rule, "far");
  EXPECT_EQ(explanations[2].differs.size(), 2u);
  EXPECT_EQ(state_of(book, 2).matched, 0u);  // nothing was counted
}

TEST_F(RuleBookTest, ExplainsWhatElseDecides) {
  auto off = refusing("off");
  off.enabled = false;
  auto window = refusing("window");
  window.times = {.from = 2};
  auto period = refusing("period");
  period.period = {.until = clock_.now()};
  auto expired = refusing("expired");
  expired.at_most = 1;
  auto unlucky = refusing("unlucky");
  unlucky.chance = {.probability = 1e-9};
  RuleBook book({off, window, period, unlucky, expired}, clock_);
  EXPECT_EQ(refusals(book, pc01, 1), "1");  // by the last one: it has happened now
  std::vector<std::string> otherwise;
  Seen other;
  other.call.client_id = pc02;
  for (auto const& one : book.explain(other.facts())) otherwise.push_back(one.otherwise);
  EXPECT_THAT(otherwise,
              ElementsAre("it is switched off", "event 1 is outside its window", "the time is outside its period",
                          "its chance does not fall", "it has expired: it has happened 1 times"));
}

TEST_F(RuleBookTest, ExplainsALimitThatIsReached) {
  auto rule = resetting("r");
  rule.at_once = 1;
  RuleBook book(one(rule), clock_);
  std::vector<Injected> injected;
  auto const held = book.on_connection(Seen().connection, injected);
  EXPECT_EQ(book.explain(Seen().facts()).at(0).otherwise, "its limit is reached: 1 under way");
}

}  // namespace
}  // namespace wsus::faults
