// Fault rules that are changed over the admin API: what a client gets then, and the twin that does not get it.
#include "tests/integration/server/server_fixture.hpp"

#include "server/faults/rules/rule_file.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>

namespace wsus::test {
namespace {

namespace json = boost::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr auto busy =
    R"({"name": "busy", "soap_fault": {"error_code": "ServerBusy"}, "when": {"operation": "SyncUpdates"}})";

class AdminRulesTest : public ServerTest {
protected:
  void SetUp() override {
    auto config = small_config();
    config.admin_port = 0;
    config.faults = faults::read_rules(config::Node::parse("- {missing_route: {}, when: {path: /none}}", "f.yaml"));
    start(std::move(config));
  }
  RawReply ask(std::string method, std::string target, std::string body = {}, std::string type = "application/json") {
    return exchange(*server_->admin_port(), {.method = std::move(method),
                                             .target = std::move(target),
                                             .content_type = body.empty() ? "" : std::move(type),
                                             .body = std::move(body)});
  }
  std::vector<std::string> names() {
    std::vector<std::string> all;
    auto const list = json::parse(ask("GET", "/api/v1/faults").body).as_object();
    for (auto const& rule : list.at("rules").as_array()) all.emplace_back(rule.at("name").as_string());
    return all;
  }
  static std::string detail_of(RawReply const& reply) {
    EXPECT_EQ(reply.header("Content-Type"), "application/problem+json") << reply.body;
    return std::string(json::parse(reply.body).at("detail").as_string());
  }
};

TEST_F(AdminRulesTest, ARuleThatIsAddedHappensUntilItIsRemoved) {
  driver_->handshake();
  EXPECT_EQ(driver_->sync_updates().status, 200u);
  auto const added = ask("POST", "/api/v1/faults", busy);
  EXPECT_EQ(added.status, 201u);
  EXPECT_EQ(added.header("Location"), "/api/v1/faults/busy");
  EXPECT_THAT(added.body, HasSubstr(R"("place":"api:1","enabled":true,"matched":0)"));
  auto const refused = driver_->sync_updates();
  EXPECT_EQ(refused.status, 500u);
  EXPECT_THAT(refused.body, HasSubstr("ServerBusy"));
  EXPECT_EQ(last_entry().injected.at(0).rule, "busy");
  EXPECT_EQ(server_->journal().counter("injected.soap_fault"), 1u);
  EXPECT_EQ(ask("DELETE", "/api/v1/faults/busy").status, 204u);
  EXPECT_EQ(driver_->sync_updates().status, 200u);
  EXPECT_EQ(server_->journal().counter("injected.soap_fault"), 1u);
}

TEST_F(AdminRulesTest, TheTwinIsNotAskedForOtherOperations) {
  ask("POST", "/api/v1/faults", busy);
  driver_->handshake();
  EXPECT_EQ(server_->journal().counter("injected"), 0u);
  EXPECT_EQ(server_->journal().counter("soap_faults"), 0u);
}

TEST_F(AdminRulesTest, ARuleIsGivenBackAsItWasWrittenWithWhatItHasDone) {
  ask("POST", "/api/v1/faults", busy);
  driver_->handshake();
  driver_->sync_updates();
  auto const one = json::parse(ask("GET", "/api/v1/faults/busy").body).as_object();
  EXPECT_EQ(one.at("injected").to_number<int>(), 1);
  EXPECT_EQ(one.at("rule"), json::parse(busy));
  auto const of_file = json::parse(ask("GET", "/api/v1/faults/missing_route-1").body).as_object();
  EXPECT_EQ(of_file.at("rule"),
            json::parse(R"({"name": "missing_route-1", "missing_route": {}, "when": {"path": "/none"}})"));
  EXPECT_EQ(of_file.at("place").as_string(), "f.yaml:1");
}

TEST_F(AdminRulesTest, AListIsTakenWholeOrNotAtAll) {
  EXPECT_EQ(ask("POST", "/api/v1/faults", R"({"faults": [{"refuse": {}, "name": "a"}, {"refus": {}}]})").status, 400u);
  EXPECT_EQ(ask("POST", "/api/v1/faults", R"({"faults": [{"refuse": {}}, {"refuse": {}, "name": "missing_route-1"}]})")
                .status,
            409u);
  EXPECT_THAT(names(), ElementsAre("missing_route-1"));
  auto const added = ask(
      "POST", "/api/v1/faults",
      R"({"faults": [{"missing_route": {}, "when": {"path": "/x"}}, {"missing_route": {}, "name": "b", "when": {"path": "/y"}}]})");
  EXPECT_EQ(added.status, 201u);
  EXPECT_EQ(json::parse(added.body).at("rules").as_array().size(), 2u);
  EXPECT_THAT(names(), ElementsAre("missing_route-1", "missing_route-2", "b"));
}

TEST_F(AdminRulesTest, PutReplacesInPlaceOrAdds) {
  ask("POST", "/api/v1/faults", busy);
  EXPECT_EQ(ask("PUT", "/api/v1/faults/last%20one", R"({"missing_route": {}, "when": {"path": "/z"}})").status, 201u);
  driver_->handshake();
  EXPECT_EQ(driver_->sync_updates().status, 500u);
  auto const replaced =
      ask("PUT", "/api/v1/faults/busy", R"({"http_status": {"status": 503}, "when": {"operation": "SyncUpdates"}})");
  EXPECT_EQ(replaced.status, 200u);
  EXPECT_THAT(replaced.body, HasSubstr(R"("name":"busy","fault":"http_status")"));
  EXPECT_THAT(replaced.body, HasSubstr(R"("matched":0)"));
  EXPECT_EQ(driver_->sync_updates().status, 503u);
  EXPECT_THAT(names(), ElementsAre("missing_route-1", "busy", "last one"));
}

TEST_F(AdminRulesTest, ARuleIsSwitchedOffAndOn) {
  ask("POST", "/api/v1/faults", busy);
  driver_->handshake();
  EXPECT_THAT(ask("POST", "/api/v1/faults/busy/disable").body, HasSubstr(R"("enabled":false)"));
  EXPECT_EQ(driver_->sync_updates().status, 200u);
  EXPECT_THAT(ask("POST", "/api/v1/faults/busy/enable").body, HasSubstr(R"("enabled":true)"));
  EXPECT_EQ(driver_->sync_updates().status, 500u);
}

TEST_F(AdminRulesTest, AllAreRemovedAtOnce) {
  ask("POST", "/api/v1/faults", busy);
  EXPECT_EQ(ask("DELETE", "/api/v1/faults").status, 204u);
  EXPECT_THAT(names(), IsEmpty());
}

TEST_F(AdminRulesTest, MistakesAreProblemsThatNameThePlace) {
  auto const mistake = [&](std::string body) { return detail_of(ask("POST", "/api/v1/faults", std::move(body))); };
  EXPECT_THAT(mistake(R"({"soap_fault": {"error_code": "Busy"}})"), HasSubstr("body:1: /soap_fault/error_code: found"));
  EXPECT_THAT(
      mistake("{\"missing_route\": {},\n \"first\": 2}"),
      HasSubstr("body:1: /: found the unknown key 'first' beside the fault 'missing_route', which belongs under "
                "'times'; known beside a fault: name, when, times"));
  EXPECT_THAT(mistake(R"({"mising_route": {}})"),
              HasSubstr("unknown fault 'mising_route', did you mean 'missing_route'?"));
  EXPECT_THAT(mistake(R"({"faults": [{"refuse": {}}, {"redirect": {"to": 3}}]})"), HasSubstr("/faults/1/redirect"));
  EXPECT_THAT(mistake(R"({"faults": [], "name": "x"})"), HasSubstr("found the unknown key 'name'; known: faults"));
  EXPECT_THAT(mistake(R"({"faults": []})"), HasSubstr("/faults: found an empty list"));
  EXPECT_THAT(mistake("{}"), HasSubstr("found no fault; known: "));
  EXPECT_THAT(mistake(R"({"refuse": {}, "refuse": {}})"), HasSubstr("found the key 'refuse' a second time"));
  EXPECT_THAT(mistake(R"({"refuse": {}, "name": "why"})"), HasSubstr("found the name 'why'; allowed: any other"));
  EXPECT_THAT(mistake("{"), HasSubstr("the body is no JSON"));
  EXPECT_EQ(ask("POST", "/api/v1/faults", "refuse: {}", "text/yaml").status, 415u);
  EXPECT_THAT(names(), ElementsAre("missing_route-1"));
}

TEST_F(AdminRulesTest, APathNamesARuleAsABodyMay) {
  constexpr auto body = R"({"missing_route": {}, "when": {"path": "/z"}})";
  for (std::string const name : {"%FF", "a%0Ab", "%00", "%7F", "%77hy"}) {
    auto const reply = ask("PUT", "/api/v1/faults/" + name, body);
    EXPECT_EQ(reply.status, 400u) << name;
    EXPECT_THAT(detail_of(reply), HasSubstr("the path names the rule '")) << name;
  }
  EXPECT_THAT(names(), ElementsAre("missing_route-1")) << "nothing was taken that a list cannot show";
  auto const slash = ask("PUT", "/api/v1/faults/a%2F%C3%A4", body);
  EXPECT_EQ(slash.status, 201u);
  EXPECT_EQ(slash.header("Location"), "/api/v1/faults/a%2F%C3%A4");
  EXPECT_THAT(names(), ElementsAre("missing_route-1", "a/\xC3\xA4"));
  EXPECT_EQ(ask("DELETE", slash.header("Location")).status, 204u);
}

TEST_F(AdminRulesTest, EveryMistakeOfABodyIsTold) {
  auto const reply = ask("POST", "/api/v1/faults",
                         R"({"faults": [{"refuse": {}, "at_most": 0}, {"explode": {}}, {"refuse": {}, "chance": 2}]})");
  EXPECT_EQ(reply.status, 400u);
  auto const problem = json::parse(reply.body).as_object();
  auto const& errors = problem.at("errors").as_array();
  ASSERT_EQ(errors.size(), 3u) << reply.body;
  EXPECT_THAT(std::string(errors[0].as_string()), HasSubstr("/faults/0/at_most: found '0'"));
  EXPECT_THAT(std::string(errors[1].as_string()), HasSubstr("/faults/1: found the unknown fault 'explode'"));
  EXPECT_THAT(std::string(errors[2].as_string()), HasSubstr("/faults/2/chance"));
  EXPECT_THAT(detail_of(reply), HasSubstr("3 mistakes in the body; the first: "));
}

/// "b unreachable f.yaml:2: text", one a remark of the answer.
std::vector<std::string> remarks_in(RawReply const& reply) {
  std::vector<std::string> remarks;
  auto const answer = json::parse(reply.body).as_object();
  for (auto const& one : answer.at("remarks").as_array()) {
    auto const text = [&](std::string_view key) { return std::string_view(one.at(key).as_string()); };
    remarks.push_back(fmt::format("{} {} {}: {}", text("rule"), text("gravity"), text("place"), text("text")));
  }
  return remarks;
}

TEST_F(AdminRulesTest, ARuleThatAnotherOneHidesIsToldInTheAnswer) {
  ask("DELETE", "/api/v1/faults");
  EXPECT_THAT(remarks_in(ask("POST", "/api/v1/faults", busy)), IsEmpty());
  auto const hidden = ask("POST", "/api/v1/faults",
                          R"({"name": "late", "soap_fault": {"error_code": "InternalServerError"},
                              "when": {"operation": "SyncUpdates", "client_id": "x"}})");
  EXPECT_EQ(hidden.status, 201u);
  EXPECT_THAT(remarks_in(hidden),
              ElementsAre("late unreachable api:1: rule 'late' never happens: 'busy' (line 1) always comes first"));
  EXPECT_FALSE(json::parse(ask("GET", "/api/v1/faults/late").body).as_object().contains("remarks"))
      << "told with the change alone";
}

TEST_F(AdminRulesTest, ARuleThatHidesAnotherOneIsToldInTheAnswer) {
  auto const list = ask("POST", "/api/v1/faults",
                        R"({"faults": [{"name": "other", "missing_route": {}, "when": {"path": "/other"}},
                                       {"name": "all", "http_status": {"status": 503}}]})");
  EXPECT_THAT(remarks_in(list), ElementsAre("other overlapping api:1: rule 'other' waits for 'missing_route-1' "
                                            "(f.yaml:1) where both match: that one comes first",
                                            "all overlapping api:2: rule 'all' waits for 'missing_route-1' "
                                            "(f.yaml:1) where both match: that one comes first"));
  auto const put = ask("PUT", "/api/v1/faults/missing_route-1", R"({"http_status": {"status": 500}})");
  EXPECT_EQ(put.status, 200u);
  EXPECT_THAT(
      remarks_in(put),
      ElementsAre("other unreachable api:1: rule 'other' never happens: 'missing_route-1' (line 1) always comes first",
                  "all unreachable api:2: rule 'all' never happens: 'missing_route-1' (line 1) always comes first"));
  auto const harmless = ask("PUT", "/api/v1/faults/last", R"({"delay": {"by": "1 s"}})");
  EXPECT_EQ(harmless.status, 201u);
  EXPECT_THAT(remarks_in(harmless), IsEmpty()) << "what was odd before is not told again";
}

TEST_F(AdminRulesTest, NamesThatAreTakenOrNotThereAreTold) {
  ask("POST", "/api/v1/faults", busy);
  auto const taken = ask("POST", "/api/v1/faults", busy);
  EXPECT_EQ(taken.status, 409u);
  EXPECT_EQ(detail_of(taken), "a fault rule 'busy' is there already; PUT /api/v1/faults/busy replaces it");
  auto const other = ask("PUT", "/api/v1/faults/calm", busy);
  EXPECT_EQ(other.status, 400u);
  EXPECT_THAT(detail_of(other), HasSubstr("the body names the rule 'busy', the path 'calm'"));
  EXPECT_EQ(ask("PUT", "/api/v1/faults/two%0Alines", R"({"missing_route": {}})").status, 400u) << "as in a body";
  EXPECT_THAT(names(), ElementsAre("missing_route-1", "busy"));
  for (auto const& [method, target] : std::vector<std::pair<std::string, std::string>>{
           {"GET", "/api/v1/faults/x"}, {"DELETE", "/api/v1/faults/x"}, {"POST", "/api/v1/faults/x/enable"}}) {
    auto const reply = ask(method, target);
    EXPECT_EQ(reply.status, 404u);
    EXPECT_EQ(detail_of(reply), "no fault rule 'x'; GET /api/v1/faults lists them");
  }
}

}  // namespace
}  // namespace wsus::test
