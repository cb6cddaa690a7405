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
asio::awaitable<void> run_registered(std::shared_ptr<Session<Stream>> session, LiveSessions& live) {
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
  co_await session->run();
}

}  // namespace

asio::awaitable<void> run_session(asio::ip::tcp::socket socket, SessionContext context) {
  PlainStream stream(std::move(socket));
  if (context.tls == nullptr) {
    auto session = std::make_shared<Session<PlainStream>>(std::move(stream), context.options, context.handler);
    co_await run_registered(std::move(session), context.live);
  } else {
    auto session = std::make_shared<Session<SecureStream>>(SecureStream(std::move(stream), *context.tls),
                                                           context.options, context.handler);
    co_await run_registered(std::move(session), context.live);
  }
}

}  // namespace wsus::http
