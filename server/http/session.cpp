// Connections of both kinds, known to those who may stop them: see session.hpp.
#include "server/http/session.hpp"

#include "server/http/session_loop.hpp"

#include <boost/asio/post.hpp>

#include <memory>
#include <utility>

namespace wsus::http {
namespace {

namespace asio = boost::asio;

/// Stops arrive on other threads and may run after the session has ended: they hold it weakly.
/// No part of the coroutine below: gcc 12 destroys temporaries of aggregates with lambdas twice there (its bug 105287).
template <typename Stream>
LiveSessions::Stops stops_of(std::shared_ptr<Session<Stream>> const& session) {
  std::weak_ptr<Session<Stream>> const weak = session;
  auto const executor = session->executor();
  LiveSessions::Stops stops;
  stops.when_idle = [weak, executor] {
    asio::post(executor, [weak] {
      if (auto const self = weak.lock()) self->stop_when_idle();
    });
  };
  stops.now = [weak, executor] {
    asio::post(executor, [weak] {
      if (auto const self = weak.lock()) self->stop_now();
    });
  };
  return stops;
}

template <typename Stream>
asio::awaitable<void> run_registered(std::shared_ptr<Session<Stream>> session, LiveSessions& live) {
  LiveSessions::Entry const entry(live, stops_of(session));
  co_await session->run();
}

}  // namespace

asio::awaitable<void> run_session(asio::ip::tcp::socket socket, SessionContext context) {
  PlainStream stream(std::move(socket));
  if (context.tls == nullptr) {
    return run_registered(std::make_shared<Session<PlainStream>>(std::move(stream), context.options, context.handler),
                          context.live);
  }
  return run_registered(std::make_shared<Session<SecureStream>>(SecureStream(std::move(stream), *context.tls),
                                                                context.options, context.handler),
                        context.live);
}

}  // namespace wsus::http
