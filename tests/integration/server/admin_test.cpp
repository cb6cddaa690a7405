// The admin API over a real socket.
#include "tests/integration/server/server_fixture.hpp"

namespace wsus::test {
namespace {

/// Of WuspDriver, when no other is given.
std::string const client_id = "e1da06a3-5601-43c9-bac3-52d5db701494";

class AdminTest : public ServerTest {
protected:
  void SetUp() override {
    auto config = small_config();
    config.admin_port = 0;
    config.web_config_reload = iis::WebConfigReload::iisreset;
    start(std::move(config));
  }
  RawReply ask(std::string method, std::string target) {
    return exchange(*server_->admin_port(),
                    {.method = std::move(method), .target = std::move(target), .content_type = ""});
  }
};

TEST_F(AdminTest, HealthCountsRequests) {
  driver_->get_config();
  auto const reply = ask("GET", "/api/v1/health");
  EXPECT_EQ(reply.status, 200u);
  EXPECT_EQ(reply.body, "{\"status\":\"ok\",\"application_starts\":1,\"requests\":1,\"computers_forgotten\":0}\n");
}

TEST_F(AdminTest, IisresetRestartsTheApplication) {
  EXPECT_EQ(ask("POST", "/api/v1/iisreset").body, "{\"application_starts\":2}\n");
  EXPECT_EQ(server_->application().current()->starts, 2u);
}

TEST_F(AdminTest, ComputersAreListedWithTheirTimesAndStates) {
  EXPECT_EQ(ask("GET", "/api/v1/computers").body, "{\"computers\":[]}\n");
  driver_->handshake();
  auto const body = ask("GET", "/api/v1/computers").body;
  EXPECT_NE(body.find("\"client_id\":\"" + client_id + "\""), std::string::npos) << body;
  EXPECT_NE(body.find("\"registered\":true"), std::string::npos) << body;
  EXPECT_NE(body.find("\"last_contact\":\"2"), std::string::npos) << body;
  EXPECT_NE(body.find("\"last_report\":null"), std::string::npos) << "nothing was reported: " << body;
}

TEST_F(AdminTest, EventsAndTheStateOfUpdatesAreAskedByComputer) {
  driver_->handshake();
  auto const of = "/api/v1/computers/" + client_id;
  EXPECT_EQ(ask("GET", of + "/events").body, "{\"events\":[]}\n");
  wusp::Guid const update = wusp::parse_guid("0e7fa1c4-13c0-4c5e-a2d6-57b6a6a2d5c9").value();
  domain::ReportedEvent failed{.event_id = 182};
  failed.hresult = static_cast<int>(0x80070643);
  failed.update_id = update;
  failed.misc_data = {{.tag = "G", .value = "10.0"}};
  domain::ReportedEvent const started{.event_id = 181};
  ASSERT_TRUE(server_->state().computers().add_events(client_id, {started, failed}));
  EXPECT_NE(ask("GET", of + "/status")
                .body.find("\"updates\":[{\"update\":\"0e7fa1c4-13c0-4c5e-a2d6-57b6a6a2d5c9\",\"state\":\"Failed\"}]"),
            std::string::npos);
  auto const one = ask("GET", of + "/events?event_id=182").body;
  EXPECT_NE(one.find("\"hresult\":\"0x80070643\""), std::string::npos) << one;
  EXPECT_NE(one.find("\"misc_data\":[\"G=10.0\"]"), std::string::npos) << one;
  EXPECT_EQ(one.find("\"event_id\":181"), std::string::npos) << one;
  EXPECT_EQ(ask("GET", of + "/events?update=1").status, 400u);
  EXPECT_EQ(ask("GET", "/api/v1/computers/nobody/status").status, 404u);
  EXPECT_EQ(ask("GET", "/api/v1/computers/a/b/events").status, 404u);
}

TEST_F(AdminTest, OtherMethodsAndRoutesAreProblems) {
  auto const wrong_method = ask("GET", "/api/v1/iisreset");
  EXPECT_EQ(wrong_method.status, 405u);
  EXPECT_EQ(wrong_method.header("Content-Type"), "application/problem+json");
  auto const wrong_route = ask("GET", "/api/v2");
  EXPECT_EQ(wrong_route.status, 404u);
  EXPECT_NE(wrong_route.body.find("no route '/api/v2'; GET /api/v1/openapi.json lists them"), std::string::npos);
}

TEST_F(AdminTest, WithoutAnAdminPortThereIsNone) {
  start(small_config());
  EXPECT_FALSE(server_->admin_port());
}

}  // namespace
}  // namespace wsus::test
