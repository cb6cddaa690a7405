// The dress of responses and the rules of connections, as bytes on the wire.
#include "server/http/http_server.hpp"
#include "tests/support/raw_http.hpp"

#include <gtest/gtest.h>

namespace wsus::http {
namespace {

using wsus::test::RawConnection;

/// Answers the captured fault's headers; 304 where a request names an ETag.
class FaultHandler final : public faults::RequestHandler {
public:
  faults::ResponsePlan handle(faults::ExchangeView const& request) override {
    if (!request.if_none_match.empty()) return {.status = 304, .headers = {{"ETag", "\"e\""}}};
    if (request.method == "GET") return {.headers = {{"Server", "Microsoft-IIS/10.0"}}, .body = "page"};
    return {.status = 500,
            .headers = {{"Cache-Control", "private"},
                        {"Content-Type", "text/xml; charset=utf-8"},
                        {"Server", "Microsoft-IIS/10.0"},
                        {"X-AspNet-Version", "4.0.30319"},
                        {"X-Powered-By", "ASP.NET"}},
            .body = "<fault/>",
            .close = true};
  }
  faults::ResponsePlan handle_unreadable(faults::Unreadable, faults::ExchangeView const&) override {
    return {.status = 400, .close = true};
  }
};

class DressOnTheWire : public testing::Test {
protected:
  void start(iis::ResponseDress dress) {
    server_.emplace(ServerOptions{.dress = std::move(dress), .clock = &clock_}, handler_);
  }
  wsus::test::RawReply fault() { return wsus::test::exchange(server_->port(), {.target = "/"}); }

  wusp::ManualClock clock_{*wusp::parse_xsd_date_time("2026-10-04T14:50:49Z")};
  FaultHandler handler_;
  std::optional<HttpServer> server_;
};

// Conforms: HTTP.response_headers
TEST_F(DressOnTheWire, TheDefaultIsTheCapturedHeadByteForByte) {
  start({});
  EXPECT_EQ(fault().head, "HTTP/1.1 500 Internal Server Error\r\n"
                          "Cache-Control: private\r\n"
                          "Content-Type: text/xml; charset=utf-8\r\n"
                          "Server: Microsoft-IIS/10.0\r\n"
                          "X-AspNet-Version: 4.0.30319\r\n"
                          "X-Powered-By: ASP.NET\r\n"
                          "Date: Sun, 04 Oct 2026 14:50:49 GMT\r\n"
                          "Connection: close\r\n"
                          "Content-Length: 8");
}

TEST_F(DressOnTheWire, LowerCaseOrderAndVersionsAreSettings) {
  auto dress = iis::dress_of(*iis::find_server_profile("wsus-3.0-sp2"));
  dress.header_case = iis::HeaderCase::lower;
  dress.header_order = {"content-length", "date"};
  dress.powered_by = false;
  start(dress);
  EXPECT_EQ(fault().head, "HTTP/1.1 500 Internal Server Error\r\n"
                          "content-length: 8\r\n"
                          "date: Sun, 04 Oct 2026 14:50:49 GMT\r\n"
                          "cache-control: private\r\n"
                          "content-type: text/xml; charset=utf-8\r\n"
                          "server: Microsoft-IIS/7.5\r\n"
                          "x-aspnet-version: 2.0.50727\r\n"
                          "connection: close");
}

TEST_F(DressOnTheWire, FaultsThatDoNotCloseLeaveTheConnectionOpen) {
  iis::ResponseDress dress;
  dress.faults_close = false;
  start(dress);
  RawConnection connection(server_->port());
  for (int i = 0; i < 2; ++i) {
    connection.send(wsus::test::to_bytes({.target = "/"}, server_->port()));
    auto const reply = connection.read_reply();
    EXPECT_EQ(reply.status, 500u);
    EXPECT_EQ(reply.header("Connection"), "");
  }
  start({});
  RawConnection closed(server_->port());
  closed.send(wsus::test::to_bytes({.target = "/"}, server_->port()));
  EXPECT_EQ(closed.read_reply().header("Connection"), "close");
  EXPECT_EQ(closed.read_to_end(), "");
}

TEST_F(DressOnTheWire, TheDateIsThatOfTheClock) {
  start({});
  clock_.advance(std::chrono::hours(24 * 90));
  EXPECT_EQ(fault().header("Date"), "Sat, 02 Jan 2027 14:50:49 GMT");
}

TEST_F(DressOnTheWire, AClientOfHttp10KeepsTheConnectionOnlyWhenItAsks) {
  start({});
  RawConnection kept(server_->port());
  for (int i = 0; i < 2; ++i) {
    kept.send("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n");
    auto const reply = kept.read_reply();
    EXPECT_EQ(reply.body, "page");
    EXPECT_EQ(reply.header("Connection"), "keep-alive");
  }
  RawConnection once(server_->port());
  once.send("GET / HTTP/1.0\r\n\r\n");
  EXPECT_EQ(once.read_reply().header("Connection"), "close");
  EXPECT_EQ(once.read_to_end(), "");
}

TEST_F(DressOnTheWire, AClientOfHttp11IsToldNothingUnlessTheServerAlwaysSaysIt) {
  start({});
  auto const get = [this] {
    return wsus::test::exchange(server_->port(), {.method = "GET", .target = "/"}).header("Connection");
  };
  EXPECT_EQ(get(), "");
  iis::ResponseDress dress;
  dress.keep_alive = iis::KeepAliveHeader::always;
  start(dress);
  EXPECT_EQ(get(), "keep-alive");
}

TEST_F(DressOnTheWire, AResponseWithoutABodyByItsStatusAnnouncesNoLength) {
  start({});
  RawConnection connection(server_->port());
  for (int i = 0; i < 2; ++i) {
    connection.send("GET / HTTP/1.1\r\nHost: x\r\nIf-None-Match: \"e\"\r\n\r\n");
    auto const reply = connection.read_reply();
    EXPECT_EQ(reply.status, 304u);
    EXPECT_EQ(reply.head.find("Content-Length"), std::string::npos);
    EXPECT_EQ(reply.header("ETag"), "\"e\"");
  }
}

}  // namespace
}  // namespace wsus::http
