// The admin API over a real socket.
#include "tests/integration/server/server_fixture.hpp"

namespace wsus::test {
namespace {

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
  EXPECT_EQ(reply.body, "{\"status\":\"ok\",\"application_starts\":1,\"requests\":1}\n");
}

TEST_F(AdminTest, IisresetRestartsTheApplication) {
  EXPECT_EQ(ask("POST", "/api/v1/iisreset").body, "{\"application_starts\":2}\n");
  EXPECT_EQ(server_->application().current()->starts, 2u);
}

TEST_F(AdminTest, OtherMethodsAndRoutesAreProblems) {
  auto const wrong_method = ask("GET", "/api/v1/iisreset");
  EXPECT_EQ(wrong_method.status, 405u);
  EXPECT_EQ(wrong_method.header("Content-Type"), "application/problem+json");
  auto const wrong_route = ask("GET", "/api/v2");
  EXPECT_EQ(wrong_route.status, 404u);
  EXPECT_NE(wrong_route.body.find("known: GET /api/v1/health, POST /api/v1/iisreset"), std::string::npos);
}

TEST_F(AdminTest, WithoutAnAdminPortThereIsNone) {
  start(small_config());
  EXPECT_FALSE(server_->admin_port());
}

}  // namespace
}  // namespace wsus::test
