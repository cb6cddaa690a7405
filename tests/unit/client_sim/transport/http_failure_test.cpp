// What HttpExchange makes of everything that is no answer.
#include "client_sim/transport/http_exchange.hpp"

#include "tests/unit/client_sim/transport/scripted_server.hpp"

#include "wsdl/wusp/timeline.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>

namespace wsus::transport {
namespace {

using namespace std::chrono_literals;
using test::answer;
using test::ScriptedServer;
using testing::HasSubstr;
using testing::SizeIs;

HttpRequest request_to(std::string url) {
  return {.url = std::move(url), .soap_action = "a", .user_agent = "u", .body = "<x/>"};
}

void expect_failure(HttpResult const& result, unsigned error, std::string const& part_of_what) {
  EXPECT_EQ(result.transport_error, error) << result.what;
  EXPECT_THAT(result.what, HasSubstr(part_of_what));
  EXPECT_EQ(result.status, 0u);
  ASSERT_THAT(result.hops, SizeIs(1));
  EXPECT_FALSE(result.hops[0].status);
}

TEST(HttpFailure, AnAnswerCutAtAnyByteIsAConnectionErrorAndTheWholeOneIsNot) {
  auto const whole = answer("<Envelope/>");
  std::vector<test::ConnectionScript> script;
  for (std::size_t length = 0; length <= whole.size(); ++length)
    script.push_back({.replies = {whole.substr(0, length)}});
  ScriptedServer server(script);
  for (std::size_t length = 0; length < whole.size(); ++length) {
    SCOPED_TRACE(length);
    HttpExchange exchange;
    expect_failure(exchange.post(request_to(server.url())), 12030, fmt::format("127.0.0.1:{}", server.port()));
  }
  HttpExchange exchange;
  auto const result = exchange.post(request_to(server.url()));
  EXPECT_EQ(result.transport_error, 0u) << result.what;
  EXPECT_EQ(result.body, "<Envelope/>");
  EXPECT_EQ(server.accepted(), static_cast<int>(whole.size()) + 1) << "a fresh connection is never tried again";
}

TEST(HttpFailure, AChunkedAnswerCutBeforeItsLastChunkIsAConnectionError) {
  ScriptedServer server({{.replies = {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nWiki\r\n"}}});
  HttpExchange exchange;
  expect_failure(exchange.post(request_to(server.url())), 12030, "ended");
}

TEST(HttpFailure, AKeptConnectionCutInsideAnAnswerIsNotTriedAgain) {
  ScriptedServer server({{.replies = {answer("1"), "HTTP/1.1 2"}}, {.replies = {answer("never")}}});
  HttpExchange exchange;
  EXPECT_EQ(exchange.post(request_to(server.url())).body, "1");
  expect_failure(exchange.post(request_to(server.url())), 12030, "ended");
  EXPECT_EQ(server.accepted(), 1);
}

TEST(HttpFailure, TheSecondSilentEndIsAConnectionError) {
  ScriptedServer server({{.replies = {answer("1")}}, {.replies = {""}}});
  HttpExchange exchange;
  EXPECT_EQ(exchange.post(request_to(server.url())).body, "1");
  expect_failure(exchange.post(request_to(server.url())), 12030, "ended");
  server.wait_until_played();
  EXPECT_EQ(server.accepted(), 2);
}

struct NotHttp {
  std::string name;
  std::string bytes;
};

TEST(HttpFailure, AnAnswerThatIsNotHttpIsAnInvalidResponse) {
  std::vector<NotHttp> const table{
      {"another protocol", "SSH-2.0-OpenSSH_9.2\r\n\r\n"},
      {"no HTTP version", "200 OK\r\n\r\n"},
      {"status is no number", "HTTP/1.1 OK\r\n\r\n"},
      {"header without colon", "HTTP/1.1 200 OK\r\nnonsense\r\n\r\n"},
      {"length is no number", "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n"},
      {"chunk size is no number", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"},
      {"endless headers", "HTTP/1.1 200 OK\r\n" + std::string(70'000, 'h')},
  };
  for (auto const& [name, bytes] : table) {
    SCOPED_TRACE(name);
    ScriptedServer server({{.replies = {bytes}}});
    HttpExchange exchange;
    expect_failure(exchange.post(request_to(server.url())), 12152, fmt::format("127.0.0.1:{}", server.port()));
  }
}

TEST(HttpFailure, EndlessInterimAnswersAreAnInvalidResponse) {
  std::string interim;
  for (int i = 0; i < 100; ++i) interim += "HTTP/1.1 100 Continue\r\n\r\n";
  ScriptedServer server({{.replies = {interim}}});
  HttpExchange exchange;
  expect_failure(exchange.post(request_to(server.url())), 12152, "interim");
}

TEST(HttpFailure, AnAnswerOverTheLimitIsRefusedAndOneAtTheLimitIsNot) {
  ScriptedServer server({{.replies = {answer(std::string(1001, 'x'))}}, {.replies = {answer(std::string(1000, 'x'))}}});
  HttpExchange exchange({.max_body = 1000});
  expect_failure(exchange.post(request_to(server.url())), 12152, "larger than 1000 bytes");
  EXPECT_EQ(exchange.post(request_to(server.url())).body.size(), 1000u);
}

TEST(HttpFailure, AChunkedAnswerOverTheLimitIsRefused) {
  ScriptedServer server(
      {{.replies = {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n6\r\nfghijk\r\n0\r\n\r\n"}}});
  HttpExchange exchange({.max_body = 10});
  expect_failure(exchange.post(request_to(server.url())), 12152, "larger than 10 bytes");
}

TEST(HttpFailure, ASilentServerIsATimeout) {
  ScriptedServer server({{.replies = {""}, .hold = true}});
  HttpExchange exchange({.receive_timeout = 30ms});
  expect_failure(exchange.post(request_to(server.url())), 12002, "no answer within 30 ms");
}

TEST(HttpFailure, AServerThatStopsInsideItsAnswerIsATimeout) {
  ScriptedServer server({{.replies = {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"}, .hold = true}});
  HttpExchange exchange({.receive_timeout = 30ms});
  expect_failure(exchange.post(request_to(server.url())), 12002, "no answer within 30 ms");
}

TEST(HttpFailure, AServerThatSendsItsHeadForeverIsATimeout) {
  ScriptedServer server({{.replies = {"HTTP/1.1 200 OK\r\nContent-Le"}, .hold = true}});
  HttpExchange exchange({.receive_timeout = 10min, .response_timeout = 30ms});
  expect_failure(exchange.post(request_to(server.url())), 12002, "no answer within");
}

TEST(HttpFailure, PacketsThatGetLostCostTheWholeTimeoutOfConnecting) {
  wusp::Timeline world(wusp::UtcTime(std::chrono::sys_days{std::chrono::year{2026} / 10 / 4}));
  wusp::Timeline::Running const machine(world);
  auto const begin = world.now();
  HttpExchange exchange({.timeline = &world}, [](Url const&) { return Route{.dropped = true}; });
  expect_failure(exchange.post(request_to("http://wsus.lab.example:8530/x")), 12002,
                 "wsus.lab.example:8530: no connection within 60000 ms");
  EXPECT_EQ(world.now() - begin, std::chrono::seconds(60));
}

TEST(HttpFailure, LostPacketsTakeRealTimeWithoutAWorld) {
  HttpExchange exchange({.connect_timeout = 20ms}, [](Url const&) { return Route{.dropped = true}; });
  expect_failure(exchange.post(request_to("http://wsus.lab.example:8530/x")), 12002, "no connection within 20 ms");
}

TEST(HttpFailure, AServerThatDoesNotReadTheRequestIsATimeout) {
  boost::asio::io_context io;
  boost::asio::ip::tcp::acceptor deaf(io, {boost::asio::ip::address_v4::loopback(), 0});  // its backlog accepts
  HttpExchange exchange({.send_timeout = 30ms});
  auto request = request_to(fmt::format("http://127.0.0.1:{}/", deaf.local_endpoint().port()));
  request.body.assign(32u << 20, 'z');
  expect_failure(exchange.post(request), 12002, "nothing of the request was taken for 30 ms");
}

TEST(HttpFailure, ARefusedPortCannotBeConnected) {
  boost::asio::io_context io;
  boost::asio::ip::tcp::socket bound(io, {boost::asio::ip::address_v4::loopback(), 0});  // bound, does not listen
  auto const port = bound.local_endpoint().port();
  HttpExchange exchange;
  expect_failure(exchange.post(request_to(fmt::format("http://127.0.0.1:{}/", port))), 12029,
                 fmt::format("127.0.0.1:{}: cannot connect", port));
}

TEST(HttpFailure, AnUnknownNameIsNotResolved) {
  HttpExchange exchange;
  auto const name = std::string(64, 'a') + ".example";  // no DNS label is longer than 63: refused without a query
  expect_failure(exchange.post(request_to("http://" + name + ":8530/")), 12007,
                 name + ":8530: the name cannot be resolved");
}

TEST(HttpFailure, AnExchangeWorksAgainAfterAFailure) {
  ScriptedServer server({{.replies = {"garbage\r\n\r\n"}}, {.replies = {answer("good")}}});
  HttpExchange exchange;
  expect_failure(exchange.post(request_to(server.url())), 12152, "not HTTP");
  EXPECT_EQ(exchange.post(request_to(server.url())).body, "good");
}

TEST(HttpFailure, BadUrlsAreRefusedBeforeAConnection) {
  HttpExchange exchange;
  expect_failure(exchange.post(request_to("ftp://wsus.lab.example:8531/")), 12006, "ftp");
  expect_failure(exchange.post(request_to("http://:8530/")), 12005, "http://:8530/");
}

}  // namespace
}  // namespace wsus::transport
