// A call as one POST with the agent's headers: see http_exchange.hpp.
#include "client_sim/transport/http_exchange.hpp"

#include "client_sim/transport/http_hops.hpp"
#include "client_sim/transport/http_session.hpp"

#include <boost/beast/http.hpp>
#include <fmt/format.h>
#include <utility>

namespace wsus::transport {

namespace asio = boost::asio;
namespace http = boost::beast::http;

namespace {

/// The headers in the order of the captured agent (capture headers.txt).
Request make_request(HttpRequest const& from, Url const& url, bool through_proxy, http::verb method) {
  bool const with_body = method == http::verb::post;
  Request request{method, through_proxy ? url.text() : url.target, 11};
  request.set(http::field::cache_control, "no-cache");
  request.set(http::field::connection, "Keep-Alive");
  request.set(http::field::pragma, "no-cache");
  if (with_body) request.set(http::field::content_type, "text/xml; charset=utf-8");
  request.set(http::field::accept_encoding, "xpress");
  request.set(http::field::user_agent, from.user_agent);
  request.set("SOAPAction", fmt::format("\"{}\"", from.soap_action));
  if (!from.ms_cv.empty()) request.set("MS-CV", from.ms_cv);
  if (with_body) {
    request.body() = from.body;
    request.content_length(from.body.size());
  }
  request.set(http::field::host, url.host_header());
  return request;
}

HttpResult result_of(Followed&& followed) {
  HttpResult result{.hops = std::move(followed.hops),
                    .transport_error = followed.transport_error,
                    .what = std::move(followed.what),
                    .redirect_loop = followed.redirect_loop};
  if (!followed.answer) return result;
  auto& answer = *followed.answer;
  result.status = answer.result_int();
  result.reason = std::string(answer.reason());
  result.content_type = std::string(answer[http::field::content_type]);
  result.content_encoding = std::string(answer[http::field::content_encoding]);
  result.location = std::string(answer[http::field::location]);
  result.body = std::move(answer.body());
  return result;
}

}  // namespace

struct HttpExchange::State : HttpSession {
  using HttpSession::HttpSession;
};

HttpExchange::HttpExchange(HttpOptions options, Router router)
    : state_(std::make_unique<State>(std::move(options), std::move(router))) {}
HttpExchange::~HttpExchange() = default;

void HttpExchange::close() { state_->connection.close(); }

HttpResult HttpExchange::post(HttpRequest const& request) {
  auto& state = *state_;
  MakeRequest const make = [&request](Url const& url, bool through_proxy, http::verb method) {
    return make_request(request, url, through_proxy, method);
  };
  BodyLimit const limit = [&state](unsigned /*status*/) { return state.options.max_body; };
  Followed followed;
  auto const work = [&]() -> asio::awaitable<void> {
    followed = co_await follow({state.connection, state.router, state.options.redirects, make, limit}, request.url,
                               http::verb::post);
  };
  state.run_one(work());
  return result_of(std::move(followed));
}

}  // namespace wsus::transport
