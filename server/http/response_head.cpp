// Heads of responses: see response_head.hpp.
#include "server/http/response_head.hpp"

#include <boost/beast/http/write.hpp>
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <sstream>
#include <utility>

namespace wsus::http {
namespace {

bool writes_keep_alive(Framing const& framing, iis::ResponseDress const& dress) {
  switch (dress.keep_alive) {
  case iis::KeepAliveHeader::always: return true;
  case iis::KeepAliveHeader::never: return false;
  case iis::KeepAliveHeader::http_1_0: break;
  }
  return framing.http_1_0;
}

/// The length that is announced: that of the body, unless the plan says it wrong.
std::uint64_t announced(faults::ResponsePlan const& plan) {
  std::uint64_t const length = plan.file ? plan.file->length : plan.body.size();
  auto const error = plan.delivery.length_error;
  if (error >= 0) return length + static_cast<std::uint64_t>(error);
  return length - std::min(length, std::uint64_t{0} - static_cast<std::uint64_t>(error));
}

}  // namespace

bool has_no_body(unsigned status) { return status / 100 == 1 || status == 204 || status == 304; }

std::string http_date(wusp::UtcTime time) {
  auto const seconds = std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count();
  return fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(static_cast<std::time_t>(seconds)));
}

std::vector<faults::Header> headers_of(faults::ResponsePlan const& plan, Framing const& framing,
                                       iis::ResponseDress const& dress) {
  auto headers = plan.headers;
  headers.reserve(headers.size() + 3);
  headers.push_back({"Date", http_date(framing.time)});
  if (framing.close) {
    headers.push_back({"Connection", "close"});
  } else if (writes_keep_alive(framing, dress)) {
    headers.push_back({"Connection", "keep-alive"});
  }
  if (!has_no_body(plan.status)) {
    bool const as_it_comes = plan.source != nullptr;
    if (plan.delivery.broken_chunk || (as_it_comes && !framing.http_1_0))
      headers.push_back({"Transfer-Encoding", "chunked"});
    else if (!as_it_comes)
      headers.push_back({"Content-Length", std::to_string(announced(plan))});
  }
  return iis::dressed(std::move(headers), dress);
}

Response response_of(faults::ResponsePlan plan, Framing const& framing, iis::ResponseDress const& dress) {
  Response response;
  response.version(11);
  response.result(plan.status);
  for (auto const& header : headers_of(plan, framing, dress)) response.insert(header.name, header.value);
  bool const is_text = !framing.head_only && !plan.file && !has_no_body(plan.status);
  if (is_text) response.body() = std::move(plan.body);
  return response;
}

std::string head_of(Response const& response) {
  std::ostringstream text;
  text << response.base();
  return std::move(text).str();
}

}  // namespace wsus::http
