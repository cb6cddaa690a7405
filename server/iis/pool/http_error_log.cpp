// Rows of HTTPERR: see http_error_log.hpp.
#include "server/iis/pool/http_error_log.hpp"

#include "wsdl/wusp/calendar.hpp"

#include <fmt/format.h>

namespace wsus::iis {
namespace {

bool has_stream_id(std::string_view iis_version) { return iis_version.starts_with("10."); }

std::string date_and_time(wusp::UtcTime time) {
  auto const p = wusp::calendar_time(time);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}", p.year, p.month, p.day, p.hour, p.minute, p.second);
}

/// What a client sent must not begin another field or row.
std::string field(std::string_view text) {
  if (text.empty()) return "-";
  std::string written(text);
  for (char& c : written) {
    if (c == ' ' || static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = '+';
  }
  return written;
}

std::string number(unsigned value) { return value == 0 ? "-" : fmt::format("{}", value); }

}  // namespace

std::string http_error_header(wusp::UtcTime time, std::string_view iis_version) {
  return fmt::format("#Software: Microsoft HTTP API 2.0\r\n"
                     "#Version: 1.0\r\n"
                     "#Date: {}\r\n"
                     "#Fields: date time c-ip c-port s-ip s-port cs-version cs-method cs-uri {}sc-status s-siteid "
                     "s-reason s-queuename\r\n",
                     date_and_time(time), has_stream_id(iis_version) ? "streamid " : "");
}

std::string format(HttpErrorEntry const& entry, std::string_view iis_version) {
  return fmt::format("{} {} {} {} {} {} {} {} {}{} {} {} {}\r\n", date_and_time(entry.time), field(entry.client_ip),
                     entry.client_port, field(entry.server_ip), entry.server_port, field(entry.version),
                     field(entry.method), field(entry.uri), has_stream_id(iis_version) ? "- " : "",
                     number(entry.status), entry.site_id ? fmt::format("{}", *entry.site_id) : "-", field(entry.reason),
                     field(entry.queue));
}

}  // namespace wsus::iis
