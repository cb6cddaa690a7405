// What IIS refuses, on the wire and in the logs, with the command that causes it and the one that cures it.
#include "tests/integration/server/server_fixture.hpp"

#include "server/iis/server_files.hpp"
#include "tests/support/raw_http.hpp"

#include <gmock/gmock.h>

#include <exception>

namespace wsus::test {
namespace {

using testing::HasSubstr;
using testing::Not;

class IisOnTheWireTest : public ServerTest {
protected:
  void SetUp() override { start(small_config()); }

  void type(std::string_view line) {
    auto const result = server_->type_command(line);
    ASSERT_EQ(result.exit_code, 0) << line << "\n" << result.output;
  }
  /// 0: the connection ended without an answer.
  unsigned status_or_nothing(RawRequest const& request) {
    try {
      return exchange(server_->port(), request).status;
    } catch (std::exception const&) {
      return 0;
    }
  }
  std::string http_error_log() { return server_->http_error_log(); }

  /// Types the cause, expects the answer to GetConfig, types the cure, expects 200.
  void expect_refused(std::string_view cause, unsigned status, unsigned sub_status, std::string_view cure) {
    EXPECT_EQ(driver_->get_config().status, 200U) << "before " << cause;
    type(cause);
    EXPECT_EQ(driver_->get_config().status, status) << cause;
    EXPECT_EQ(last_entry().sub_status, sub_status) << cause;
    EXPECT_NE(last_entry().refused, "") << cause;
    type(cure);
    EXPECT_EQ(driver_->get_config().status, 200U) << cure;
  }
};

TEST_F(IisOnTheWireTest, AStoppedPoolIs503OfHttpSysInHttpErrAndNotInTheW3cLog) {
  expect_refused("appcmd stop apppool WsusPool", 503, 0, "appcmd start apppool WsusPool");
  EXPECT_THAT(http_error_log(),
              HasSubstr(" HTTP/1.1 POST /ClientWebService/client.asmx - 503 1 Disabled WsusPool\r\n"));
  EXPECT_THAT(server_->iis_log(), Not(HasSubstr(" 503 ")));
}

TEST_F(IisOnTheWireTest, FiveKilledWorkerProcessesStopThePoolUntilIisreset) {
  for (int i = 0; i < 5; ++i) type("taskkill /f /im w3wp.exe");
  EXPECT_EQ(driver_->get_config().status, 503U);
  EXPECT_THAT(http_error_log(), HasSubstr(" AppOffline WsusPool"));
  type("iisreset");
  EXPECT_EQ(driver_->get_config().status, 200U);
}

TEST_F(IisOnTheWireTest, AFullQueueIs503AndALongerOneCostsTime) {
  server_->internet_services().set_load({.other_clients = 1'500, .other_service = std::chrono::milliseconds(1)});
  type("appcmd set apppool WsusPool /queueLength:2000");
  expect_refused("appcmd set apppool WsusPool /queueLength:1000", 503, 0,
                 "appcmd set apppool WsusPool /queueLength:2000");
}

TEST_F(IisOnTheWireTest, EachRefusalHasItsSubStatusAndItsCure) {
  expect_refused(R"(appcmd set config "WSUS Administration/ClientWebService" /section:anonymousAuthentication )"
                 "/enabled:false /commit:apphost",
                 401, 2,
                 R"(appcmd set config "WSUS Administration/ClientWebService" /section:anonymousAuthentication )"
                 "/enabled:true /commit:apphost");
  expect_refused(R"(appcmd set config "WSUS Administration/ClientWebService" /section:access /sslFlags:Ssl )"
                 "/commit:apphost",
                 403, 4,
                 R"(appcmd set config "WSUS Administration/ClientWebService" /section:access /sslFlags:None )"
                 "/commit:apphost");
  expect_refused(R"(appcmd set config "WSUS Administration" /section:ipSecurity /allowUnlisted:false /commit:apphost)",
                 403, 6,
                 R"(appcmd set config "WSUS Administration" /section:ipSecurity /allowUnlisted:true /commit:apphost)");
  expect_refused(R"(appcmd set config "WSUS Administration/ClientWebService" /section:system.web/identity )"
                 "/impersonate:true",
                 500, 24,
                 R"(appcmd set config "WSUS Administration/ClientWebService" /section:system.web/identity )"
                 "/impersonate:false");
  expect_refused(R"(appcmd set config /section:handlers /-"[name='WebServiceHandlerFactory-Integrated-4.0']")", 405, 0,
                 R"(appcmd set config "WSUS Administration" /section:handlers )"
                 R"(/+"[name='WebServiceHandlerFactory-Integrated-4.0',path='*.asmx',verb='GET,HEAD,POST,DEBUG']")");
  expect_refused("appcmd set vdir \"WSUS Administration/ClientWebService/\" /physicalPath:D:\\x", 404, 0,
                 "appcmd set vdir \"WSUS Administration/ClientWebService/\" /physicalPath:\"C:\\Program Files\\Update "
                 "Services\\WebServices\\ClientWebService\"");
}

TEST_F(IisOnTheWireTest, TheSelfUpdateTreeGoesAndComesBackWithItsDirectory) {
  RawRequest const request{.method = "GET", .target = "/selfupdate/wuident.cab"};
  EXPECT_EQ(exchange(server_->port(), request).status, 200U);
  type("appcmd delete vdir \"WSUS Administration/SelfUpdate\"");
  EXPECT_EQ(exchange(server_->port(), request).status, 404U);
  EXPECT_THAT(server_->iis_log(), HasSubstr("/selfupdate/wuident.cab - "));
  type("appcmd add vdir /app.name:\"WSUS Administration/\" /path:/SelfUpdate /physicalPath:\"C:\\Program Files\\Update "
       "Services\\SelfUpdate\"");
  EXPECT_EQ(exchange(server_->port(), request).status, 200U);
}

TEST_F(IisOnTheWireTest, AccessListsOfAFolderCount) {
  auto const folder = R"("C:\Program Files\Update Services\SelfUpdate")";
  RawRequest const request{.method = "GET", .target = "/selfupdate/wuident.cab"};
  type(std::string("icacls ") + folder + " /remove:g Users");
  EXPECT_EQ(exchange(server_->port(), request).status, 401U);
  EXPECT_EQ(last_entry().sub_status, 3U);
  type(std::string("icacls ") + folder + " /grant Users:(OI)(CI)RX");
  EXPECT_EQ(exchange(server_->port(), request).status, 200U);
}

TEST_F(IisOnTheWireTest, AStoppedSiteTakesNoConnections) {
  type("appcmd stop site \"WSUS Administration\"");
  auto const before = server_->journal().counters();
  EXPECT_EQ(status_or_nothing({.method = "GET", .target = "/"}), 0U);
  EXPECT_EQ(server_->journal().counters(), before) << "nothing has seen a request";
  type("appcmd start site \"WSUS Administration\"");
  EXPECT_EQ(driver_->get_config().status, 200U);
}

}  // namespace
}  // namespace wsus::test
