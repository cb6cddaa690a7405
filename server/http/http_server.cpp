// Listener and worker threads: see http_server.hpp.
#include "server/http/http_server.hpp"

#include "server/http/descriptors.hpp"
#include "server/http/live_sessions.hpp"
#include "server/http/request_view.hpp"
#include "server/http/session.hpp"
#include "server/http/tls_context.hpp"
#include "server/http/waits.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace wsus::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr std::chrono::milliseconds retry_pause{50};

tcp::acceptor listen(asio::io_context& io, ServerOptions const& options) {
  boost::system::error_code error;
  auto const address = asio::ip::make_address(options.address, error);
  if (error) throw std::invalid_argument(fmt::format("'{}' is not a numeric address", options.address));
  tcp::endpoint const endpoint(address, options.port);
  tcp::acceptor acceptor(asio::make_strand(io));
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error)
    throw ListenError(fmt::format("cannot listen on {}:{}: {}", options.address, options.port, error.message()));
  return acceptor;
}

ServerOptions completed(ServerOptions options, wusp::Clock const& system_clock) {
  if (options.clock == nullptr) options.clock = &system_clock;
  if (!options.start_thread) options.start_thread = [](auto work) { return std::thread(std::move(work)); };
  return options;
}

std::unique_ptr<Waits> waits_of(ServerOptions const& options) {
  return options.timeline == nullptr ? make_real_waits() : make_timeline_waits(*options.timeline);
}

/// A session's failure ends that session only; it is told, never swallowed.
void report(std::exception_ptr const& failure) {
  if (!failure) return;
  try {
    std::rethrow_exception(failure);
  } catch (std::exception const& e) {
    spdlog::error("connection ended by an internal error: {}", e.what());
  }
}

}  // namespace

struct HttpServer::State {
  State(ServerOptions opts, faults::RequestHandler& request_handler)
      : options(completed(std::move(opts), system_clock)),
        handler(request_handler),
        tls(options),
        waits(waits_of(options)),
        io(static_cast<int>(options.threads)),
        acceptor(listen(io, options)),
        port(acceptor.local_endpoint().port()) {}

  asio::awaitable<void> accept_loop() {
    for (;;) {
      auto [error, socket] = co_await acceptor.async_accept(asio::make_strand(io), asio::as_tuple(asio::use_awaitable));
      if (error == asio::error::operation_aborted || !acceptor.is_open()) co_return;
      if (error) {
        co_await wait_before_retry(error);
        continue;
      }
      bool const few = leaves_few(socket.native_handle());
      admit(std::move(socket));
      if (few) co_await wait_for_descriptors();
    }
  }

  /// Those who are connected need files. Others wait in the system's queue until somebody has gone.
  asio::awaitable<void> wait_for_descriptors() {
    spdlog::warn("port {}: nearly all of {} descriptors are taken; new clients wait", port, descriptor_limit());
    asio::steady_timer pause(acceptor.get_executor());
    while (acceptor.is_open() && few_are_left()) {
      pause.expires_after(retry_pause);
      co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
    }
  }

  /// A failure of the handler costs this connection only.
  void admit(tcp::socket socket) {
    boost::system::error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    auto connection = connection_of(socket);
    if (options.shown_port) connection.server_port = *options.shown_port;
    connection.secure = options.tls.has_value();
    ++total;
    ++open;
    try {
      auto plan = handler.accept({.client_address = connection.client_address,
                                  .client_port = connection.client_port,
                                  .server_port = connection.server_port,
                                  .secure = connection.secure});
      auto const executor = socket.get_executor();
      asio::co_spawn(executor, run_session(std::move(socket), context, std::move(connection), std::move(plan)),
                     [this](std::exception_ptr const& failure) {
                       --open;
                       report(failure);
                     });
    } catch (...) {
      --open;
      report(std::current_exception());
    }
  }

  /// Out of descriptors, most likely: accepting again at once would spin.
  asio::awaitable<void> wait_before_retry(boost::system::error_code const& error) {
    spdlog::warn("accepting on port {} failed: {}", port, error.message());
    asio::steady_timer pause(acceptor.get_executor(), retry_pause);
    co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
  }

  void run_worker() {
    io.run();
    std::scoped_lock const lock(mutex);
    --running;
    worker_ended.notify_all();
  }

  wusp::SystemClock const system_clock{};
  ServerOptions const options;
  faults::RequestHandler& handler;
  // These before `io`, whose sessions use them to their end.
  TlsContexts tls;
  std::unique_ptr<Waits> const waits;
  LiveSessions live;
  SessionContext const context{options, handler, live, tls, *waits};
  asio::io_context io;
  tcp::acceptor acceptor;
  std::uint16_t const port;
  std::atomic<std::uint64_t> total = 0;
  std::atomic<std::uint64_t> open = 0;
  std::vector<std::thread> threads;
  std::mutex mutex;
  std::condition_variable worker_ended;
  unsigned running = 0;
  std::once_flag stopped;
};

HttpServer::HttpServer(ServerOptions const& options, faults::RequestHandler& handler)
    : state_(std::make_unique<State>(options, handler)) {
  asio::co_spawn(state_->acceptor.get_executor(), state_->accept_loop(), report);
  state_->running = options.threads;
  state_->threads.reserve(options.threads);
  try {
    for (unsigned i = 0; i < options.threads; ++i)
      state_->threads.push_back(state_->options.start_thread([this] { state_->run_worker(); }));
  } catch (...) {
    {
      std::scoped_lock const lock(state_->mutex);
      state_->running -= options.threads - static_cast<unsigned>(state_->threads.size());
    }
    stop();  // the destructor does not run, and a thread that is not joined ends the program
    throw;
  }
}

HttpServer::~HttpServer() { stop(); }

std::uint16_t HttpServer::port() const { return state_->port; }

HttpServer::Connections HttpServer::connections() const { return {.total = state_->total, .open = state_->open}; }

void HttpServer::stop() {
  std::call_once(state_->stopped, [this] {
    auto& state = *state_;
    asio::post(state.acceptor.get_executor(), [&state] {
      boost::system::error_code ignored;
      state.acceptor.close(ignored);
      state.live.stop_when_idle();
    });
    {
      std::unique_lock lock(state.mutex);
      state.worker_ended.wait_for(lock, state.options.stop_grace, [&state] { return state.running == 0; });
    }
    state.live.stop_now();
    for (auto& thread : state.threads) thread.join();
  });
}

}  // namespace wsus::http
