// Calls and content on connections of one I/O context: see async_exchange.hpp.
#include "client_sim/transport/async_exchange.hpp"

#include "client_sim/transport/call_message.hpp"
#include "client_sim/transport/content_headers.hpp"
#include "client_sim/transport/http_connection.hpp"
#include "client_sim/transport/http_hops.hpp"

#include <boost/beast/http.hpp>
#include <stdexcept>
#include <utility>

namespace wsus::transport {

namespace asio = boost::asio;
namespace http = boost::beast::http;

namespace {

HttpOptions in_real_time(HttpOptions options) {
  if (options.timeline != nullptr) throw std::invalid_argument("connections of a fleet wait in real time");
  return options;
}

}  // namespace

struct ExchangeGround::State {
  State(asio::io_context& context, HttpOptions given, Router way)
      : io(context),
        options(in_real_time(std::move(given))),
        router(std::move(way)),
        waits(make_real_waits()),
        tls(tls_facts_of(options)) {}

  asio::io_context& io;
  HttpOptions options;
  Router router;
  std::unique_ptr<Waits> waits;
  TlsClient tls;
};

ExchangeGround::ExchangeGround(asio::io_context& io, HttpOptions options, Router router)
    : state_(std::make_unique<State>(io, std::move(options), std::move(router))) {}
ExchangeGround::~ExchangeGround() = default;

HttpOptions const& ExchangeGround::options() const { return state_->options; }

struct AsyncExchange::State {
  explicit State(ExchangeGround::State& shared)
      : ground(shared), connection(shared.io, shared.options, shared.tls, *shared.waits) {}

  ExchangeGround::State& ground;
  Connection connection;
};

AsyncExchange::AsyncExchange(ExchangeGround& ground) : state_(std::make_unique<State>(*ground.state_)) {}
AsyncExchange::~AsyncExchange() = default;

void AsyncExchange::close() { state_->connection.close(); }

asio::awaitable<HttpResult> AsyncExchange::post(HttpRequest request) {
  auto& ground = state_->ground;
  MakeRequest const make = [&request](Url const& url, bool through_proxy, http::verb method) {
    return call_request(request, url, through_proxy, method);
  };
  BodyLimit const limit = [&ground](unsigned /*status*/) { return ground.options.max_body; };
  Journey const journey{state_->connection, ground.router, ground.options.redirects, make, limit};
  auto followed = co_await follow(journey, request.url, http::verb::post);
  co_return call_result(std::move(followed));
}

asio::awaitable<ContentReply> AsyncExchange::fetch(agent::ContentRequest request) {
  auto& ground = state_->ground;
  MakeRequest const make = [&request](Url const& url, bool through_proxy, http::verb method) {
    return content_request(request, {}, url, through_proxy, method);
  };
  BodyLimit const limit = [&](unsigned status) { return content_body_limit(request, status, ground.options.max_body); };
  Journey const journey{state_->connection, ground.router, ground.options.redirects, make, limit};
  auto followed = co_await follow(journey, request.url, request.head ? http::verb::head : http::verb::get);
  if (followed.transport_error != 0)
    co_return agent::TransportFailure{followed.transport_error, followed.what, followed.redirect_loop};
  co_return content_answer(std::move(*followed.answer));
}

}  // namespace wsus::transport
