// Headers of a call, and what its answer tells: see call_message.hpp.
#include "client_sim/transport/call_message.hpp"

#include <algorithm>
#include <boost/beast/http.hpp>
#include <fmt/format.h>
#include <string_view>
#include <utility>

namespace wsus::transport {

namespace http = boost::beast::http;

namespace {

/// The schemes of all Proxy-Authenticate headers. A challenge begins with its scheme; what follows a comma is one too
/// unless it is a parameter.
std::vector<std::string> proxy_schemes_of(Answer const& answer) {
  std::vector<std::string> schemes;
  auto const [begin, end] = answer.equal_range(http::field::proxy_authenticate);
  for (auto field = begin; field != end; ++field) {
    std::string_view rest(field->value().data(), field->value().size());
    while (!rest.empty()) {
      auto const comma = std::min(rest.find(','), rest.size());
      auto part = rest.substr(0, comma);
      rest.remove_prefix(std::min(comma + 1, rest.size()));
      part.remove_prefix(std::min(part.find_first_not_of(' '), part.size()));
      auto const word = part.substr(0, part.find(' '));
      if (!word.empty() && word.find('=') == std::string_view::npos) schemes.emplace_back(word);
    }
  }
  return schemes;
}

}  // namespace

Request call_request(HttpRequest const& from, Url const& url, bool through_proxy, http::verb method) {
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

HttpResult call_result(Followed&& followed) {
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
  result.proxy_schemes = proxy_schemes_of(answer);
  result.body = std::move(answer.body());
  return result;
}

}  // namespace wsus::transport
