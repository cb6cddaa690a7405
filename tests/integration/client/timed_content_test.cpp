// Downloads and calls in virtual time: several connections wait at the same time, and time passes for all of them.
#include "client_sim/transport/content_client.hpp"
#include "client_sim/transport/http_exchange.hpp"
#include "server/http/http_server.hpp"
#include "tests/integration/server/plan_handler.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <optional>
#include <thread>

namespace wsus::transport {
namespace {

using faults::Delivery;
using std::chrono::seconds;
using testing::Each;
using testing::SizeIs;

constexpr wusp::UtcTime begin{std::chrono::sys_days{std::chrono::year{2031} / 3 / 9}};

/// A server whose every answer is planned by the path that is asked for.
class TimedContent : public testing::Test {
protected:
  void serve(std::function<Delivery(std::string_view path)> how) {
    handler_.handler = [how = std::move(how)](faults::ExchangeView const& request) {
      return faults::ResponsePlan{.body = std::string(request.target), .delivery = how(request.target)};
    };
    http::ServerOptions options{.threads = 2};
    options.clock = &timeline_;
    options.timeline = &timeline_;
    server_.emplace(options, handler_);
  }
  [[nodiscard]] agent::ContentRequest request(std::string_view path) const {
    return {.url = fmt::format("http://127.0.0.1:{}{}", server_->port(), path),
            .user_agent = "Microsoft-Delivery-Optimization/10.1"};
  }
  [[nodiscard]] HttpOptions options() { return {.timeline = &timeline_}; }
  /// Fetches all on so many connections; what came, in the order in which it came. After each answer `more` may add.
  std::vector<std::string> fetch(std::deque<std::string> paths, unsigned connections,
                                 std::function<void(std::deque<std::string>&)> const& more = {}) {
    std::vector<std::string> came;
    ContentClient client({.http = options()});
    wusp::Timeline::Running const pc(timeline_);
    client.fetch(
        [&]() -> std::optional<agent::ContentRequest> {
          if (paths.empty()) return std::nullopt;
          auto const next = request(paths.front());
          paths.pop_front();
          return next;
        },
        [&](agent::ContentRequest const&, ContentReply const& reply) {
          auto const* const answer = std::get_if<agent::ContentAnswer>(&reply);
          came.push_back(answer != nullptr ? answer->body : std::get<agent::TransportFailure>(reply).what);
          if (more) more(paths);
        },
        connections);
    return came;
  }
  [[nodiscard]] seconds passed() const { return std::chrono::duration_cast<seconds>(timeline_.now() - begin); }

  wusp::Timeline timeline_{begin};
  http::test::PlanHandler handler_;
  std::optional<http::HttpServer> server_;
};

Delivery after_ten_seconds(std::string_view /*path*/) { return {.delay = seconds(10)}; }

TEST_F(TimedContent, ConnectionsWaitAtTheSameTime) {
  serve(after_ten_seconds);
  EXPECT_THAT(fetch({"/1", "/2", "/3", "/4", "/5", "/6", "/7"}, 7), SizeIs(7));
  EXPECT_EQ(passed(), seconds(10));
}

TEST_F(TimedContent, OneAfterTheOtherAddsUp) {
  serve(after_ten_seconds);
  EXPECT_THAT(fetch({"/1", "/2", "/3"}, 1), testing::ElementsAre("/1", "/2", "/3"));
  EXPECT_EQ(passed(), seconds(30));
}

TEST_F(TimedContent, AServerWithoutDelaysTakesNoTime) {
  serve([](auto) { return Delivery{}; });
  EXPECT_THAT(fetch({"/1", "/2", "/3", "/4", "/5", "/6", "/7", "/8", "/9"}, 3), SizeIs(9));
  EXPECT_EQ(passed(), seconds(0));
}

TEST_F(TimedContent, TheSlowOneDoesNotHoldTheOthersUp) {
  serve([](std::string_view path) { return Delivery{.delay = path == "/slow" ? seconds(20) : seconds(1)}; });
  auto const came = fetch({"/slow", "/1", "/2", "/3", "/4", "/5"}, 2);
  ASSERT_THAT(came, SizeIs(6));
  EXPECT_EQ(came.back(), "/slow");
  EXPECT_EQ(passed(), seconds(20));
}

TEST_F(TimedContent, SilenceOnAllConnectionsCostsOneTimeout) {
  serve([](auto) { return Delivery{.stall = Delivery::Stall{.after = 10}}; });
  EXPECT_THAT(fetch({"/1", "/2", "/3"}, 3), Each(testing::HasSubstr("no answer within 30000 ms")));
  EXPECT_EQ(passed(), seconds(30));
}

TEST_F(TimedContent, AConnectionThatWasIdleForTooLongIsReplaced) {
  serve([](std::string_view path) { return Delivery{.delay = path == "/slow" ? seconds(29) : seconds(0)}; });
  bool added = false;
  auto const more = [&](std::deque<std::string>& paths) {
    if (timeline_.now() - begin < seconds(29) || std::exchange(added, true)) return;
    paths = {"/3", "/4"};
  };
  EXPECT_THAT(fetch({"/slow", "/2"}, 2, more), SizeIs(4));
  EXPECT_THAT(handler_.connections(), SizeIs(3)) << "the one that waited for 29 seconds was closed";
}

TEST_F(TimedContent, TwoMachinesShareTheTime) {
  serve(after_ten_seconds);
  auto const machine = [this] {
    wusp::Timeline::Running const pc(timeline_);
    HttpExchange exchange(options());
    for (int i = 0; i < 3; ++i) EXPECT_EQ(exchange.post({.url = request("/x").url, .body = "<x/>"}).status, 200U);
  };
  {
    wusp::Timeline::Running const starting(timeline_);  // both are there before time moves
    std::thread first(machine);
    std::thread second(machine);
    wusp::Timeline::Pause const until_they_are_done(timeline_);
    first.join();
    second.join();
  }
  EXPECT_GE(passed(), seconds(30));
  EXPECT_LE(passed(), seconds(60));
}

TEST_F(TimedContent, RequestsThatNobodyReadsAreGivenUp) {
  handler_.greet({.greeting = faults::Greeting::silent});
  serve([](auto) { return Delivery{}; });
  wusp::Timeline::Running const pc(timeline_);
  HttpExchange exchange(options());
  auto const result = exchange.post({.url = request("/x").url, .body = std::string(32U << 20U, 'x')});
  EXPECT_EQ(result.transport_error, 12002U);
  EXPECT_THAT(result.what, testing::HasSubstr("nothing of the request was taken for 30000 ms"));
  EXPECT_EQ(passed(), seconds(30));
}

}  // namespace
}  // namespace wsus::transport
