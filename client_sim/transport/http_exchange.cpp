// A call as one POST with the agent's headers: see http_exchange.hpp.
#include "client_sim/transport/http_exchange.hpp"

#include "client_sim/transport/call_message.hpp"
#include "client_sim/transport/http_hops.hpp"
#include "client_sim/transport/http_session.hpp"

#include <boost/beast/http.hpp>
#include <utility>

namespace wsus::transport {

namespace asio = boost::asio;
namespace http = boost::beast::http;

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
    return call_request(request, url, through_proxy, method);
  };
  BodyLimit const limit = [&state](unsigned /*status*/) { return state.options.max_body; };
  Followed followed;
  auto const work = [&]() -> asio::awaitable<void> {
    followed = co_await follow({state.connection, state.router, state.options.redirects, make, limit}, request.url,
                               http::verb::post);
  };
  state.run_one(work());
  return call_result(std::move(followed));
}

}  // namespace wsus::transport
