// The list of faults, their stages, and which of several rules answers.
#include "server/faults/fault_list.hpp"
#include "server/faults/fault_rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::faults {
namespace {

using wusp::ErrorCode;
using wusp::Service;

constexpr auto pc01 = "e1da06a3-5601-43c9-bac3-52d5db701494";
constexpr auto pc02 = "6964aab4-c5b5-43bd-a17d-ffb4346a8e1d";
constexpr auto authorisation = "GetAuthorizationCookie";

FaultRule busy() {
  return {.kind = "soap_fault",
          .fault = RaiseSoapFault{.service = Service::simple_auth,
                                  .operation = authorisation,
                                  .fault = {.error_code = ErrorCode::server_busy}}};
}
FaultRule refusal() { return {.kind = "refuse_client", .fault = RefuseClient{.client_ids = {pc01}}}; }
FaultRule redirect(unsigned status, std::optional<Service> service = {}) {
  return {.kind = "redirect", .fault = Redirect{.status = status, .service = service}};
}

std::optional<ErrorCode> answer(FaultRules const& rules, std::string_view client_id) {
  auto const injection =
      rules.on_call({.service = Service::simple_auth, .operation = authorisation, .client_id = client_id});
  if (!injection) return std::nullopt;
  return injection->decision.error_code;
}

TEST(FaultKinds, AreNamedInOrder) {
  std::vector<std::string_view> names;
  for (auto const& kind : fault_kinds()) names.push_back(kind.name);
  EXPECT_THAT(names, testing::ElementsAre("redirect", "refuse_client", "soap_fault"));
}

TEST(FaultRules, WithoutRulesNothingIsInjected) {
  FaultRules const none;
  EXPECT_FALSE(none.on_request({.target = "/"}));
  EXPECT_FALSE(answer(none, pc01));
  EXPECT_TRUE(none.all().empty());
}

TEST(FaultRules, TheFirstRuleThatAppliesWins) {
  EXPECT_EQ(answer(FaultRules({refusal(), busy()}), pc01), ErrorCode::internal_server_error);
  EXPECT_EQ(answer(FaultRules({busy(), refusal()}), pc01), ErrorCode::server_busy);
}

TEST(FaultRules, ARuleThatDoesNotApplyLeavesTheNextItsTurn) {
  EXPECT_EQ(answer(FaultRules({refusal(), busy()}), pc02), ErrorCode::server_busy);
  EXPECT_EQ(answer(FaultRules({refusal()}), pc02), std::nullopt);
  FaultRules const rules({redirect(301, Service::client), redirect(307)});
  EXPECT_EQ(rules.on_request({.target = "/ClientWebService/client.asmx"})->decision.status, 301u);
  EXPECT_EQ(rules.on_request({.target = "/other"})->decision.status, 307u);
}

TEST(FaultRules, NameTheRuleThatAnswered) {
  FaultRules const rules({busy(), redirect(301)});
  EXPECT_EQ(rules.on_request({.target = "/"})->rule, &rules.all()[1]);
  EXPECT_EQ(rules.on_call({.service = Service::simple_auth, .operation = authorisation})->rule, &rules.all()[0]);
}

TEST(FaultStages, AFaultAnswersInItsOwnStageOnly) {
  ExchangeView const request{.target = "/SimpleAuthWebService/SimpleAuth.asmx"};
  CallFacts const call{.service = Service::simple_auth, .operation = authorisation, .client_id = pc01};
  EXPECT_TRUE(on_request(redirect(302).fault, request));
  EXPECT_FALSE(on_call(redirect(302).fault, call));
  for (auto const& rule : {busy(), refusal()}) {
    EXPECT_FALSE(on_request(rule.fault, request)) << rule.kind;
    EXPECT_TRUE(on_call(rule.fault, call)) << rule.kind;
  }
}

}  // namespace
}  // namespace wsus::faults
