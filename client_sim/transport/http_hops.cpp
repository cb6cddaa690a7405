// Hops of a request: see http_hops.hpp.
#include "client_sim/transport/http_hops.hpp"

#include "client_sim/transport/winhttp_errors.hpp"

#include <boost/beast/http.hpp>
#include <string_view>
#include <utility>
#include <variant>

namespace wsus::transport {

namespace asio = boost::asio;
namespace http = boost::beast::http;

namespace {

/// A site that asks one application's callers for a certificate does so in the running connection, and WinHTTP ends the
/// call with 12044 when the agent has none (FM43). The lab's server asks nobody: its page 403.7 stands for the question
/// (lab's own).
bool asks_for_certificate(Url const& url, Answer const& answer) {
  constexpr unsigned forbidden = 403;
  return url.secure && answer.result_int() == forbidden &&
         std::string_view(answer.body()).find("403.7") != std::string_view::npos;
}

/// One hop: what it gave is in `result`. False when there was no answer.
asio::awaitable<bool> hop(Journey const& journey, std::string const& text, http::verb method, Followed& result) {
  result.answer.reset();  // nothing of the hop before: when this one fails, there was no answer
  result.hops.push_back({.url = text});
  auto const fail = [&result](auto const& error) {
    result.transport_error = error.error;
    result.what = error.what;
    return false;
  };
  auto const parsed = parse_url(text);
  if (auto const* error = std::get_if<UrlError>(&parsed)) co_return fail(*error);
  auto const& url = std::get<Url>(parsed);
  auto const way = journey.router(url);
  if (auto const* error = std::get_if<RouteError>(&way)) co_return fail(*error);
  auto const& route = std::get<Route>(way);
  auto request = journey.make(url, route.through_proxy, method);
  auto exchanged = co_await journey.connection.exchange(url, route, std::move(request), journey.limit);
  if (!exchanged.answer) co_return fail(exchanged);
  result.hops.back().status = exchanged.answer->result_int();
  if (asks_for_certificate(url, *exchanged.answer)) {
    result.transport_error = winhttp::client_certificate_needed;
    result.what = "The server asks for a certificate of the client, which has none";
    co_return false;
  }
  result.answer = std::move(exchanged.answer);
  co_return true;
}

}  // namespace

asio::awaitable<Followed> follow(Journey journey, std::string url, http::verb method) {
  Followed result;
  for (unsigned followed = 0;; ++followed) {
    bool const answered = co_await hop(journey, url, method, result);
    if (!answered) break;
    auto const& answer = *result.answer;
    std::string const location(answer[http::field::location]);
    auto const next = decide_redirect(journey.redirects, followed, url, answer.result_int(), location);
    if (auto const* failed = std::get_if<RedirectFailed>(&next)) {
      result.transport_error = winhttp::redirect_failed;
      result.what = failed->what;
      result.redirect_loop = failed->loop;
    }
    auto const* const onwards = std::get_if<FollowTo>(&next);
    if (onwards == nullptr) break;
    url = onwards->url;
    if (!onwards->keep_method && method == http::verb::post) method = http::verb::get;
  }
  co_return result;
}

}  // namespace wsus::transport
