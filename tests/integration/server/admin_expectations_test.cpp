// Expectations of a running server, and what a reset between tests leaves of it.
#include "tests/integration/server/server_fixture.hpp"

#include "server/faults/rules/rule_file.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>

namespace wsus::test {
namespace {

namespace json = boost::json;
using testing::HasSubstr;

constexpr auto scan = R"({"calls": [{"operation": "GetConfig"}, {"operation": "GetAuthorizationCookie"},
  {"operation": "GetCookie"}, {"operation": "RegisterComputer"}, {"operation": "SyncUpdates", "times": {"at_least": 1}}],
  "in_order": true, "strict": true, "forbidden": [{"error_code": "CookieExpired"}],
  "counts": [{"match": {"status": 500}, "times": 0}]})";

class AdminExpectationsTest : public ServerTest {
protected:
  void SetUp() override {
    auto config = small_config();
    config.admin_port = 0;
    config.journal_entries = 2;  // expectations miss nothing that it pushes out
    config.faults = faults::read_rules(config::Node::parse(
        "- {soap_fault: {error_code: ServerBusy}, name: once, when: {operation: SyncUpdates}, times: {only: 2}}",
        "f.yaml"));
    start(std::move(config));
  }
  RawReply ask(std::string method, std::string target, std::string body = {}) {
    return exchange(*server_->admin_port(), {.method = std::move(method),
                                             .target = std::move(target),
                                             .content_type = body.empty() ? "" : "application/json",
                                             .body = std::move(body)});
  }
  RawReply expect(std::string body) { return ask("PUT", "/api/v1/expectations", std::move(body)); }
  json::object verdict() { return json::parse(ask("GET", "/api/v1/expectations/verdict").body).as_object(); }
  static std::string detail_of(RawReply const& reply) {
    return std::string(json::parse(reply.body).at("detail").as_string());
  }
};

TEST_F(AdminExpectationsTest, AScanThatComesAsExpectedHolds) {
  driver_->get_config();  // before the PUT
  EXPECT_EQ(expect(scan).status, 200u);
  EXPECT_FALSE(verdict().at("held").as_bool());
  EXPECT_EQ(verdict().at("pending").as_array().size(), 5u);
  driver_->handshake();
  driver_->sync_updates();
  auto const held = verdict();
  EXPECT_TRUE(held.at("held").as_bool()) << json::serialize(held);
  EXPECT_EQ(held.at("exchanges").to_number<int>(), 5);
}

TEST_F(AdminExpectationsTest, WhatDidNotHoldIsToldWithItsExchange) {
  expect(scan);
  driver_->handshake();
  driver_->sync_updates();
  driver_->sync_updates();  // refused by the rule
  driver_->get_cookie();
  auto const failed = verdict();
  EXPECT_FALSE(failed.at("held").as_bool());
  auto const text = json::serialize(failed);
  EXPECT_THAT(text, HasSubstr("a call with status 500 came once, expected 0 (sequence 6)"));
  EXPECT_THAT(text, HasSubstr("GetCookie came 2 times from client e1da06a3-5601-43c9-bac3-52d5db701494, expected 1 "
                              "(sequence 3, 7)"));
  EXPECT_EQ(failed.at("failures").at(0).at("sequence").to_number<int>(), 3);
}

TEST_F(AdminExpectationsTest, WithoutExpectationsThereIsNoVerdict) {
  auto const reply = ask("GET", "/api/v1/expectations/verdict");
  EXPECT_EQ(reply.status, 404u);
  EXPECT_THAT(detail_of(reply), HasSubstr("nothing is expected; PUT /api/v1/expectations"));
  expect(R"({"strict": true})");
  EXPECT_EQ(ask("GET", "/api/v1/expectations").body,
            "{\"calls\":[],\"in_order\":false,\"strict\":true,\"forbidden\":[],\"counts\":[]}\n");
  EXPECT_EQ(ask("DELETE", "/api/v1/expectations").status, 204u);
  EXPECT_EQ(ask("GET", "/api/v1/expectations").status, 404u);
}

TEST_F(AdminExpectationsTest, AnEmptyBodyExpectsNothingAndIsRefused) {
  EXPECT_THAT(detail_of(expect("{}")), HasSubstr("found nothing that is expected"));
  EXPECT_EQ(ask("PUT", "/api/v1/expectations").status, 400u);
  auto const reply = expect(R"({"calls": [{"operation": "GetConfg"}], "strikt": true})");
  EXPECT_EQ(reply.status, 400u);
  EXPECT_EQ(json::parse(reply.body).at("errors").as_array().size(), 2u) << reply.body;
  EXPECT_EQ(ask("GET", "/api/v1/expectations").status, 404u);  // nothing of it was taken
}

TEST_F(AdminExpectationsTest, AResetForgetsJournalCountersExpectationsAndCountsOfRules) {
  expect(R"({"strict": true})");
  driver_->handshake();
  driver_->sync_updates();
  auto const reset = ask("POST", "/api/v1/reset", "{}");
  EXPECT_EQ(reset.status, 200u);
  EXPECT_EQ(reset.body, "{\"entries\":2,\"computers\":0,\"rules\":1}\n");
  EXPECT_TRUE(server_->journal().entries().empty());
  EXPECT_EQ(server_->journal().counter("requests"), 0u);
  EXPECT_EQ(ask("GET", "/api/v1/expectations/verdict").status, 404u);
  EXPECT_THAT(ask("GET", "/api/v1/faults/once").body, HasSubstr(R"("matched":0)"));
  EXPECT_EQ(driver_->sync_updates().status, 200u);  // the first again
  EXPECT_EQ(driver_->sync_updates().status, 500u);
  EXPECT_EQ(server_->state().computers().all().size(), 1u);
}

TEST_F(AdminExpectationsTest, AResetBringsBackTheRulesOfTheStartOrRemovesAll) {
  ask("POST", "/api/v1/faults", R"({"http_status": {"status": 503}, "when": {"operation": "GetConfig"}})");
  ask("DELETE", "/api/v1/faults/once");
  EXPECT_EQ(driver_->get_config().status, 503u);
  EXPECT_THAT(ask("POST", "/api/v1/reset", R"({"faults": "added"})").body, HasSubstr(R"("rules":1)"));
  EXPECT_EQ(driver_->get_config().status, 200u);
  EXPECT_EQ(ask("GET", "/api/v1/faults/once").status, 200u);
  EXPECT_THAT(ask("POST", "/api/v1/reset", R"({"faults": "none"})").body, HasSubstr(R"("rules":0)"));
  EXPECT_EQ(ask("GET", "/api/v1/faults").body, "{\"rules\":[]}\n");
}

TEST_F(AdminExpectationsTest, AResetForgetsComputersOnRequest) {
  driver_->handshake();
  EXPECT_THAT(ask("POST", "/api/v1/reset", R"({"computers": true})").body, HasSubstr(R"("computers":1)"));
  EXPECT_TRUE(server_->state().computers().all().empty());
}

TEST_F(AdminExpectationsTest, NothingIsResetWhenTheBodyHasAMistake) {
  driver_->get_config();
  for (auto const* const body : {R"({"faults": "all"})", R"({"computers": 1})", R"({"journals": true})"}) {
    auto const reply = ask("POST", "/api/v1/reset", body);
    EXPECT_EQ(reply.status, 400u) << body;
  }
  EXPECT_EQ(detail_of(ask("POST", "/api/v1/reset", R"({"faults": "all", "y": 1})")), "the body has 2 mistakes");
  EXPECT_EQ(ask("POST", "/api/v1/reset", R"({"computers": true, "clock": true})").status, 409u);  // the test's clock
  EXPECT_EQ(server_->journal().entries().size(), 1u);
}

}  // namespace
}  // namespace wsus::test
