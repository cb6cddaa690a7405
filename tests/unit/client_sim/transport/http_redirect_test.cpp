// Redirects over real sockets: what is sent at each hop, and what the result says of the way.
#include "client_sim/transport/http_exchange.hpp"

#include "tests/unit/client_sim/transport/scripted_server.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>

namespace wsus::transport {
namespace {

using test::answer;
using test::ScriptedServer;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

HttpRequest request_to(std::string url) {
  return {.url = std::move(url), .soap_action = "a", .user_agent = "u", .ms_cv = "v.1", .body = "<x/>"};
}

std::string moved(std::string_view status, std::string const& location) {
  return answer("moved", fmt::format("Location: {}\r\n", location), std::string(status));
}

/// Redirects everything with `status` to /next, which is answered.
test::Respond redirects_once(std::string status) {
  return [status](std::string const& request) {
    bool const is_next = request.find(" /next ") != std::string::npos;
    return is_next ? answer("there") : moved(status, "/next");
  };
}

class HttpRedirectToGet : public testing::TestWithParam<std::string> {};

TEST_P(HttpRedirectToGet, TurnsAPostIntoAGetWithoutBodyAndContentType) {
  ScriptedServer server(redirects_once(GetParam()));
  HttpExchange exchange;
  auto const result = exchange.post(request_to(server.url("/first")));
  EXPECT_EQ(result.transport_error, 0u) << result.what;
  EXPECT_EQ(result.status, 200u);
  EXPECT_EQ(result.body, "there");
  ASSERT_THAT(server.requests(), SizeIs(2));
  EXPECT_EQ(server.requests()[1], fmt::format("GET /next HTTP/1.1\r\n"
                                              "Cache-Control: no-cache\r\n"
                                              "Connection: Keep-Alive\r\n"
                                              "Pragma: no-cache\r\n"
                                              "Accept-Encoding: xpress\r\n"
                                              "User-Agent: u\r\n"
                                              "SOAPAction: \"a\"\r\n"
                                              "MS-CV: v.1\r\n"
                                              "Host: 127.0.0.1:{}\r\n\r\n",
                                              server.port()));
  EXPECT_EQ(server.accepted(), 1) << "the connection is kept between hops";
}

INSTANTIATE_TEST_SUITE_P(Table, HttpRedirectToGet,
                         testing::Values("301 Moved Permanently", "302 Found", "303 See Other"),
                         [](auto const& test) { return test.param.substr(0, 3); });

class HttpRedirectWithMethod : public testing::TestWithParam<std::string> {};

TEST_P(HttpRedirectWithMethod, PostsTheBodyAgain) {
  ScriptedServer server(redirects_once(GetParam()));
  HttpExchange exchange;
  EXPECT_EQ(exchange.post(request_to(server.url("/first"))).body, "there");
  ASSERT_THAT(server.requests(), SizeIs(2));
  auto const first = server.requests()[0];
  EXPECT_THAT(first, StartsWith("POST /first HTTP/1.1\r\n"));
  EXPECT_EQ(server.requests()[1], "POST /next HTTP/1.1\r\n" + first.substr(first.find("\r\n") + 2));
  EXPECT_THAT(first, EndsWith("\r\n\r\n<x/>"));
}

INSTANTIATE_TEST_SUITE_P(Table, HttpRedirectWithMethod,
                         testing::Values("307 Temporary Redirect", "308 Permanent Redirect"),
                         [](auto const& test) { return test.param.substr(0, 3); });

TEST(HttpRedirect, AfterAGetTheMethodStaysGet) {
  ScriptedServer server([](std::string const& request) {
    if (request.find(" /a ") != std::string::npos) return moved("302 Found", "/b");
    if (request.find(" /b ") != std::string::npos) return moved("307 Temporary Redirect", "/c");
    return answer("there");
  });
  HttpExchange exchange;
  EXPECT_EQ(exchange.post(request_to(server.url("/a"))).body, "there");
  ASSERT_THAT(server.requests(), SizeIs(3));
  EXPECT_THAT(server.requests()[2], StartsWith("GET /c HTTP/1.1\r\n"));
  EXPECT_THAT(server.requests()[2], EndsWith("\r\n\r\n"));
}

TEST(HttpRedirect, EveryHopIsRecordedWithItsStatus) {
  ScriptedServer target([](auto const&) { return answer("<fault/>", "", "500 Internal Server Error"); });
  ScriptedServer first([&](auto const&) { return moved("302 Found", target.url("/t")); });
  HttpExchange exchange;
  auto const result = exchange.post(request_to(first.url("/f")));
  EXPECT_EQ(result.status, 500u);
  ASSERT_THAT(result.hops, SizeIs(2));
  EXPECT_EQ(result.hops[0].url, first.url("/f"));
  EXPECT_EQ(result.hops[0].status, 302u);
  EXPECT_EQ(result.hops[1].url, target.url("/t"));
  EXPECT_EQ(result.hops[1].status, 500u);
  EXPECT_THAT(target.requests()[0], HasSubstr(fmt::format("Host: 127.0.0.1:{}\r\n", target.port())));
}

TEST(HttpRedirect, ALoopEndsAfterElevenRequests) {
  ScriptedServer server([](auto const&) { return moved("302 Found", "/again"); });
  HttpExchange exchange;
  auto const result = exchange.post(request_to(server.url("/again")));
  EXPECT_EQ(result.transport_error, 12156u);
  EXPECT_TRUE(result.redirect_loop);
  EXPECT_THAT(result.what, HasSubstr("redirect 11 of a request, 10 are followed"));
  EXPECT_THAT(server.requests(), SizeIs(11));
  EXPECT_THAT(result.hops, SizeIs(11));
  for (auto const& hop : result.hops) EXPECT_EQ(hop.status, 302u);
}

TEST(HttpRedirect, TenRedirectsAreNoLoop) {
  int asked = 0;
  ScriptedServer server([&](auto const&) { return ++asked <= 10 ? moved("307 Moved", "/again") : answer("there"); });
  HttpExchange exchange;
  auto const result = exchange.post(request_to(server.url("/")));
  EXPECT_EQ(result.transport_error, 0u) << result.what;
  EXPECT_FALSE(result.redirect_loop);
  EXPECT_EQ(result.body, "there");
  EXPECT_THAT(server.requests(), SizeIs(11));
}

TEST(HttpRedirect, WithoutALocationIsTheAnswer) {
  ScriptedServer server({{.replies = {answer("page", "", "302 Found")}}});
  HttpExchange exchange;
  auto const result = exchange.post(request_to(server.url()));
  EXPECT_EQ(result.transport_error, 0u);
  EXPECT_EQ(result.status, 302u);
  EXPECT_EQ(result.body, "page");
  EXPECT_THAT(result.hops, SizeIs(1));
}

/// Nothing of the answer before may be left: there was no answer of the host that was to give it.
void expect_no_answer(HttpResult const& result, unsigned error) {
  EXPECT_EQ(result.transport_error, error) << result.what;
  EXPECT_FALSE(result.redirect_loop);
  EXPECT_EQ(result.status, 0u);
  EXPECT_THAT(result.body, IsEmpty());
  EXPECT_THAT(result.location, IsEmpty());
  ASSERT_THAT(result.hops, SizeIs(2));
  EXPECT_EQ(result.hops[0].status, 302u);
  EXPECT_FALSE(result.hops[1].status);
}

TEST(HttpRedirect, ToAHostThatRefusesIsTheFailureOfThatHost) {
  boost::asio::io_context io;
  boost::asio::ip::tcp::socket const bound(io, {boost::asio::ip::address_v4::loopback(), 0});  // does not listen
  auto const dead = fmt::format("http://127.0.0.1:{}/x", bound.local_endpoint().port());
  ScriptedServer server([&](auto const&) { return moved("302 Found", dead); });
  HttpExchange exchange;
  auto const result = exchange.post(request_to(server.url()));
  expect_no_answer(result, 12029);
  EXPECT_EQ(result.hops[1].url, dead);
}

TEST(HttpRedirect, ToAnotherSchemeOrToNoUrlFailsAndIsNoLoop) {
  for (std::string const location : {"ftp://127.0.0.1/", "http:///"}) {
    ScriptedServer server([&](auto const&) { return moved("302 Found", location); });
    HttpExchange exchange;
    auto const result = exchange.post(request_to(server.url()));
    EXPECT_EQ(result.transport_error, 12156u) << location;
    EXPECT_FALSE(result.redirect_loop);
    EXPECT_THAT(result.what, HasSubstr("an address that cannot be followed"));
    EXPECT_EQ(result.status, 302u) << "the redirecting answer is all there was";
    EXPECT_THAT(result.hops, SizeIs(1));
  }
}

/// Every name leads to this server, as through a proxy.
Router all_to(ScriptedServer const& server, bool through_proxy) {
  return [&server, through_proxy](Url const&) {
    return Route{.host = "127.0.0.1", .port = server.port(), .through_proxy = through_proxy};
  };
}

TEST(HttpRoute, ThroughAProxyTheRequestLineIsTheWholeUrl) {
  ScriptedServer proxy([](std::string const& request) {
    return request.starts_with("GET") ? answer("there") : moved("302 Found", "/next");
  });
  HttpExchange exchange({}, all_to(proxy, true));
  EXPECT_EQ(exchange.post(request_to("http://wsus.lab.example:8530/a?b=c")).body, "there");
  EXPECT_THAT(proxy.requests()[0], StartsWith("POST http://wsus.lab.example:8530/a?b=c HTTP/1.1\r\n"));
  EXPECT_THAT(proxy.requests()[0], HasSubstr("\r\nHost: wsus.lab.example:8530\r\n"));
  EXPECT_THAT(proxy.requests()[1], StartsWith("GET http://wsus.lab.example:8530/next HTTP/1.1\r\n"));
}

TEST(HttpRoute, PastAProxyTheRequestLineIsAPathAndTheHostStays) {
  ScriptedServer server({{.replies = {answer("ok")}}});
  HttpExchange exchange({}, all_to(server, false));
  EXPECT_EQ(exchange.post(request_to("http://wsus.lab.example:8530/a?b=c")).body, "ok");
  EXPECT_THAT(server.requests()[0], StartsWith("POST /a?b=c HTTP/1.1\r\n"));
  EXPECT_THAT(server.requests()[0], HasSubstr("\r\nHost: wsus.lab.example:8530\r\n"));
}

TEST(HttpRoute, EveryHopAsksAnew) {
  ScriptedServer first([](auto const&) { return moved("302 Found", "http://second.example/x"); });
  ScriptedServer second([](auto const&) { return answer("there"); });
  std::vector<std::string> asked;
  HttpExchange exchange({}, [&](Url const& url) {
    asked.push_back(url.host);
    return Route{.host = "127.0.0.1", .port = url.host == "second.example" ? second.port() : first.port()};
  });
  EXPECT_EQ(exchange.post(request_to("http://first.example/")).body, "there");
  EXPECT_THAT(asked, testing::ElementsAre("first.example", "second.example"));
}

TEST(HttpRoute, TwoNamesOfOneListenerShareAConnection) {
  ScriptedServer server([](auto const&) { return answer("ok"); });
  HttpExchange exchange({}, all_to(server, false));
  EXPECT_EQ(exchange.post(request_to("http://a.example/")).body, "ok");
  EXPECT_EQ(exchange.post(request_to("http://b.example/")).body, "ok");
  EXPECT_EQ(server.accepted(), 1);
}

TEST(HttpRoute, AWayThatLeadsNowhereIsAFailureAndNothingIsSent) {
  ScriptedServer server([](auto const&) { return answer("ok"); });
  HttpExchange exchange({}, [](Url const&) { return RouteError{12007, "unknown"}; });
  auto const result = exchange.post(request_to(server.url()));
  EXPECT_EQ(result.transport_error, 12007u);
  EXPECT_EQ(result.what, "unknown");
  EXPECT_THAT(server.requests(), IsEmpty());
  ASSERT_THAT(result.hops, SizeIs(1));
  EXPECT_FALSE(result.hops[0].status);
}

TEST(HttpRoute, AFailureNamesTheHostOfTheUrl) {
  boost::asio::io_context io;
  boost::asio::ip::tcp::socket const bound(io, {boost::asio::ip::address_v4::loopback(), 0});  // does not listen
  HttpExchange exchange({},
                        [&](Url const&) { return Route{.host = "127.0.0.1", .port = bound.local_endpoint().port()}; });
  auto const result = exchange.post(request_to("http://wsus.lab.example:8530/x"));
  EXPECT_EQ(result.transport_error, 12029u);
  EXPECT_THAT(result.what, StartsWith("wsus.lab.example:8530: cannot connect"));
}

}  // namespace
}  // namespace wsus::transport
