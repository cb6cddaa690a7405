// Connections of both kinds, known to those who may stop them: see session.hpp.
#include "server/http/session.hpp"

#include "server/http/session_loop.hpp"

#include <boost/asio/post.hpp>

#include <memory>
#include <utility>

namespace wsus::http {
namespace {

namespace asio = boost::asio;

template <typename Stream>
asio::awaitable<void> run_registered(std::shared_ptr<Session<Stream>> session, LiveSessions& live,
                                     faults::ConnectionPlan& plan) {
  // Stops arrive on other threads and may run after the session has ended: they hold it weakly.
  std::weak_ptr<Session<Stream>> const weak = session;
  auto const executor = session->executor();
  LiveSessions::Entry const entry(live, {.when_idle =
                                             [weak, executor] {
                                               asio::post(executor, [weak] {
                                                 if (auto const self = weak.lock()) self->stop_when_idle();
                                               });
                                             },
                                         .now =
                                             [weak, executor] {
                                               asio::post(executor, [weak] {
                                                 if (auto const self = weak.lock()) self->stop_now();
                                               });
                                             }});
  co_await session->run(plan);
}

/// Who says nothing needs no TLS to do so.
bool speaks_tls(ServerOptions const& options, faults::Greeting greeting) {
  switch (greeting) {
  case faults::Greeting::reset:
  case faults::Greeting::silent: return false;
  case faults::Greeting::other_scheme: return !options.tls;
  case faults::Greeting::serve: break;
  }
  return options.tls.has_value();
}

}  // namespace

asio::awaitable<void> run_session(asio::ip::tcp::socket socket, SessionContext context, Connection connection,
                                  faults::ConnectionPlan plan) {
  PlainStream stream(std::move(socket));
  connection.secure = speaks_tls(context.options, plan.greeting);
  if (!connection.secure) {
    auto session = std::make_shared<Session<PlainStream>>(std::move(stream), context, std::move(connection));
    co_await run_registered(std::move(session), context.live, plan);
  } else {
    auto& tls = context.tls.of(plan.tls);
    auto session =
        std::make_shared<Session<SecureStream>>(SecureStream(std::move(stream), tls), context, std::move(connection));
    co_await run_registered(std::move(session), context.live, plan);
  }
}

}  // namespace wsus::http
