// When the bytes of a response come, how many of them, and how the connection ends: on the wire, over TCP and TLS.
#include "tests/integration/server/planned_server.hpp"

#include <thread>

namespace wsus::http::test {
namespace {

using faults::Delivery;
using faults::Ending;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;

class Deliveries : public PlannedServer {
protected:
  /// More than the buffers on the way take.
  static std::string many_bytes() { return pattern(20'000'000); }
};

TEST_P(Deliveries, WithoutAnythingTheReplyComesAtOnceAndTheConnectionIsKept) {
  serve(small_plan());
  WireClient client(port(), over());
  for (int i = 0; i < 2; ++i) {
    client.send(get_request);
    EXPECT_EQ(client.read_reply().bytes, small_reply);
  }
  EXPECT_EQ(passed(), seconds(0));
}

TEST_P(Deliveries, ADelayPassesBeforeTheFirstByteAndNoLonger) {
  serve({small_plan({.delay = seconds(20)}), small_plan()});
  WireClient client(port(), over());
  client.send(get_request);
  EXPECT_EQ(client.read(1).bytes, "H");
  EXPECT_EQ(passed(), seconds(20));
  EXPECT_EQ(client.read_reply().bytes, small_reply.substr(1));
  client.send(get_request);
  EXPECT_EQ(client.read_reply().bytes.size(), small_reply.size());
  EXPECT_EQ(passed(), seconds(20));
}

TEST_P(Deliveries, ADelayBeyondThePatienceOfTheClientSendsItNothing) {
  auto plan = small_plan({.delay = seconds(31)});
  plan.lease = lease_.take();
  serve(plan);
  plan.lease.reset();
  WireClient client(port(), over());
  client.send(get_request);
  auto const got = client.read_to_end();
  EXPECT_EQ(got.bytes, "");
  EXPECT_EQ(got.end, End::deadline);
  EXPECT_EQ(passed(), seconds(30));
  EXPECT_FALSE(lease_.released());
  client.close();
  EXPECT_TRUE(lease_.wait_until_released());
  EXPECT_EQ(passed(), seconds(30));
}

TEST_P(Deliveries, ADripComesPieceByPieceAtItsPace) {
  serve(small_plan({.drip = Delivery::Drip{.bytes = 7, .every = milliseconds(100)}}));
  WireClient client(port(), over());
  client.send(get_request);
  auto const got = client.read(small_reply.size());
  EXPECT_EQ(got.bytes, small_reply);
  auto const pieces = (small_reply.size() + 6) / 7;
  ASSERT_EQ(got.pieces.size(), pieces);
  for (std::size_t i = 0; i + 1 < pieces; ++i) EXPECT_EQ(got.pieces[i], 7U);
  EXPECT_EQ(passed(), pieces * milliseconds(100));
}

TEST_P(Deliveries, AStallForGoodLastsUntilTheClientGivesUp) {
  auto plan = small_plan({.stall = Delivery::Stall{.after = 33}});
  plan.lease = lease_.take();
  serve({plan, small_plan()});
  plan.lease.reset();
  WireClient client(port(), over());
  client.send(get_request);
  auto const got = client.read_to_end();
  EXPECT_EQ(got.bytes, small_reply.substr(0, 33));
  EXPECT_EQ(got.end, End::deadline);
  EXPECT_EQ(passed(), seconds(30));
  EXPECT_FALSE(lease_.released());
  client.close();
  EXPECT_TRUE(lease_.wait_until_released());
}

TEST_P(Deliveries, AStallThatLastsIsOverAfterThat) {
  serve({small_plan({.stall = Delivery::Stall{.after = 33, .lasting = seconds(12)}}), small_plan()});
  WireClient client(port(), over());
  client.send(get_request);
  EXPECT_EQ(client.read(33).bytes, small_reply.substr(0, 33));
  EXPECT_EQ(passed(), seconds(0));
  EXPECT_EQ(client.read(small_reply.size() - 33).bytes, small_reply.substr(33));
  EXPECT_EQ(passed(), seconds(12));
  client.send(get_request);
  EXPECT_EQ(client.read_reply().bytes.size(), small_reply.size());
}

TEST_P(Deliveries, DelayDripStallAndCutComeInTheirOrder) {
  serve(small_plan({.delay = seconds(5),
                    .drip = Delivery::Drip{.bytes = 10, .every = seconds(1)},
                    .stall = Delivery::Stall{.after = 20, .lasting = seconds(3)},
                    .cut = Delivery::Cut{.after = 25, .by = Ending::close}}));
  WireClient client(port(), over());
  client.send(get_request);
  auto const got = client.read_to_end();
  EXPECT_EQ(got.bytes, small_reply.substr(0, 25));
  EXPECT_EQ(got.end, End::fin);
  EXPECT_THAT(got.pieces, ElementsAre(10, 10, 5));
  EXPECT_EQ(passed(), seconds(5 + 1 + 1 + 3 + 1));
}

TEST_P(Deliveries, ACutAtEveryByteEndsExactlyThere) {
  handler_.handler = [](faults::ExchangeView const& request) {
    auto const query = request.query();
    auto const by = query.front() == 'r' ? Ending::reset : query.front() == 'c' ? Ending::close : Ending::half_close;
    return small_plan({.cut = Delivery::Cut{.after = std::stoul(std::string(query.substr(1))), .by = by}});
  };
  serve(small_plan());
  for (char const by : {'r', 'c', 'h'}) {
    for (std::size_t n = 0; n <= small_reply.size() + 1; ++n) {
      WireClient client(port(), over());
      client.send("GET /?" + std::string(1, by) + std::to_string(n) + " HTTP/1.1\r\nHost: x\r\n\r\n");
      auto const got = client.read_to_end();
      EXPECT_EQ(got.bytes, small_reply.substr(0, n)) << by << n;
      EXPECT_EQ(got.end, by == 'r' ? End::reset : End::fin) << by << n;
    }
  }
  EXPECT_EQ(passed(), seconds(0));
}

TEST_P(Deliveries, AnOrderlyEndIsNoneOfThem) {
  auto plan = small_plan();
  plan.close = true;
  serve(plan);
  WireClient client(port(), over());
  client.send(get_request);
  EXPECT_EQ(client.read_to_end().end, orderly());
}

TEST_P(Deliveries, WhatWasToComeBeforeTheCutComesToAClientThatReadsLate) {
  auto const content = pattern(20'000'000);
  for (auto const by : {Ending::reset, Ending::close, Ending::half_close}) {
    faults::ResponsePlan plan{.file = faults::FileBody{.file = file_of(content), .length = content.size()}};
    plan.delivery.cut = Delivery::Cut{.after = 10'000'000, .by = by};
    serve(std::move(plan));
    WireClient client(port(), over());
    client.send(get_request);
    // More than any buffer on the way takes is still to come while this one is served.
    WireClient other(port(), over());
    other.send(get_request);
    EXPECT_EQ(other.read(5).bytes, "HTTP/");
    auto const got = client.read_to_end();
    EXPECT_EQ(got.bytes.size(), 10'000'000U);
    auto const head = got.bytes.find("\r\n\r\n") + 4;
    EXPECT_TRUE(got.bytes.substr(head) == content.substr(0, got.bytes.size() - head));
    EXPECT_EQ(got.end, by == Ending::reset ? End::reset : End::fin);
    server_.reset();
  }
}

TEST_P(Deliveries, AfterAHalfCloseTheClientMaySendOnAndIsRead) {
  auto plan = small_plan({.cut = Delivery::Cut{.after = 5, .by = Ending::half_close}});
  plan.lease = lease_.take();
  serve(plan);
  plan.lease.reset();
  WireClient client(port(), over());
  client.send(get_request);
  EXPECT_EQ(client.read_to_end().end, End::fin);
  EXPECT_TRUE(client.send_raw(many_bytes()));
  client.close();
  EXPECT_TRUE(lease_.wait_until_released());
}

TEST_P(Deliveries, AfterACloseNothingIsReadAnyMore) {
  serve(small_plan({.cut = Delivery::Cut{.after = 5, .by = Ending::close}}));
  WireClient client(port(), over());
  client.send(get_request);
  EXPECT_EQ(client.read_to_end().end, End::fin);
  EXPECT_FALSE(client.send_raw(many_bytes()));
}

TEST_P(Deliveries, WhoHasReadTheReplyFindsItsLeaseReleased) {
  std::vector<Delivery> const deliveries{{},
                                         {.delay = seconds(1)},
                                         {.drip = Delivery::Drip{.bytes = 50, .every = seconds(1)}},
                                         {.stall = Delivery::Stall{.after = 9, .lasting = seconds(1)}},
                                         {.length_error = -10},
                                         {.close_idle_after = hours(1)}};
  for (auto const& delivery : deliveries) {
    auto plan = small_plan(delivery);
    plan.lease = lease_.take();
    serve(std::move(plan));
    WireClient client(port(), over());
    client.send(get_request);
    EXPECT_EQ(client.read(small_reply.size() - 1).bytes.size(), small_reply.size() - 1);
    (void)client.read(1);
    EXPECT_TRUE(lease_.released());
    server_.reset();
  }
}

TEST_P(Deliveries, ACutReleasesItsLeaseToo) {
  for (std::uint64_t const after : {0U, 5U, 1000U}) {
    auto plan = small_plan({.cut = Delivery::Cut{.after = after}});
    plan.lease = lease_.take();
    serve(std::move(plan));
    WireClient client(port(), over());
    client.send(get_request);
    EXPECT_EQ(client.read_to_end().end, End::reset);
    EXPECT_TRUE(lease_.released());
    server_.reset();
  }
}

TEST_P(Deliveries, StoppingEndsEveryWaitAtOnceAndTheConnectionWithIt) {
  std::vector<Delivery> const deliveries{{.delay = hours(1)},
                                         {.drip = Delivery::Drip{.bytes = 7, .every = hours(1)}},
                                         {.stall = Delivery::Stall{.after = 0}},
                                         {.cut = Delivery::Cut{.after = 0, .by = Ending::half_close}},
                                         {.length_error = 5}};
  for (auto const& delivery : deliveries) {
    PlanHandler handler;
    handler.answer({small_plan(delivery)});
    auto slow_to_stop = options();
    slow_to_stop.stop_grace = hours(1);  // nobody is helped by it
    HttpServer server(slow_to_stop, handler);
    WireClient client(server.port(), {.over = GetParam()});  // takes no part in the world: its time stands still
    client.send(get_request);
    while (handler.requests().empty()) std::this_thread::yield();
    server.stop();
    (void)client.read_to_end();
    EXPECT_EQ(passed(), seconds(0));
  }
}

INSTANTIATE_TEST_SUITE_P(Both, Deliveries, testing::Values(Over::tcp, Over::tls), name_of);

/// The same waits in real time, as wsus-mock has them: short ones, and long ones that end early.
class RealDeliveries : public PlannedServer {
protected:
  ServerOptions options() override {
    auto options = PlannedServer::options();
    options.timeline = nullptr;
    return options;
  }
  [[nodiscard]] WireOptions in_real_time() const { return {.over = GetParam()}; }
};

TEST_P(RealDeliveries, DelayDripAndStallTakeTheirTime) {
  serve(small_plan({.delay = milliseconds(5),
                    .drip = Delivery::Drip{.bytes = 50, .every = milliseconds(5)},
                    .stall = Delivery::Stall{.after = 60, .lasting = milliseconds(5)}}));
  WireClient client(port(), in_real_time());
  auto const begin = std::chrono::steady_clock::now();
  client.send(get_request);
  auto const got = client.read(small_reply.size());
  EXPECT_EQ(got.bytes, small_reply);
  EXPECT_GE(std::chrono::steady_clock::now() - begin, milliseconds(5 + 4 * 5));
  EXPECT_EQ(passed(), seconds(0));
}

TEST_P(RealDeliveries, AWaitEndsWhenThePeerGoesAway) {
  auto plan = small_plan({.delay = hours(1)});
  plan.lease = lease_.take();
  serve(std::move(plan));
  WireClient client(port(), in_real_time());
  client.send(get_request);
  while (handler_.requests().empty()) std::this_thread::yield();
  client.close();
  EXPECT_TRUE(lease_.wait_until_released());
}

TEST_P(RealDeliveries, BytesThatCameBeforeDoNotHideThatThePeerGoesAway) {
  auto plan = small_plan({.stall = Delivery::Stall{.after = 10}});
  plan.lease = lease_.take();
  serve(std::move(plan));
  WireClient client(port(), in_real_time());
  client.send(get_request);
  EXPECT_EQ(client.read(10).bytes.size(), 10U);
  client.send(get_request);  // is never read
  client.close();
  EXPECT_TRUE(lease_.wait_until_released());
}

TEST_P(RealDeliveries, StoppingEndsAWaitAtOnce) {
  handler_.answer({small_plan({.delay = hours(1)})});
  auto slow_to_stop = options();
  slow_to_stop.stop_grace = hours(1);
  server_.emplace(slow_to_stop, handler_);
  WireClient client(port(), in_real_time());
  client.send(get_request);
  while (handler_.requests().empty()) std::this_thread::yield();
  server_->stop();
  EXPECT_EQ(client.read_to_end().bytes, "");
}

INSTANTIATE_TEST_SUITE_P(Both, RealDeliveries, testing::Values(Over::tcp, Over::tls), name_of);

}  // namespace
}  // namespace wsus::http::test
