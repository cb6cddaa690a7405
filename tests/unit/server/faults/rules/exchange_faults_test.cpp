// The stages of an exchange and which of several rules happens there.
#include "tests/unit/server/faults/rules/seen.hpp"

#include "server/faults/rules/rule_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::faults {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class FaultRules : public testing::Test {
protected:
  void start(std::vector<Rule> rules) { book_ = std::make_unique<RuleBook>(std::move(rules), clock_); }
  void start(std::string const& list) { start(read_rules(config::Node::parse(list, "f.yaml"))); }

  ConnectionPlan connect() {
    injected_.clear();
    return book_->on_connection(seen_.connection, injected_);
  }
  /// The status of the answer at Stage::request; 0: it goes on.
  unsigned request(ExchangeFaults& faults) {
    auto const plan = faults.on_request(seen_.connection, seen_.request);
    return plan ? plan->status : 0;
  }
  /// What a call comes to: the message of a refusal, the status of an answer, or "performed".
  std::string call(ExchangeFaults& faults) const {
    auto const decision = faults.on_call(seen_.request, seen_.call);
    if (auto const* const refusal = std::get_if<InjectedSoapFault>(&decision)) return refusal->message;
    if (auto const* const plan = std::get_if<ResponsePlan>(&decision)) return std::to_string(plan->status);
    return "performed";
  }
  /// The body after the steps before and after the coding, which is a '|'.
  std::string reply(ExchangeFaults& faults, unsigned status = 200) {
    ResponsePlan plan;
    plan.status = status;
    faults.on_plain_reply({.request = seen_.request, .call = &seen_.call, .plan = plan});
    plan.body += "|";
    faults.on_coded_reply({.request = seen_.request, .call = &seen_.call, .plan = plan});
    return plan.body;
  }

  Seen seen_;
  wusp::ManualClock clock_{at_time("2026-10-04T15:00:00Z")};
  std::vector<Injected> injected_;
  std::unique_ptr<RuleBook> book_;
};

TEST_F(FaultRules, TheFirstRuleThatAppliesWins) {
  start({refusing("a"), refusing("b"), answering("c", 404), answering("d", 410), resetting("e"), resetting("f")});
  ExchangeFaults faults(*book_);
  EXPECT_EQ(connect().greeting, Greeting::reset);
  EXPECT_THAT(names_of(injected_), ElementsAre("e"));
  EXPECT_EQ(request(faults), 404u);
  EXPECT_EQ(call(faults), "a");
  EXPECT_THAT(names_of(faults.injected()), ElementsAre("c", "a"));
  EXPECT_EQ(state_of(*book_, 1).matched, 0u);  // no other is asked
  EXPECT_EQ(state_of(*book_, 3).matched, 0u);
  EXPECT_EQ(state_of(*book_, 5).matched, 0u);
}

TEST_F(FaultRules, ARuleThatDoesNotApplyLeavesTheNextItsTurn) {
  start({answering("through", 0), answering("other path", 301, {.paths = {{"/Content/*"}}}), answering("last", 307)});
  ExchangeFaults faults(*book_);
  EXPECT_EQ(request(faults), 307u);
  EXPECT_THAT(names_of(faults.injected()), ElementsAre("last"));
  EXPECT_EQ(state_of(*book_, 0).matched, 1u);
  EXPECT_EQ(state_of(*book_, 0).injected, 0u);
}

TEST_F(FaultRules, AnAnswerIsDecidedAsLateAsItsMatchNeeds) {
  start({answering("late", 503, {.client_ids = {pc01}}), refusing("refusal")});
  ExchangeFaults faults(*book_);
  EXPECT_EQ(request(faults), 0u);
  EXPECT_EQ(call(faults), "503");
}

TEST_F(FaultRules, RedirectsComeBeforeRefusalsOfCallsWhereverTheyStand) {
  start("- soap_fault: {error_code: ServerBusy}\n- redirect: {to: itself, status: 307}\n");
  ExchangeFaults faults(*book_);
  EXPECT_EQ(request(faults), 307u);
}

TEST_F(FaultRules, EditsOfRequestsAreAllMadeUpToTheAnswer) {
  start({stripping("a"), answering("b", 404), stripping("c")});
  ExchangeFaults faults(*book_);
  EXPECT_EQ(request(faults), 404u);
  EXPECT_EQ(seen_.request.soap_action, "");
  EXPECT_THAT(names_of(faults.injected()), ElementsAre("a", "b"));
}

TEST_F(FaultRules, RepliesAreChangedByStepAndThenInTheOrderOfTheFile) {
  start({marking("delivery", ReplyStep::delivery), marking("head ", ReplyStep::head),
         marking("body1 ", ReplyStep::body), marking("coding ", ReplyStep::coding),
         marking("body2 ", ReplyStep::body)});
  ExchangeFaults faults(*book_);
  EXPECT_EQ(reply(faults), "body1 body2 |coding head delivery");
  EXPECT_THAT(names_of(faults.injected()), ElementsAre("body1 ", "body2 ", "coding ", "head ", "delivery"));
}

TEST_F(FaultRules, AnInjectedAnswerIsAReplyLikeAnyOther) {
  start({answering("a", 503), marking("m", ReplyStep::head, {.status = Range{503, 503}}),
         marking("n", ReplyStep::head, {.status = Range{200, 200}})});
  ExchangeFaults faults(*book_);
  EXPECT_EQ(request(faults), 503u);
  EXPECT_EQ(reply(faults, 503), "|m");
  EXPECT_THAT(names_of(faults.injected()), ElementsAre("a", "m"));
}

TEST_F(FaultRules, RepliesWithoutACallAreNotOfAnOperation) {
  start({marking("m", ReplyStep::body, {.operations = {"SyncUpdates"}}), marking("n", ReplyStep::body)});
  ExchangeFaults faults(*book_);
  ResponsePlan plan;
  faults.on_plain_reply({.request = seen_.request, .plan = plan});
  EXPECT_EQ(plan.body, "n");
}

TEST_F(FaultRules, ARuleHappensOnceAnExchange) {
  start({marking("body", ReplyStep::body), marking("head", ReplyStep::head)});
  ExchangeFaults faults(*book_);
  (void)reply(faults);
  EXPECT_EQ(state_of(*book_, 0).matched, 1u);
  EXPECT_EQ(state_of(*book_, 1).matched, 1u);
  EXPECT_EQ(state_of(*book_, 0).injected, 1u);
  EXPECT_EQ(state_of(*book_, 1).injected, 1u);
}

TEST_F(FaultRules, ConnectionsThatAFaultLetsThroughGoToTheNextRule) {
  start({rule_with<ConnectionFault>("tls", Resetting(false)), resetting("all")});
  EXPECT_EQ(connect().greeting, Greeting::reset);
  EXPECT_THAT(names_of(injected_), ElementsAre("all"));
  EXPECT_EQ(state_of(*book_, 0).injected, 0u);
}

TEST_F(FaultRules, MatchAtALaterStageWhatTheConnectionWas) {
  start({refusing("https", {.secure = true}), refusing("address", {.client_addresses = {{"10.0.0.*"}}})});
  ExchangeFaults faults(*book_);
  EXPECT_EQ(request(faults), 0u);
  EXPECT_EQ(call(faults), "address");
}

TEST_F(FaultRules, AnExchangeOfNoBookIsLeftAlone) {
  ExchangeFaults faults;
  EXPECT_EQ(request(faults), 0u);
  EXPECT_EQ(call(faults), "performed");
  EXPECT_EQ(reply(faults), "|");
  EXPECT_THAT(faults.injected(), IsEmpty());
}

TEST_F(FaultRules, NameTheRuleItsKindAndItsPlace) {
  start("- soap_fault: {error_code: ServerBusy}\n  name: busy\n");
  ExchangeFaults faults(*book_);
  (void)call(faults);
  ASSERT_EQ(faults.injected().size(), 1u);
  auto const& rule = *faults.injected()[0].rule;
  EXPECT_EQ(rule.name, "busy");
  EXPECT_EQ(rule.kind, "soap_fault");
  EXPECT_EQ(rule.place.path, "/0/soap_fault");
}

// ---- soap_fault and refuse_client under rules ----

class CallsUnderRules : public FaultRules {
protected:
  std::optional<InjectedSoapFault> refusal_of(CallFacts const& facts) {
    ExchangeFaults faults(*book_);
    auto const decision = faults.on_call(seen_.request, facts);
    if (auto const* const refusal = std::get_if<InjectedSoapFault>(&decision)) return *refusal;
    return std::nullopt;
  }
  std::optional<InjectedSoapFault> authorise(std::string_view id) {
    return refusal_of({.service = wusp::Service::simple_auth, .operation = "GetAuthorizationCookie", .client_id = id});
  }
};
class SoapFaultRule : public CallsUnderRules {};
class RefuseClientRule : public CallsUnderRules {};

TEST_F(SoapFaultRule, AnswersItsOperationForEveryClient) {
  start("- {soap_fault: {error_code: CookieExpired, message: m}, when: {operation: SyncUpdates}}");
  for (auto const* const id : {"", pc01, pc02}) {
    auto const fault = refusal_of({.service = wusp::Service::client, .operation = "SyncUpdates", .client_id = id});
    ASSERT_TRUE(fault) << id;
    EXPECT_EQ(*fault, (InjectedSoapFault{.error_code = wusp::ErrorCode::cookie_expired,
                                         .message = "m",
                                         .fault_code = wusp::FaultCode::client}));
  }
}

TEST_F(SoapFaultRule, LeavesEveryOtherOperationAlone) {
  start("- {soap_fault: {error_code: CookieExpired}, when: {operation: SyncUpdates}}");
  for (auto const& operation : wusp::operations()) {
    auto const fault = refusal_of({.service = operation.service, .operation = operation.name});
    EXPECT_EQ(fault.has_value(), operation.name == "SyncUpdates") << operation.name;
  }
  EXPECT_FALSE(refusal_of({.service = wusp::Service::client, .operation = "syncupdates"}));
}

TEST_F(RefuseClientRule, AnswersInternalServerErrorOfTheServerWithoutAMessage) {
  start(std::string("- {refuse_client: {}, when: {client_id: ") + pc01 + "}}");
  auto const fault = authorise(pc01);
  ASSERT_TRUE(fault);
  EXPECT_EQ(*fault, (InjectedSoapFault{.error_code = wusp::ErrorCode::internal_server_error,
                                       .message = "",
                                       .fault_code = wusp::FaultCode::server}));
}

TEST_F(RefuseClientRule, ComparesIdsWithoutCaseAndBraces) {
  start(std::string("- {refuse_client: {}, when: {client_id: '{") + pc01 + "}'}}");
  EXPECT_TRUE(authorise("E1DA06A3-5601-43C9-BAC3-52D5DB701494"));
  EXPECT_TRUE(authorise("{e1da06a3-5601-43C9-bac3-52d5db701494}"));
  EXPECT_FALSE(authorise("{e1da06a3-5601-43c9-bac3-52d5db701494"));
}

TEST_F(RefuseClientRule, ServesOtherClientsAndOtherOperations) {
  start(std::string("- {refuse_client: {}, when: {client_id: ") + pc01 + "}}");
  EXPECT_FALSE(authorise(pc02));
  EXPECT_FALSE(authorise(""));
  for (auto const* operation : {"SyncUpdates", "GetCookie"})
    EXPECT_FALSE(refusal_of({.service = wusp::Service::client, .operation = operation, .client_id = pc01}));
}

}  // namespace
}  // namespace wsus::faults
