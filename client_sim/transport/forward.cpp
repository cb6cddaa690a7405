// Passing requests on: see forward.hpp.
#include "client_sim/transport/forward.hpp"

#include "client_sim/transport/http_session.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/http/verb.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

namespace wsus::transport {
namespace {

namespace http = boost::beast::http;

/// What belongs to one connection or to the framing of one message (RFC 9110 7.6.1), and is made anew.
constexpr std::array<std::string_view, 7> of_one_hop{
    "Connection",        "Keep-Alive", "Proxy-Authorization", "Proxy-Connection", "Content-Length",
    "Transfer-Encoding", "Date"};

bool is_of_one_hop(std::string_view name) {
  return std::ranges::any_of(of_one_hop, [&](std::string_view one) { return boost::beast::iequals(one, name); });
}

Request request_of(ForwardRequest const& asked) {
  Request request;
  request.version(11);
  request.method_string(asked.method);
  request.target(asked.url.target);
  for (auto const& [name, value] : asked.headers) {
    if (!is_of_one_hop(name)) request.insert(name, value);
  }
  request.body() = asked.body;
  request.keep_alive(false);
  bool const may_have_body = asked.method != "GET" && asked.method != "HEAD";
  if (may_have_body || !asked.body.empty()) request.content_length(asked.body.size());
  return request;
}

std::optional<std::uint64_t> announced_length(Answer const& answer) {
  auto const text = answer[http::field::content_length];
  std::uint64_t length = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return length;
}

ForwardAnswer answer_of(Exchanged exchanged) {
  if (!exchanged.answer) return {.error = exchanged.error, .what = std::move(exchanged.what)};
  auto& answer = *exchanged.answer;
  ForwardAnswer result{.status = answer.result_int(), .body = std::move(answer.body())};
  result.length = announced_length(answer).value_or(result.body.size());
  for (auto const& field : answer) {
    std::string_view const name(field.name_string().data(), field.name_string().size());
    if (!is_of_one_hop(name))
      result.headers.emplace_back(name, std::string(field.value().data(), field.value().size()));
  }
  return result;
}

boost::asio::awaitable<void> exchange(Connection& connection, Url url, Route route, Request request, BodyLimit limit,
                                      Exchanged& result) {
  result = co_await connection.exchange(std::move(url), std::move(route), std::move(request), std::move(limit));
}

}  // namespace

ForwardAnswer forward(HttpOptions const& options, Route const& route, ForwardRequest const& request) {
  HttpSession session(options, direct_route);
  Exchanged exchanged;
  BodyLimit const limit = [&](unsigned) { return static_cast<std::uint64_t>(options.max_body); };
  session.run_one(exchange(session.connection, request.url, route, request_of(request), limit, exchanged));
  return answer_of(std::move(exchanged));
}

}  // namespace wsus::transport
