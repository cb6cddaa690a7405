// The admin API about fault rules: what each has done, and why one does not happen.
#include "tests/integration/server/server_fixture.hpp"

#include "server/faults/rules/rule_file.hpp"

#include <gmock/gmock.h>

namespace wsus::test {
namespace {

using testing::HasSubstr;

class AdminFaultsTest : public ServerTest {
protected:
  void start_with(std::string const& list) {
    auto config = small_config();
    config.admin_port = 0;
    if (!list.empty()) config.faults = faults::read_rules(config::Node::parse(list, "f.yaml"));
    start(std::move(config));
  }
  RawReply rules() {
    return exchange(*server_->admin_port(), {.method = "GET", .target = "/api/v1/faults", .content_type = ""});
  }
  RawReply why(std::string question) {
    return exchange(*server_->admin_port(), {.method = "POST",
                                             .target = "/api/v1/faults/why",
                                             .content_type = "application/json",
                                             .body = std::move(question)});
  }
};

constexpr auto two_rules =
    "- {soap_fault: {error_code: ServerBusy}, when: {operation: SyncUpdates}, times: {first: 1}}\n"
    "- {http_status: {status: 503}, name: other, when: {operation: GetCookie, dns_name: x.*}}\n";

TEST_F(AdminFaultsTest, RulesAreListedWithWhatTheyHaveDone) {
  start_with(two_rules);
  driver_->handshake();
  driver_->sync_updates();
  driver_->sync_updates();
  EXPECT_EQ(
      rules().body,
      R"({"rules":[{"name":"soap_fault-1","fault":"soap_fault","place":"f.yaml:1","enabled":true,"matched":2,)"
      R"("injected":1,"under_way":0,"clients":1,"rule":{"name":"soap_fault-1","soap_fault":{"error_code":"ServerBusy"},)"
      R"("when":{"operation":"SyncUpdates"},"times":{"first":1}}},{"name":"other","fault":"http_status","place":"f.yaml:2",)"
      R"("enabled":true,"matched":0,"injected":0,"under_way":0,"clients":0,"rule":{"http_status":{"status":503},)"
      R"("name":"other","when":{"operation":"GetCookie","dns_name":"x.*"}}}]})"
      "\n");
}

TEST_F(AdminFaultsTest, AServerWithoutRulesHasAnEmptyList) {
  start_with("");
  EXPECT_EQ(rules().body, "{\"rules\":[]}\n");
  EXPECT_EQ(why("{}").body, "{\"rules\":[]}\n");
}

TEST_F(AdminFaultsTest, TheNearestRuleComesFirstAndNamesTheFieldThatDiffers) {
  start_with(two_rules);
  auto const reply = why(R"({"operation": "GetCookie", "dns_name": "pc01.example"})");
  EXPECT_EQ(reply.status, 200u);
  EXPECT_EQ(reply.body, R"({"rules":[{"rule":"soap_fault-1","differs":[{"field":"operation","wanted":"'SyncUpdates'",)"
                        R"("found":"'GetCookie'"}],"otherwise":""},{"rule":"other","differs":[{"field":"dns_name",)"
                        R"("wanted":"'x.*'","found":"'pc01.example'"}],"otherwise":""}]})"
                        "\n");
}

TEST_F(AdminFaultsTest, ARuleWhoseWindowIsOverSaysSoAndAskingCountsNothing) {
  start_with(two_rules);
  driver_->handshake();
  auto const question = R"({"operation": "SyncUpdates", "client_id": "e1da06a3-5601-43c9-bac3-52d5db701494"})";
  for (int i = 0; i < 2; ++i) EXPECT_THAT(why(question).body, HasSubstr(R"("otherwise":"happens")"));
  EXPECT_EQ(driver_->sync_updates().status, 500u);
  EXPECT_THAT(why(question).body, HasSubstr(R"("otherwise":"event 2 is outside its window")"));
}

TEST_F(AdminFaultsTest, QuestionsThatCannotBeReadAreProblems) {
  start_with(two_rules);
  EXPECT_EQ(why("{").status, 400u);
  EXPECT_THAT(why(R"({"operations": "x"})").body, HasSubstr("no field 'operations' (did you mean 'operation'?)"));
  EXPECT_THAT(why(R"({"operation": "Sync"})").body, HasSubstr("no service has an operation 'Sync'"));
  EXPECT_THAT(why(R"({"status": "x"})").body, HasSubstr(R"('status' is \"x\"; allowed: a whole number from 0)"));
  EXPECT_THAT(why(R"({"status": 4294967496})").body, HasSubstr("allowed: a whole number from 0 to 999"))
      << "no other status that it is taken for";
  EXPECT_EQ(why(R"({"status": 200.0})").status, 200u);
  EXPECT_THAT(why(R"({"status": -1, "agent": 3, "operation": "Sync"})").body,
              testing::AllOf(HasSubstr("the body has 3 mistakes"), HasSubstr("'status' is -1"),
                             HasSubstr("'agent' is no text"), HasSubstr("no service has an operation 'Sync'")));
  EXPECT_THAT(why("[]").body, HasSubstr("JSON, but no object"));
}

}  // namespace
}  // namespace wsus::test
