// Proves the rows of HTTPERR, byte for byte.
#include "server/iis/pool/http_error_log.hpp"

#include "server/iis/log_writer.hpp"
#include "server/iis/server_files.hpp"

#include <gtest/gtest.h>

namespace wsus::iis {
namespace {

wusp::UtcTime const time = wusp::UtcTime(std::chrono::sys_days(std::chrono::year(2026) / 10 / 4)) +
                           std::chrono::hours(12) + std::chrono::seconds(7);

HttpErrorEntry entry() {
  return {.time = time,
          .client_ip = "10.0.0.5",
          .client_port = 51'000,
          .server_ip = "10.0.0.1",
          .server_port = 8'530,
          .version = "HTTP/1.1",
          .method = "POST",
          .uri = "/SimpleAuthWebService/SimpleAuth.asmx",
          .status = 503,
          .site_id = 1,
          .reason = "AppOffline",
          .queue = "WsusPool"};
}

TEST(HttpErrorLog, HasTheFieldsOfItsGeneration) {
  EXPECT_EQ(format(entry(), "8.5"), "2026-10-04 12:00:07 10.0.0.5 51000 10.0.0.1 8530 HTTP/1.1 POST "
                                    "/SimpleAuthWebService/SimpleAuth.asmx 503 1 AppOffline WsusPool\r\n");
  EXPECT_EQ(format(entry(), "10.0"), "2026-10-04 12:00:07 10.0.0.5 51000 10.0.0.1 8530 HTTP/1.1 POST "
                                     "/SimpleAuthWebService/SimpleAuth.asmx - 503 1 AppOffline WsusPool\r\n");
  EXPECT_EQ(http_error_header(time, "8.5"),
            "#Software: Microsoft HTTP API 2.0\r\n#Version: 1.0\r\n#Date: 2026-10-04 12:00:07\r\n"
            "#Fields: date time c-ip c-port s-ip s-port cs-version cs-method cs-uri sc-status s-siteid s-reason "
            "s-queuename\r\n");
}

TEST(HttpErrorLog, WritesADashForWhatIsNotKnown) {
  EXPECT_EQ(format({.time = time, .reason = "Timer_ConnectionIdle"}, "8.5"),
            "2026-10-04 12:00:07 - 0 - 0 - - - - - Timer_ConnectionIdle -\r\n");
}

TEST(HttpErrorLog, NothingThatAClientSentBreaksTheRow) {
  auto one = entry();
  one.uri = "/a b\r\nc";
  EXPECT_NE(format(one, "8.5").find(" /a+b++c 503 "), std::string::npos);
}

TEST(HttpErrorLog, HasItsHeadOnce) {
  windows::FileSystem files;
  LogWriter writer(files, "8.5");
  writer.write(entry());
  writer.write(entry());
  auto const row = format(entry(), "8.5");
  EXPECT_EQ(files.read_as_system(http_error_log), http_error_header(time, "8.5") + row + row);
}

}  // namespace
}  // namespace wsus::iis
