// Heads of responses: see response_head.hpp.
#include "server/http/response_head.hpp"

#ifndef BOOST_ASIO_SEPARATE_COMPILATION
#error "link wsus_asio: two ways of compiling Asio in one program make two layouts of its classes"
#endif

#include "wsdl/wusp/calendar.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/status.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>
#include <string_view>
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

constexpr std::string_view line_end = "\r\n";

std::string_view trimmed(std::string_view value) {
  constexpr std::string_view blanks = " \t";
  auto const first = value.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return value.substr(first, value.find_last_not_of(blanks) - first + 1);
}

/// Each header behind the others of its name.
std::vector<faults::Header> together(std::vector<faults::Header> headers) {
  for (std::size_t i = 1; i < headers.size(); ++i) {
    auto const begin = headers.begin();
    auto const at = begin + static_cast<std::ptrdiff_t>(i);
    auto const same = [at](faults::Header const& one) { return boost::beast::iequals(one.name, at->name); };
    auto const before = std::find_if(std::make_reverse_iterator(at), headers.rend(), same);
    if (before != headers.rend()) std::rotate(before.base(), at, at + 1);
  }
  return headers;
}

}  // namespace

bool has_no_body(unsigned status) { return status / 100 == 1 || status == 204 || status == 304; }

std::string http_date(wusp::UtcTime time) {
  constexpr std::array<std::string_view, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  auto const p = wusp::calendar_time(time);
  auto const day = std::chrono::floor<std::chrono::days>(time.time_since_epoch()).count();
  auto const weekday = static_cast<std::size_t>((day % 7 + 11) % 7);  // the first day of all was a Thursday
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", days[weekday], p.day,
                     months[static_cast<std::size_t>(p.month) - 1], p.year, p.hour, p.minute, p.second);
}

namespace {

/// Those of the plan, then Date, Connection (when it is written) and Content-Length, dressed. No Content-Length where
/// has_no_body() (RFC 9110, 8.6). As the delivery says, the length is a wrong one, or Transfer-Encoding stands in its
/// place.
std::vector<faults::Header> take_headers(faults::ResponsePlan& plan, Framing const& framing,
                                         iis::ResponseDress const& dress) {
  auto headers = std::move(plan.headers);
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

}  // namespace

std::string take_head(faults::ResponsePlan& plan, Framing const& framing, iis::ResponseDress const& dress) {
  auto const headers = together(take_headers(plan, framing, dress));
  auto const reason = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(plan.status));
  std::string head;
  head.reserve(512);
  head.append("HTTP/1.1 ").append(fmt::format_int(plan.status).c_str()).append(" ");
  head.append(reason.data(), reason.size()).append(line_end);
  for (auto const& header : headers)
    head.append(header.name).append(": ").append(trimmed(header.value)).append(line_end);
  return head.append(line_end);
}

}  // namespace wsus::http
