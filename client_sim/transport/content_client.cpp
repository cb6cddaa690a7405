// Workers that share one I/O context: see content_client.hpp.
#include "client_sim/transport/content_client.hpp"

#include "client_sim/transport/content_headers.hpp"
#include "client_sim/transport/correlation_vector.hpp"
#include "client_sim/transport/http_hops.hpp"
#include "client_sim/transport/http_session.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstdint>
#include <fmt/format.h>
#include <stdexcept>
#include <utility>
#include <vector>

namespace wsus::transport {

namespace asio = boost::asio;
namespace http = boost::beast::http;

/// The session's connection is that of perform().
struct ContentClient::State : HttpSession {
  State(ContentOptions given, Router way)
      : HttpSession(std::move(given.http), std::move(way)),
        idle_timeout(given.idle_timeout),
        correlation_seed(std::move(given.correlation_seed)) {}

  /// One request with its redirects.
  asio::awaitable<ContentReply> exchange(Connection& on, agent::ContentRequest const& request);

  std::chrono::milliseconds idle_timeout;
  std::string correlation_seed;
  unsigned requests = 0;  ///< numbers the correlation vectors
};

asio::awaitable<ContentReply> ContentClient::State::exchange(Connection& on, agent::ContentRequest const& request) {
  auto const ms_cv = correlation_seed.empty() ? std::string() : correlation_vector(correlation_seed, ++requests);
  MakeRequest const make = [&](Url const& url, bool through_proxy, http::verb method) {
    return content_request(request, ms_cv, url, through_proxy, method);
  };
  BodyLimit const limit = [&](unsigned status) { return content_body_limit(request, status, options.max_body); };
  auto const method = request.head ? http::verb::head : http::verb::get;
  auto followed = co_await follow({on, router, options.redirects, make, limit}, request.url, method);
  if (followed.transport_error != 0)
    co_return agent::TransportFailure{followed.transport_error, followed.what, followed.redirect_loop};
  co_return content_answer(std::move(*followed.answer));
}

/// One fetch: its connections, who waits, what is under way.
class ContentClient::Fetch {
public:
  Fetch(State& state, NextRequest const& next, ContentAnswered const& answered, unsigned connections)
      : state_(state), next_(next), answered_(answered) {
    for (unsigned i = 0; i < connections; ++i) workers_.push_back(std::make_unique<Worker>(state));
  }

  void run() {
    std::vector<asio::awaitable<void>> all;
    all.reserve(workers_.size());
    for (auto const& worker : workers_) all.push_back(work(*worker));
    state_.run_all(std::move(all), [this] { stop(); });
  }

private:
  struct Worker {
    explicit Worker(State& state) : connection(state.io, state.options, state.tls, *state.waits), idle(state.io) {}
    Connection connection;
    asio::steady_timer idle;
    std::optional<wusp::Timeline::Pause> pause{};  ///< of a worker that waits for another one
  };

  asio::awaitable<void> work(Worker& worker) {
    while (!stopped_) {
      auto const request = next_();
      if (request) {
        ++under_way_;
        auto reply = co_await state_.exchange(worker.connection, *request);
        --under_way_;
        if (!stopped_) answered_(*request, std::move(reply));
        wake_all();  // the answer may have made work, or was the last one
      } else if (under_way_ == 0) {
        break;
      } else {
        co_await wait(worker);
      }
    }
  }

  /// Until an answer came to another worker. A connection that waits too long is closed; its worker waits on.
  asio::awaitable<void> wait(Worker& worker) const {
    if (state_.options.timeline != nullptr) co_return co_await wait_in_the_world(worker, *state_.options.timeline);
    boost::system::error_code woken;
    auto const before = wakes_;  // an answer may come between the end of the time and the run of what follows it
    worker.idle.expires_after(state_.idle_timeout);
    co_await worker.idle.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    if (woken || wakes_ != before) co_return;
    worker.connection.close();
    worker.idle.expires_at(asio::steady_timer::time_point::max());
    co_await worker.idle.async_wait(asio::redirect_error(asio::use_awaitable, woken));
  }

  /// The same in virtual time: whoever wakes takes it out of its pause, so that time cannot move in between.
  asio::awaitable<void> wait_in_the_world(Worker& worker, wusp::Timeline& timeline) const {
    boost::system::error_code woken;
    auto const since = timeline.now();
    worker.idle.expires_at(asio::steady_timer::time_point::max());
    worker.pause.emplace(timeline);
    while (worker.pause) co_await worker.idle.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    if (timeline.now() - since >= state_.idle_timeout) worker.connection.close();
  }

  void wake_all() {
    ++wakes_;
    for (auto const& worker : workers_) {
      worker->pause.reset();
      worker->idle.cancel();
    }
  }

  /// The first exception of a worker ends the others.
  void stop() {
    stopped_ = true;
    for (auto const& worker : workers_) worker->connection.close();
    wake_all();
  }

  State& state_;
  NextRequest const& next_;
  ContentAnswered const& answered_;
  std::vector<std::unique_ptr<Worker>> workers_{};
  unsigned under_way_ = 0;
  std::uint64_t wakes_ = 0;
  bool stopped_ = false;
};

ContentClient::ContentClient(ContentOptions options, Router router)
    : state_(std::make_unique<State>(std::move(options), std::move(router))) {}
ContentClient::~ContentClient() = default;

ContentReply ContentClient::perform(agent::ContentRequest const& request) {
  ContentReply reply;
  auto const work = [&]() -> asio::awaitable<void> { reply = co_await state_->exchange(state_->connection, request); };
  state_->run_one(work());
  return reply;
}

void ContentClient::fetch(NextRequest const& next, ContentAnswered const& answered, unsigned connections) {
  if (connections < 1 || connections > max_content_connections)
    throw std::invalid_argument(
        fmt::format("{} content connections; allowed are 1 to {}", connections, max_content_connections));
  Fetch(*state_, next, answered, connections).run();
}

void ContentClient::close() { state_->connection.close(); }

}  // namespace wsus::transport
