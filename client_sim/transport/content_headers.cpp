// Headers of content requests and answers: see content_headers.hpp.
#include "client_sim/transport/content_headers.hpp"

#include <algorithm>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http.hpp>
#include <charconv>
#include <fmt/format.h>
#include <utility>

namespace wsus::transport {

namespace beast = boost::beast;
namespace http = beast::http;

namespace {

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<agent::ByteRange> range_of(std::string_view text) {
  auto const dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  auto const first = number(text.substr(0, dash));
  auto const last = number(text.substr(dash + 1));
  if (!first || !last || *last < *first) return std::nullopt;
  return agent::ByteRange{*first, *last};
}

void set_range(Request& request, std::optional<agent::ByteRange> const& range) {
  if (range) request.set(http::field::range, fmt::format("bytes={}-{}", range->first, range->last));
}

void set_delivery_optimization(Request& request, agent::ContentRequest const& from, std::string_view ms_cv) {
  set_range(request, from.range);
  request.set(http::field::user_agent, from.user_agent);
  request.set(http::field::accept, "*/*");
  request.set(http::field::content_length, "0");
  if (!ms_cv.empty()) request.set("MS-CV", ms_cv);
}

void set_bits(Request& request, agent::ContentRequest const& from) {
  request.set(http::field::accept, "*/*");
  request.set(http::field::accept_encoding, "identity");
  set_range(request, from.range);
  request.set(http::field::user_agent, from.user_agent);
}

void set_agent(Request& request, agent::ContentRequest const& from) {
  request.set(http::field::accept, "*/*");
  set_range(request, from.range);
  request.set(http::field::user_agent, from.user_agent);
}

}  // namespace

Downloader downloader_of(std::string_view user_agent) {
  if (user_agent.starts_with("Microsoft-Delivery-Optimization")) return Downloader::delivery_optimization;
  if (user_agent.starts_with("Microsoft BITS")) return Downloader::bits;
  return Downloader::agent;
}

Request content_request(agent::ContentRequest const& from, std::string_view ms_cv, Url const& url, bool through_proxy,
                        http::verb method) {
  Request request{method, through_proxy ? url.text() : url.target, 11};
  request.set(http::field::connection, "Keep-Alive");
  switch (downloader_of(from.user_agent)) {
  case Downloader::delivery_optimization: set_delivery_optimization(request, from, ms_cv); break;
  case Downloader::bits: set_bits(request, from); break;
  case Downloader::agent: set_agent(request, from); break;
  }
  request.set(http::field::host, url.host_header());
  return request;
}

ContentRange parse_content_range(std::string_view text) {
  constexpr std::string_view unit = "bytes ";
  if (text.size() < unit.size() || !beast::iequals(text.substr(0, unit.size()), unit)) return {};
  text.remove_prefix(unit.size());
  auto const slash = text.find('/');
  if (slash == std::string_view::npos) return {};
  return {range_of(text.substr(0, slash)), number(text.substr(slash + 1))};
}

agent::ContentAnswer content_answer(Answer&& answer) {
  constexpr unsigned partial_content = 206;
  auto const content_range = parse_content_range(answer[http::field::content_range]);
  agent::ContentAnswer result{.status = answer.result_int(),
                              .reason = std::string(answer.reason()),
                              .range = content_range.range,
                              .total_size = content_range.total,
                              .etag = std::string(answer[http::field::etag]),
                              .last_modified = std::string(answer[http::field::last_modified]),
                              .content_type = std::string(answer[http::field::content_type])};
  bool const is_part = result.status == partial_content || content_range.total;
  if (!is_part) result.total_size = number(answer[http::field::content_length]);
  result.body = std::move(answer.body());
  return result;
}

std::uint64_t content_body_limit(agent::ContentRequest const& request, unsigned status, std::uint64_t max_body) {
  constexpr unsigned partial_content = 206;
  constexpr std::uint64_t slack = 4096;  // a server that sends a little more is refused by the size, not by the limit
  constexpr unsigned ok = 200;
  if (status == ok) return std::max(max_body, request.file_size);  // Range may be ignored, and the whole file come
  if (status != partial_content || !request.range) return max_body;
  auto const asked = request.range->last - request.range->first + 1;
  return std::min(max_body, asked) + slack;
}

}  // namespace wsus::transport
