// Exchanges of many machines on one I/O context.
#include "client_sim/transport/async_exchange.hpp"

#include "tests/unit/client_sim/transport/scripted_server.hpp"
#include "wsdl/wusp/timeline.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <gmock/gmock.h>

#include <array>
#include <optional>
#include <stdexcept>

namespace wsus::transport {
namespace {

namespace asio = boost::asio;

using test::answer;
using test::ScriptedServer;
using testing::HasSubstr;
using testing::SizeIs;

HttpRequest request_to(std::string url) { return {.url = std::move(url), .user_agent = "agent", .body = "<x/>"}; }

class Ground {
public:
  asio::io_context io{1};
  ExchangeGround ground{io, {}};

  /// The answer's status, or WinHTTP's number.
  asio::awaitable<void> post(AsyncExchange& exchange, std::string url, unsigned& end) {
    auto const result = co_await exchange.post(request_to(std::move(url)));
    end = result.transport_error != 0 ? result.transport_error : result.status;
  }
};

TEST(AsyncExchange, KeepsItsConnectionForTheNextRequest) {
  ScriptedServer server({{.replies = {answer("one"), answer("two")}}});
  Ground all;
  AsyncExchange exchange(all.ground);
  std::array<unsigned, 2> ends{};
  asio::co_spawn(
      all.io,
      [&]() -> asio::awaitable<void> {
        co_await all.post(exchange, server.url("/a"), ends[0]);
        co_await all.post(exchange, server.url("/b"), ends[1]);
      },
      asio::detached);
  all.io.run();
  EXPECT_EQ(ends, (std::array<unsigned, 2>{200, 200}));
  ASSERT_THAT(server.requests(), SizeIs(2));
  EXPECT_THAT(server.requests()[0], HasSubstr("POST /a HTTP/1.1\r\nCache-Control: no-cache\r\n"));
  EXPECT_EQ(server.accepted(), 1);
}

TEST(AsyncExchange, OneThatWaitsHoldsNoOtherUp) {
  ScriptedServer silent({{.replies = {}, .hold = true}});
  ScriptedServer server({{.replies = {answer("ok")}}});
  Ground all;
  AsyncExchange waiting(all.ground);
  AsyncExchange quick(all.ground);
  unsigned waited = 0;
  unsigned answered = 0;
  asio::co_spawn(all.io, all.post(waiting, silent.url(), waited), asio::detached);
  asio::co_spawn(
      all.io,
      [&]() -> asio::awaitable<void> {
        co_await all.post(quick, server.url(), answered);
        waiting.close();
      },
      asio::detached);
  all.io.run();
  EXPECT_EQ(answered, 200U);
  EXPECT_EQ(waited, 12030U) << "the connection was closed";
}

TEST(AsyncExchange, FetchesContentWithTheAgentsOwnHeaders) {
  ScriptedServer server({{.replies = {answer("content")}}});
  Ground all;
  AsyncExchange exchange(all.ground);
  std::optional<ContentReply> reply;
  asio::co_spawn(
      all.io,
      [&]() -> asio::awaitable<void> {
        agent::ContentRequest request{.url = server.url("/selfupdate/wuident.cab"),
                                      .user_agent = "Windows-Update-Agent"};
        reply = co_await exchange.fetch(std::move(request));
      },
      asio::detached);
  all.io.run();
  ASSERT_TRUE(reply);
  EXPECT_EQ(std::get<agent::ContentAnswer>(*reply).body, "content");
  EXPECT_THAT(server.requests()[0], HasSubstr("GET /selfupdate/wuident.cab HTTP/1.1\r\n"));
}

TEST(AsyncExchange, GoesTheWayOfItsRouter) {
  ScriptedServer server({{.replies = {answer("ok")}}});
  asio::io_context io{1};
  ExchangeGround ground(io, {}, [&](Url const& url) -> std::variant<Route, RouteError> {
    if (url.host != "wsus") return RouteError{12029, "not there"};
    return Route{.host = "127.0.0.1", .port = server.port()};
  });
  AsyncExchange exchange(ground);
  HttpResult there;
  HttpResult elsewhere;
  asio::co_spawn(
      io,
      [&]() -> asio::awaitable<void> {
        there = co_await exchange.post(request_to("http://wsus:8530/"));
        elsewhere = co_await exchange.post(request_to("http://other:8530/"));
      },
      asio::detached);
  io.run();
  EXPECT_EQ(there.status, 200U);
  EXPECT_EQ(elsewhere.transport_error, 12029U);
}

TEST(ExchangeGround, WaitsInRealTimeOnly) {
  wusp::Timeline timeline{wusp::UtcTime{}};
  asio::io_context io;
  HttpOptions options;
  options.timeline = &timeline;
  EXPECT_THROW(ExchangeGround(io, options), std::invalid_argument);
}

}  // namespace
}  // namespace wsus::transport
