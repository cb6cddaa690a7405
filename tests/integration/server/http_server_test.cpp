// The listener alone: keep-alive, pipelining, and stopping while something is under way.
#include "server/faults/body_source.hpp"
#include "server/http/http_server.hpp"
#include "tests/support/raw_http.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <functional>
#include <future>
#include <latch>
#include <memory>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>

namespace wsus::http {
namespace {

using test::RawConnection;

/// Answers with the request's body; may be told to hold its answers.
class Echo final : public faults::RequestHandler {
public:
  faults::ResponsePlan handle(faults::ExchangeView const& request) override {
    if (hold) {
      entered.count_down();
      release.wait();
    }
    return {.status = 200, .headers = {{"X-First", "1"}, {"X-Second", "2"}}, .body = std::string(request.body)};
  }
  faults::ResponsePlan handle_unreadable(faults::Unreadable, faults::ExchangeView const&) override {
    return {.status = 400, .body = "unreadable"};
  }
  bool hold = false;
  std::latch entered{1};
  std::latch release{1};
};

std::string request(std::uint16_t port, std::string body, std::string extra = "") {
  return test::to_bytes({.target = "/", .body = std::move(body), .extra_headers = std::move(extra)}, port);
}

class HttpServerTest : public testing::Test {
protected:
  Echo echo_;
  HttpServer server_{{.stop_grace = std::chrono::milliseconds(300)}, echo_};
};

TEST(HttpServer, AnswersManyRequestsOnOneConnectionAndPipelinedOnesInOrder) {
  class Plain final : public faults::RequestHandler {
    faults::ResponsePlan handle(faults::ExchangeView const& view) override { return {.body = std::string(view.body)}; }
    faults::ResponsePlan handle_unreadable(faults::Unreadable, faults::ExchangeView const&) override { return {}; }
  } plain;
  HttpServer server({}, plain);
  RawConnection connection(server.port());
  for (auto const* body : {"one", "two", "three"}) {
    connection.send(request(server.port(), body));
    EXPECT_EQ(connection.read_reply().body, body);
  }
  connection.send(request(server.port(), "four") + request(server.port(), "five"));
  EXPECT_EQ(connection.read_reply().body, "four");
  EXPECT_EQ(connection.read_reply().body, "five");
}

TEST_F(HttpServerTest, HeadersGoOutInThePlansOrderThenDateAndLength) {
  RawConnection connection(server_.port());
  connection.send(request(server_.port(), "x", "Connection: close\r\n"));
  auto const reply = connection.read_reply();
  auto const& head = reply.head;
  EXPECT_LT(head.find("X-First"), head.find("X-Second"));
  EXPECT_LT(head.find("X-Second"), head.find("Date: "));
  EXPECT_LT(head.find("Date: "), head.find("Connection: close"));
  EXPECT_LT(head.find("Connection: close"), head.find("Content-Length: 1"));
  EXPECT_EQ(connection.read_to_end(), "");
}

TEST(HttpServer, AThreadThatCannotBeStartedIsAnErrorAndTheOthersEnd) {
  Echo echo;
  int started = 0;
  ServerOptions options{.threads = 3};
  options.start_thread = [&](std::function<void()> work) {
    if (++started == 3) throw std::system_error(EAGAIN, std::generic_category(), "no thread");
    return std::thread(std::move(work));
  };
  EXPECT_THROW(HttpServer(options, echo), std::system_error);
  EXPECT_EQ(started, 3);
  started = 2;
  EXPECT_THROW(HttpServer(options, echo), std::system_error) << "the first one already";
  started = -10;
  HttpServer const twin(options, echo);
  EXPECT_EQ(started, -7);
}

TEST(HttpServer, ABodyThatKeepsComingIsNoIdlePeer) {
  Echo echo;
  HttpServer server({.threads = 2, .idle_timeout = std::chrono::seconds(2)}, echo);
  HttpServer const metronome({.idle_timeout = std::chrono::milliseconds(100)}, echo);
  constexpr std::size_t pieces = 25;  // of a tenth of a second: longer than a peer may be idle
  auto const whole = request(server.port(), std::string(pieces, 'x'));
  RawConnection connection(server.port());
  connection.send(whole.substr(0, whole.size() - pieces));
  auto const begin = std::chrono::steady_clock::now();
  for (std::size_t i = 0; i < pieces; ++i) {
    EXPECT_EQ(RawConnection(metronome.port()).read_to_end(), "");
    connection.send("x");
  }
  EXPECT_GT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2));
  EXPECT_EQ(connection.read_reply().body, std::string(pieces, 'x'));
}

TEST(HttpServer, ABodyThatStopsIsCutAfterTheIdleTime) {
  Echo echo;
  HttpServer server({.idle_timeout = std::chrono::milliseconds(100)}, echo);
  auto const whole = request(server.port(), "body");
  RawConnection connection(server.port());
  connection.send(whole.substr(0, whole.size() - 2));
  EXPECT_EQ(connection.read_to_end(), "");
}

TEST(HttpServer, ARequestHasAnEndHoweverSlowlyItComes) {
  Echo echo;
  HttpServer server({.request_timeout = std::chrono::milliseconds(100)}, echo);
  auto const whole = request(server.port(), "body");
  RawConnection connection(server.port());
  connection.send(whole.substr(0, whole.size() - 2));
  EXPECT_EQ(connection.read_to_end(), "") << "long before the idle time";
}

TEST_F(HttpServerTest, TellsAWaitingClientToContinue) {
  RawConnection connection(server_.port());
  auto const whole = request(server_.port(), "body", "Expect: 100-continue\r\n");
  connection.send(whole.substr(0, whole.size() - 4));
  EXPECT_EQ(connection.read_reply(/*head_only=*/true).status, 100u);
  connection.send("body");
  EXPECT_EQ(connection.read_reply().body, "body");
}

TEST_F(HttpServerTest, AHeadRequestGetsTheLengthButNoBody) {
  RawConnection connection(server_.port());
  connection.send("HEAD / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc");
  auto const reply = connection.read_reply(/*head_only=*/true);
  EXPECT_EQ(reply.header("Content-Length"), "3");
  EXPECT_EQ(connection.read_to_end(), "");
}

TEST_F(HttpServerTest, StopsAtOnceWhileConnectionsAreIdle) {
  RawConnection connection(server_.port());
  connection.send(request(server_.port(), "one"));
  EXPECT_EQ(connection.read_reply().status, 200u);
  server_.stop();
  EXPECT_EQ(connection.read_to_end(), "");
  EXPECT_THROW(RawConnection{server_.port()}, std::runtime_error);
}

TEST_F(HttpServerTest, StopsWhileARequestIsHalfRead) {
  RawConnection connection(server_.port());
  connection.send(request(server_.port(), "half of it").substr(0, 60));
  server_.stop();
  EXPECT_EQ(connection.read_to_end(), "");
}

TEST_F(HttpServerTest, FinishesTheExchangeThatIsUnderWayWhenStopped) {
  echo_.hold = true;
  RawConnection connection(server_.port());
  connection.send(request(server_.port(), "held"));
  echo_.entered.wait();
  auto stopped = std::async(std::launch::async, [&] { server_.stop(); });
  echo_.release.count_down();
  EXPECT_EQ(connection.read_reply().body, "held");
  stopped.get();
  EXPECT_EQ(connection.read_to_end(), "");
}

/// Three pieces, each more than the buffers of a connection take; then the end, or nothing for good.
class Pieces final : public faults::BodySource {
public:
  static constexpr std::size_t count = 3;
  static constexpr std::size_t bytes = 6'000'000;
  explicit Pieces(bool has_end) : has_end_(has_end) {}
  Piece next() override {
    if (given_ == count) return {};
    ++given_;
    return {.bytes = std::string(bytes, 'x'), .last = has_end_ && given_ == count};
  }

private:
  bool const has_end_;
  std::size_t given_ = 0;
};

class PiecesHandler final : public faults::RequestHandler {
public:
  explicit PiecesHandler(bool has_end) : has_end_(has_end) {}
  faults::ResponsePlan handle(faults::ExchangeView const&) override {
    faults::ResponsePlan plan;
    plan.source = std::make_shared<Pieces>(has_end_);
    return plan;
  }
  faults::ResponsePlan handle_unreadable(faults::Unreadable, faults::ExchangeView const&) override { return {}; }

private:
  bool const has_end_;
};

/// Whether somebody listens; a stop under way begins with nobody doing so.
bool listens(std::uint16_t port) {
  try {
    RawConnection const connection(port);
    return true;
  } catch (std::runtime_error const&) {
    return false;
  }
}

TEST(HttpServer, AStopLetsABodyComeToItsEndAndEndsOneThatHasNone) {
  for (bool const has_end : {true, false}) {
    PiecesHandler handler(has_end);
    HttpServer server({.stop_grace = std::chrono::hours(1)}, handler);
    RawConnection connection(server.port());
    connection.send(request(server.port(), ""));
    EXPECT_NE(connection.read_until("\r\n\r\n"), "");
    auto const stopped = std::async(std::launch::async, [&] { server.stop(); });
    while (listens(server.port())) std::this_thread::yield();
    auto const body = connection.read_to_end();
    EXPECT_EQ(static_cast<std::size_t>(std::count(body.begin(), body.end(), 'x')), Pieces::count * Pieces::bytes);
    EXPECT_TRUE(body.ends_with("\r\n0\r\n\r\n")) << "the end of " << (has_end ? "the body" : "the server");
  }
}

TEST(HttpServer, ABodyThatAStopCutsDoesNotLookWhole) {
  PiecesHandler handler(true);
  HttpServer server({.stop_grace = std::chrono::milliseconds(1)}, handler);
  RawConnection connection(server.port());
  connection.send(request(server.port(), ""));
  EXPECT_NE(connection.read_until("\r\n\r\n"), "");
  server.stop();
  EXPECT_FALSE(connection.read_to_end().ends_with("0\r\n\r\n"));
}

TEST_F(HttpServerTest, StoppingTwiceIsFine) {
  server_.stop();
  server_.stop();
}

TEST_F(HttpServerTest, APortThatIsTakenIsAnErrorWithItsName) {
  try {
    HttpServer second({.port = server_.port()}, echo_);
    FAIL() << "two servers on one port";
  } catch (ListenError const& e) {
    EXPECT_NE(std::string(e.what()).find("127.0.0.1:" + std::to_string(server_.port())), std::string::npos) << e.what();
  }
}

TEST_F(HttpServerTest, AnAddressThatIsNotNumericIsRefused) {
  EXPECT_THROW(HttpServer({.address = "localhost"}, echo_), std::invalid_argument);
}

}  // namespace
}  // namespace wsus::http
