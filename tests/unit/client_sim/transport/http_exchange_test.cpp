// What HttpExchange sends, and what it makes of good answers.
#include "client_sim/transport/http_exchange.hpp"

#include "tests/support/golden.hpp"
#include "tests/unit/client_sim/transport/scripted_server.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sstream>

namespace wsus::transport {
namespace {

using test::answer;
using test::ScriptedServer;
using testing::SizeIs;

HttpRequest request_to(std::string url) {
  return {.url = std::move(url),
          .soap_action = "http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService/GetConfig",
          .user_agent = "Windows-Update-Agent/1507.2601.30012.0 Client-Protocol/2.90",
          .ms_cv = "me4WAo5lqUCG/53V.1.0.0.2.1",
          .body = "<x/>"};
}

/// What the captured agent sent before its body, for a body of this size to this server.
std::string captured_head(std::size_t body_size, std::string_view server) {
  std::istringstream lines(wsus::test::golden("captures/client/headers.txt"));
  std::string text;
  for (std::string line; std::getline(lines, line) && line != "\r" && !line.empty();) {
    if (line.ends_with('\r')) line.pop_back();
    if (line.starts_with("Content-Length: ")) line = fmt::format("Content-Length: {}", body_size);
    if (line.starts_with("Host: ")) line = fmt::format("Host: {}", server.substr(server.find("//") + 2));
    text += line + "\r\n";
  }
  return text + "\r\n";
}

// Conforms: HTTP.request_headers
TEST(HttpExchange, SendsTheHeadersOfTheCapturedAgentInTheirOrder) {
  ScriptedServer server({{.replies = {answer("ok")}}});
  HttpExchange exchange;
  ASSERT_EQ(exchange.post(request_to(server.url("/ClientWebService/client.asmx"))).status, 200u);
  ASSERT_THAT(server.requests(), SizeIs(1));
  EXPECT_EQ(server.requests()[0], captured_head(4, server.url("")) + "<x/>");
}

TEST(HttpExchange, LeavesOutTheCorrelationVectorWhenThereIsNone) {
  ScriptedServer server({{.replies = {answer("ok")}}});
  HttpExchange exchange;
  auto request = request_to(server.url());
  request.ms_cv.clear();
  ASSERT_EQ(exchange.post(request).status, 200u);
  EXPECT_EQ(server.requests()[0].find("MS-CV"), std::string::npos);
}

TEST(HttpExchange, ReportsStatusReasonTypeAndBody) {
  ScriptedServer server({{.replies = {answer("<fault/>", "", "500 Internal Server Error")}}});
  HttpExchange exchange;
  auto const result = exchange.post(request_to(server.url()));
  EXPECT_EQ(result.transport_error, 0u);
  EXPECT_EQ(result.what, "");
  EXPECT_EQ(result.status, 500u);
  EXPECT_EQ(result.reason, "Internal Server Error");
  EXPECT_EQ(result.content_type, "text/xml; charset=utf-8");
  EXPECT_EQ(result.body, "<fault/>");
  ASSERT_THAT(result.hops, SizeIs(1));
  EXPECT_EQ(result.hops[0].url, server.url());
  EXPECT_EQ(result.hops[0].status, 500u);
}

TEST(HttpExchange, TellsWhichSchemesAProxyOffers) {
  ScriptedServer server(
      {{.replies = {answer("",
                           "Proxy-Authenticate: Negotiate\r\n"
                           "Proxy-Authenticate: Digest realm=\"a\", nonce=\"b\", Basic realm=\"c\"\r\n",
                           "407 Proxy Authentication Required")}}});
  HttpExchange exchange;
  auto const result = exchange.post(request_to(server.url()));
  EXPECT_EQ(result.status, 407u);
  EXPECT_THAT(result.proxy_schemes, testing::ElementsAre("Negotiate", "Digest", "Basic"));
}

TEST(HttpExchange, KeepsOneConnectionForManyRequests) {
  ScriptedServer server({{.replies = {answer("1"), answer("2"), answer("3")}}});
  HttpExchange exchange;
  EXPECT_EQ(exchange.post(request_to(server.url("/a"))).body, "1");
  EXPECT_EQ(exchange.post(request_to(server.url("/b"))).body, "2");
  EXPECT_EQ(exchange.post(request_to(server.url("/c"))).body, "3");
  EXPECT_EQ(server.accepted(), 1);
}

TEST(HttpExchange, OpensAnotherConnectionAfterConnectionClose) {
  ScriptedServer server(
      {{.replies = {answer("1", "Connection: close\r\n")}, .hold = true}, {.replies = {answer("2")}}});
  HttpExchange exchange;
  EXPECT_EQ(exchange.post(request_to(server.url())).body, "1");
  EXPECT_EQ(exchange.post(request_to(server.url())).body, "2");
  EXPECT_EQ(server.accepted(), 2);
}

TEST(HttpExchange, OpensAnotherConnectionForAnotherServer) {
  ScriptedServer first({{.replies = {answer("1")}, .hold = true}});
  ScriptedServer second({{.replies = {answer("2")}}});
  HttpExchange exchange;
  EXPECT_EQ(exchange.post(request_to(first.url())).body, "1");
  EXPECT_EQ(exchange.post(request_to(second.url())).body, "2");
  EXPECT_EQ(second.accepted(), 1);
}

TEST(HttpExchange, ReplacesAKeptConnectionThatTheServerHasClosed) {
  ScriptedServer server({{.replies = {answer("1")}}, {.replies = {answer("2")}}});
  HttpExchange exchange;
  EXPECT_EQ(exchange.post(request_to(server.url())).body, "1");
  auto const result = exchange.post(request_to(server.url()));
  EXPECT_EQ(result.body, "2");
  EXPECT_THAT(result.hops, SizeIs(1));
  EXPECT_EQ(server.accepted(), 2);
}

TEST(HttpExchange, ReplacesAKeptConnectionThatEndsAfterTheRequestWasRead) {
  ScriptedServer server({{.replies = {answer("1")}, .read_one_more = true}, {.replies = {answer("2")}}});
  HttpExchange exchange;
  EXPECT_EQ(exchange.post(request_to(server.url())).body, "1");
  EXPECT_EQ(exchange.post(request_to(server.url())).body, "2");
  EXPECT_THAT(server.requests(), SizeIs(3));
}

TEST(HttpExchange, DoesNotKeepAConnectionWithBytesAfterTheAnswer) {
  ScriptedServer server({{.replies = {answer("1") + "stray"}, .hold = true}, {.replies = {answer("2")}}});
  HttpExchange exchange;
  EXPECT_EQ(exchange.post(request_to(server.url())).body, "1");
  EXPECT_EQ(exchange.post(request_to(server.url())).body, "2");
  EXPECT_EQ(server.accepted(), 2);
}

TEST(HttpExchange, OpensAnotherConnectionAfterClose) {
  ScriptedServer server({{.replies = {answer("1")}, .hold = true}, {.replies = {answer("2")}}});
  HttpExchange exchange;
  EXPECT_EQ(exchange.post(request_to(server.url())).body, "1");
  exchange.close();
  EXPECT_EQ(exchange.post(request_to(server.url())).body, "2");
  EXPECT_EQ(server.accepted(), 2);
}

TEST(HttpExchange, ReadsAChunkedAnswer) {
  ScriptedServer server({{.replies = {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                      "4\r\nWiki\r\n5\r\npedia\r\n0\r\n\r\n",
                                      answer("2")}}});
  HttpExchange exchange;
  EXPECT_EQ(exchange.post(request_to(server.url())).body, "Wikipedia");
  EXPECT_EQ(exchange.post(request_to(server.url())).body, "2");
  EXPECT_EQ(server.accepted(), 1);
}

TEST(HttpExchange, ReadsAnAnswerThatEndsWithTheConnection) {
  ScriptedServer server({{.replies = {"HTTP/1.0 200 OK\r\n\r\nuntil the end"}}, {.replies = {answer("2")}}});
  HttpExchange exchange;
  EXPECT_EQ(exchange.post(request_to(server.url())).body, "until the end");
  EXPECT_EQ(exchange.post(request_to(server.url())).body, "2");
}

TEST(HttpExchange, SkipsInterimAnswers) {
  ScriptedServer server({{.replies = {"HTTP/1.1 100 Continue\r\n\r\n" + answer("final")}}});
  HttpExchange exchange;
  auto const result = exchange.post(request_to(server.url()));
  EXPECT_EQ(result.status, 200u);
  EXPECT_EQ(result.body, "final");
}

TEST(HttpExchange, ReadsALargeAnswer) {
  std::string const large(3u << 20, 'x');
  ScriptedServer server({{.replies = {answer(large)}}});
  HttpExchange exchange;
  EXPECT_EQ(exchange.post(request_to(server.url())).body, large);
}

TEST(HttpExchange, SendsALargeRequestWhole) {
  ScriptedServer server({{.replies = {answer("ok")}}});
  HttpExchange exchange;
  auto request = request_to(server.url());
  request.body.assign(3u << 20, 'y');
  EXPECT_EQ(exchange.post(request).body, "ok");
  EXPECT_TRUE(server.requests()[0].ends_with("\r\n\r\n" + request.body));
}

}  // namespace
}  // namespace wsus::transport
