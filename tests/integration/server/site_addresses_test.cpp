// Self-update, fixed addresses and applications that require SSL, over real sockets.
#include "tests/integration/server/content_fixture.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <array>
#include <fstream>

namespace wsus::test {
namespace {

using testing::HasSubstr;

class SiteAddressesTest : public ContentTest {};

// Conforms: Content.self_update
TEST_F(SiteAddressesTest, SelfUpdateIsALabFileForGetAndHead) {
  start(small_config());
  auto const reply = get("/selfupdate/WUIDENT.cab");
  EXPECT_EQ(reply.status, 200U);
  EXPECT_EQ(reply.body, "WSUS Fault Lab wuident\r\n");
  EXPECT_EQ(ask("HEAD", "/SelfUpdate/wuident.cab").header("Content-Length"), "24");
  EXPECT_EQ(ask("POST", "/SelfUpdate/wuident.cab").status, 405U);
  EXPECT_EQ(get("/SelfUpdate/other.cab").status, 404U);
}

TEST_F(SiteAddressesTest, SelfUpdateOfAnOperatorIsHisFolder) {
  std::ofstream(folder_ / "wuident.cab") << "his own";
  auto config = small_config();
  config.self_update = folder_;
  start(std::move(config));
  EXPECT_EQ(get("/SelfUpdate/wuident.cab").body, "his own");
  std::ofstream(folder_ / "later.cab") << "later";
  EXPECT_EQ(get("/SelfUpdate/later.cab").status, 404U);
  EXPECT_EQ(get("/SelfUpdate/../" + folder_.filename().string() + "/wuident.cab").status, 404U);
}

TEST_F(SiteAddressesTest, AddressesThatAdministratorsTry) {
  start(small_config());
  struct Row {
    std::string path;
    unsigned status;
    unsigned sub_status;
    std::string text;
  };
  for (auto const& row : {
           Row{"/ClientWebService/wusserverversion.xml", 200, 0, "<ServerVersion>"},
           Row{"/SimpleAuthWebService/SimpleAuth.asmx", 200, 0, "<h1>SimpleAuthWebService</h1>"},
           Row{"/ClientWebService/client.asmx", 200, 0, "<h1>ClientWebService</h1>"},
           Row{"/iuident.cab", 200, 0, "WSUS Fault Lab iuident"},
           Row{"/ClientWebService/", 403, 14, "403.14 - Forbidden"},
           Row{"/Content/", 403, 14, "403.14 - Forbidden"},
           Row{"/ServerSyncWebService/ServerSyncWebService.asmx", 404, 0, "404.0 - Not Found"},
           Row{"/DssAuthWebService/DssAuthWebService.asmx", 404, 0, "404.0 - Not Found"},
           Row{"/ApiRemoting30/WebService.asmx", 404, 0, "404.0 - Not Found"},
       }) {
    auto const reply = get(row.path);
    EXPECT_EQ(reply.status, row.status) << row.path;
    EXPECT_EQ(last_entry().sub_status, row.sub_status) << row.path;
    EXPECT_THAT(reply.body, HasSubstr(row.text)) << row.path;
  }
  EXPECT_EQ(last_entry().refused, "this server has no '/ApiRemoting30'");
}

TEST_F(SiteAddressesTest, FilesOfAnApplicationFailWithItsConfiguration) {
  start(small_config());
  server_->files().write_as_system(R"(C:\Program Files\Update Services\WebServices\ClientWebService\web.config)", "<x");
  EXPECT_EQ(get("/ClientWebService/wusserverversion.xml").status, 500U);
  EXPECT_EQ(last_entry().sub_status, 19U);
  EXPECT_EQ(get("/SelfUpdate/wuident.cab").status, 200U);
}

// Conforms: HTTP.ssl_required
TEST_F(SiteAddressesTest, ApplicationsThatRequireSslRefusePlainRequests) {
  auto config = config_with(1000);
  config.require_ssl = iis::SslRequirement::whole_server();
  start(std::move(config));
  for (auto const* path : {"/ClientWebService/client.asmx", "/clientwebservice/wusserverversion.xml",
                           "/SimpleAuthWebService/SimpleAuth.asmx", "/ApiRemoting30/WebService.asmx",
                           "/ServerSyncWebService/", "/DssAuthWebService/x"}) {
    auto const reply = get(path);
    EXPECT_EQ(reply.status, 403U) << path;
    EXPECT_EQ(last_entry().sub_status, 4U) << path;
    EXPECT_EQ(last_entry().refused, fmt::format("'{}' requires SSL", path));
    EXPECT_THAT(reply.body, HasSubstr("403.4 - Forbidden")) << path;
  }
  EXPECT_EQ(driver_->get_config().status, 403U);
  EXPECT_EQ(last_entry().service, "ClientWebService");
  EXPECT_EQ(get(path_).body, bytes_);
  EXPECT_EQ(get("/SelfUpdate/wuident.cab").status, 200U);
  EXPECT_EQ(get("/ReportingWebService/ReportingWebService.asmx").status, 200U);
  EXPECT_THAT(server_->iis_log(), HasSubstr(" POST /ClientWebService/client.asmx - "));
  EXPECT_THAT(server_->iis_log(), HasSubstr(" 403 4 5 "));
}

TEST_F(SiteAddressesTest, OneApplicationMayRequireSslAlone) {
  auto config = small_config();
  config.require_ssl = iis::SslRequirement(std::array<std::string, 1>{"SimpleAuthWebService"});
  start(std::move(config));
  EXPECT_EQ(driver_->get_config().status, 200U);
  EXPECT_EQ(driver_->get_authorization_cookie().status, 403U);
}

}  // namespace
}  // namespace wsus::test
