// Workers that share one I/O context: see content_client.hpp.
#include "client_sim/transport/content_client.hpp"

#include "client_sim/transport/content_headers.hpp"
#include "client_sim/transport/correlation_vector.hpp"
#include "client_sim/transport/http_hops.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstdint>
#include <exception>
#include <fmt/format.h>
#include <stdexcept>
#include <utility>
#include <vector>

namespace wsus::transport {

namespace asio = boost::asio;
namespace http = boost::beast::http;

struct ContentClient::State {
  State(ContentOptions given, Router way) : options(std::move(given)), router(std::move(way)) {}

  /// One request with its redirects.
  asio::awaitable<ContentReply> exchange(Connection& on, agent::ContentRequest const& request);
  /// Runs a coroutine to its end; rethrows what it threw.
  void run(asio::awaitable<void> work);

  ContentOptions options;
  Router router;
  asio::io_context io{1};
  TlsClient tls{options.http.trusted_certificates};
  Connection connection{io, options.http, tls};  ///< of perform()
  unsigned requests = 0;                         ///< numbers the correlation vectors
};

asio::awaitable<ContentReply> ContentClient::State::exchange(Connection& on, agent::ContentRequest const& request) {
  auto const& seed = options.correlation_seed;
  auto const ms_cv = seed.empty() ? std::string() : correlation_vector(seed, ++requests);
  MakeRequest const make = [&](Url const& url, bool through_proxy, http::verb method) {
    return content_request(request, ms_cv, url, through_proxy, method);
  };
  BodyLimit const limit = [&](unsigned status) { return content_body_limit(request, status, options.http.max_body); };
  auto const method = request.head ? http::verb::head : http::verb::get;
  auto followed = co_await follow({on, router, options.http.redirects, make, limit}, request.url, method);
  if (followed.transport_error != 0)
    co_return agent::TransportFailure{followed.transport_error, followed.what, followed.redirect_loop};
  co_return content_answer(std::move(*followed.answer));
}

void ContentClient::State::run(asio::awaitable<void> work) {
  std::exception_ptr thrown;
  io.restart();
  asio::co_spawn(io, std::move(work), [&thrown](std::exception_ptr error) { thrown = std::move(error); });
  io.run();
  if (thrown) {
    connection.close();  // it may be in the middle of an exchange
    std::rethrow_exception(thrown);
  }
}

/// One fetch: its connections, who waits, what is under way.
class ContentClient::Fetch {
public:
  Fetch(State& state, NextRequest const& next, ContentAnswered const& answered, unsigned connections)
      : state_(state), next_(next), answered_(answered) {
    for (unsigned i = 0; i < connections; ++i)
      workers_.push_back(std::make_unique<Worker>(state.io, state.options.http, state.tls));
  }

  void run() {
    state_.io.restart();
    for (auto const& worker : workers_)
      asio::co_spawn(state_.io, work(*worker), [this](std::exception_ptr error) { ended(std::move(error)); });
    state_.io.run();
    if (thrown_) std::rethrow_exception(thrown_);
  }

private:
  struct Worker {
    Worker(asio::io_context& io, HttpOptions const& options, TlsClient& tls) : connection(io, options, tls), idle(io) {}
    Connection connection;
    asio::steady_timer idle;
  };

  asio::awaitable<void> work(Worker& worker) {
    while (!thrown_) {
      auto const request = next_();
      if (request) {
        ++under_way_;
        auto reply = co_await state_.exchange(worker.connection, *request);
        --under_way_;
        if (!thrown_) answered_(*request, std::move(reply));
        wake_all();  // the answer may have made work, or was the last one
      } else if (under_way_ == 0) {
        break;
      } else {
        co_await wait(worker);
      }
    }
  }

  /// Until an answer came to another worker. A connection that waits too long is closed; its worker waits on.
  asio::awaitable<void> wait(Worker& worker) {
    boost::system::error_code woken;
    auto const before = wakes_;  // an answer may come between the end of the time and the run of what follows it
    worker.idle.expires_after(state_.options.idle_timeout);
    co_await worker.idle.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    if (woken || wakes_ != before) co_return;
    worker.connection.close();
    worker.idle.expires_at(asio::steady_timer::time_point::max());
    co_await worker.idle.async_wait(asio::redirect_error(asio::use_awaitable, woken));
  }

  void wake_all() {
    ++wakes_;
    for (auto const& worker : workers_) worker->idle.cancel();
  }

  /// A worker is over. The first exception stops the others.
  void ended(std::exception_ptr error) {
    if (!error || thrown_) return;
    thrown_ = std::move(error);
    for (auto const& worker : workers_) worker->connection.close();
    wake_all();
  }

  State& state_;
  NextRequest const& next_;
  ContentAnswered const& answered_;
  std::vector<std::unique_ptr<Worker>> workers_{};
  unsigned under_way_ = 0;
  std::uint64_t wakes_ = 0;
  std::exception_ptr thrown_{};
};

ContentClient::ContentClient(ContentOptions options, Router router)
    : state_(std::make_unique<State>(std::move(options), std::move(router))) {}
ContentClient::~ContentClient() = default;

ContentReply ContentClient::perform(agent::ContentRequest const& request) {
  ContentReply reply;
  auto const work = [&]() -> asio::awaitable<void> { reply = co_await state_->exchange(state_->connection, request); };
  state_->run(work());
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
