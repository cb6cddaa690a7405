// Live events, exports and figures over real sockets.
#include "tests/integration/server/server_fixture.hpp"

#include "server/app/version.hpp"
#include "tests/support/raw_http.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>

#include <fmt/format.h>

#include <charconv>
#include <chrono>

namespace wsus::test {
namespace {

using testing::HasSubstr;
using testing::Not;

/// The body of a whole chunked response, its head dropped; empty when it does not end in order.
std::string body_of_chunks(std::string_view bytes) {
  std::string body;
  bytes.remove_prefix(std::min(bytes.find("\r\n\r\n"), bytes.size() - 4) + 4);
  for (;;) {
    std::size_t size = 0;
    std::from_chars(bytes.data(), bytes.data() + bytes.size(), size, 16);
    auto const line = bytes.find("\r\n");
    if (line == std::string_view::npos || bytes.size() < line + 2 + size + 2) return {};
    if (size == 0) return body;
    body += bytes.substr(line + 2, size);
    bytes.remove_prefix(line + 2 + size + 2);
  }
}

class Observing : public ServerTest {
protected:
  server::ServerConfig config() const {
    auto config = small_config();
    config.admin_port = 0;
    return config;
  }
  std::string request(std::string target, std::string extra_headers = {}) const {
    return to_bytes(
        {.method = "GET", .target = std::move(target), .content_type = "", .extra_headers = std::move(extra_headers)},
        *server_->admin_port());
  }
  /// A reader of events whose first line has come.
  std::unique_ptr<RawConnection> reader(std::string target = "/api/v1/events", std::string headers = {}) {
    auto connection = std::make_unique<RawConnection>(*server_->admin_port());
    connection->send(request(std::move(target), std::move(headers)));
    head_ = connection->read_until("\r\n\r\n");
    EXPECT_THAT(connection->read_until("\n\n"), HasSubstr(": events of wsus-mock"));
    return connection;
  }
  std::string get(std::string target) {
    RawConnection connection(*server_->admin_port());
    connection.send(request(std::move(target), "Connection: close\r\n"));
    return connection.read_to_end();
  }

  std::string head_;
};

TEST_F(Observing, EventsArriveWhileExchangesHappen) {
  start(config());
  auto const events = reader();
  EXPECT_THAT(head_, HasSubstr("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(head_, HasSubstr("Content-Type: text/event-stream\r\n"));
  EXPECT_THAT(head_, HasSubstr("Transfer-Encoding: chunked"));
  EXPECT_THAT(head_, Not(HasSubstr("Content-Length")));
  driver_->get_config();
  auto const event = events->read_until("}\n\n");
  EXPECT_THAT(event, HasSubstr("id: 1\nevent: exchange\ndata: {\"sequence\":1,"));
  EXPECT_THAT(event, HasSubstr("\"operation\":\"GetConfig\""));
}

TEST_F(Observing, AReaderThatComesBackMissesNothing) {
  start(config());
  {
    auto const first = reader();
    driver_->get_config();
    static_cast<void>(first->read_until("}\n\n"));
  }
  driver_->get_config();
  driver_->get_config();
  auto const again = reader("/api/v1/events", "Last-Event-ID: 1\r\n");
  EXPECT_THAT(again->read_until("id: 3\n"), HasSubstr("id: 2\n"));
  auto const from_start = reader("/api/v1/events?after=0&until=2");
  EXPECT_THAT(from_start->read_until("0\r\n\r\n"), HasSubstr("id: 2\n")) << "ends in order after `until`";
}

TEST_F(Observing, AHeartbeatComesByItself) {
  auto with_heartbeat = config();
  with_heartbeat.events.heartbeat = std::chrono::milliseconds(1);
  with_heartbeat.events.pace = std::chrono::milliseconds(0);
  start(std::move(with_heartbeat));
  EXPECT_THAT(reader()->read_until("still here\n\n"), HasSubstr(": still here"));
}

TEST_F(Observing, AReaderThatTakesNothingHoldsUpNobodyAndIsToldWhatItMissed) {
  auto small = config();
  small.journal_entries = 5;
  start(std::move(small));
  auto const events = reader();
  // More than the buffers of its connection take, so that the server waits for it.
  constexpr int calls = 4'000;
  RawConnection line(server_->port());
  for (int i = 0; i < calls; ++i) {
    line.send(fmt::format("GET /{} HTTP/1.1\r\nHost: a\r\n\r\n", std::string(8'000, 'x')));
    ASSERT_EQ(line.read_reply().status, 404U);
  }
  EXPECT_THAT(events->read_until(fmt::format("id: {}\n", calls)), HasSubstr("event: dropped\ndata: {\"count\":"));
}

TEST_F(Observing, TheStopOfTheServerEndsTheEventsInOrder) {
  start(config());
  auto const events = reader();
  auto const before = std::chrono::steady_clock::now();
  server_->stop();
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(20));
  EXPECT_THAT(events->read_to_end(), testing::EndsWith("0\r\n\r\n"));
}

TEST_F(Observing, AChangeOfTheRulesIsOneEventWithTheirNames) {
  start(config());
  auto const events = reader();
  auto const call = [&](std::string method, std::string target, std::string body) {
    RawRequest one{.method = std::move(method), .target = std::move(target), .body = std::move(body)};
    one.content_type = one.body.empty() ? "" : "application/json";
    return exchange(*server_->admin_port(), one).status;
  };
  EXPECT_EQ(call("POST", "/api/v1/faults", R"({"refuse": {}, "name": "b", "enabled": false})"), 201U);
  EXPECT_EQ(call("POST", "/api/v1/faults/b/disable", ""), 200U) << "it is switched off already";
  EXPECT_EQ(call("POST", "/api/v1/faults/why", "{}"), 200U);
  EXPECT_EQ(call("PUT", "/api/v1/faults/a", R"({"missing_route": {}, "enabled": false})"), 201U);
  EXPECT_EQ(call("POST", "/api/v1/reset", R"({"faults": "none"})"), 200U);
  auto const text = events->read_until("event: reset\n");
  std::string rules;
  for (std::size_t at = 0; (at = text.find("event: rules\ndata: ", at)) != std::string::npos;) {
    at += std::string_view("event: rules\ndata: ").size();
    rules += text.substr(at, text.find('\n', at) + 1 - at);
  }
  EXPECT_EQ(rules, "{\"rules\":[\"b\"]}\n{\"rules\":[\"b\",\"a\"]}\n{\"rules\":[]}\n");
}

TEST_F(Observing, ReadersThatGoAwayMakeRoomForOthers) {
  auto one = config();
  one.events.readers = 1;
  start(std::move(one));
  auto first = reader();
  EXPECT_THAT(get("/api/v1/events"), HasSubstr("HTTP/1.1 503 "));
  first.reset();
  // The server hears of its end when it hears of it.
  while (get("/metrics").find("\nwsus_event_readers 0\n") == std::string::npos) continue;
  EXPECT_THAT(reader()->read_until("\n"), testing::_);
}

TEST_F(Observing, ExportsAreWholeAndTheConnectionGoesOn) {
  start(config());
  for (int i = 0; i < 300; ++i) driver_->get_config();
  auto const har = boost::json::parse(body_of_chunks(get("/api/v1/journal.har")));
  EXPECT_EQ(har.at("log").at("entries").as_array().size(), 300U);
  EXPECT_EQ(har.at("log").at("creator").at("version").as_string(), server::version());
  RawConnection connection(*server_->admin_port());
  connection.send(request("/api/v1/journal.jsonl?limit=1"));
  EXPECT_EQ(connection.read_reply().status, 400U) << "an export has no pages";
  connection.send(request("/api/v1/journal.jsonl?since=299"));
  EXPECT_EQ(connection.read_until("0\r\n\r\n").find("\"sequence\":298"), std::string::npos);
  connection.send(request("/api/v1/counters"));
  EXPECT_EQ(connection.read_reply().status, 200U);
}

TEST_F(Observing, AClientOfHttp10GetsItsBodyUntilTheEndOfTheConnection) {
  start(config());
  driver_->get_config();
  RawConnection connection(*server_->admin_port());
  connection.send("GET /api/v1/journal.jsonl HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n");
  auto const text = connection.read_to_end();
  EXPECT_THAT(text, Not(HasSubstr("chunked")));
  auto const body = text.substr(text.find("\r\n\r\n") + 4);
  EXPECT_EQ(boost::json::parse(body).at("sequence").to_number<int>(), 1);
}

TEST_F(Observing, FiguresTellOfRequestsAndConnections) {
  start(config());
  driver_->get_config();
  auto const text = get("/metrics");
  EXPECT_THAT(text, HasSubstr("Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n"));
  EXPECT_THAT(text, HasSubstr("wsus_requests_total{error_code=\"none\",operation=\"GetConfig\",status=\"200\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("wsus_connections_total{listener=\"http\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("wsus_connections_open{listener=\"admin\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("wsus_pool_queue{pool=\"WsusPool\"} 0\n"));
  EXPECT_THAT(text, HasSubstr("wsus_journal_entries 1\n"));
}

TEST_F(Observing, RedactionHidesWhoCalledAndItsTwinShowsIt) {
  std::string const client = "e1da06a3-5601-43c9-bac3-52d5db701494";  // of WuspDriver
  for (bool const redact : {true, false}) {
    auto some = config();
    some.redact = redact;
    start(std::move(some));
    driver_->handshake();
    auto const text = body_of_chunks(get("/api/v1/journal.jsonl"));
    EXPECT_EQ(text.find(client) == std::string::npos, redact) << text;
    EXPECT_EQ(text.find("<EncryptedData>(hidden)") != std::string::npos, redact);
    EXPECT_EQ(text.find("\"client_id\":\"pc-1\"") != std::string::npos, redact);
    EXPECT_EQ(body_of_chunks(get("/api/v1/journal.jsonl?redact=true")).find(client), std::string::npos);
  }
}

}  // namespace
}  // namespace wsus::test
