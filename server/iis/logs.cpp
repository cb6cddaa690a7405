// The rows of SoftwareDistribution.log and of the IIS W3C log.
#include "server/iis/logs.hpp"

#include "wsdl/wusp/calendar.hpp"

#include <fmt/format.h>

namespace wsus::iis {
namespace {

std::string date_and_time(wusp::UtcTime time) {
  auto const p = wusp::calendar_time(time);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}", p.year, p.month, p.day, p.hour, p.minute, p.second);
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

/// A field of a W3C row: blanks and control characters would break the row, IIS writes '+' for blanks.
std::string field(std::string_view text) {
  if (text.empty()) return "-";
  std::string written(text);
  for (char& c : written) {
    if (c == ' ' || is_control(c)) c = '+';
  }
  return written;
}

/// The text of a SoftwareDistribution row: what a client sent stands in it and must not begin another row.
std::string one_line(std::string_view text) {
  std::string written(text);
  for (char& c : written) {
    if (is_control(c)) c = ' ';
  }
  return written;
}

}  // namespace

std::string format(SoftwareDistributionEntry const& entry) {
  return fmt::format("{}.{:03} UTC\t{}\t{}\t{}\t{}\r\n", date_and_time(entry.time),
                     wusp::calendar_time(entry.time).milliseconds(), entry.severity, entry.source, entry.method,
                     one_line(entry.text));
}

std::string throw_exception_text(std::string_view actor, std::string_view id, std::string_view error_code,
                                 std::string_view message, std::string_view client_id) {
  return fmt::format("ThrowException: actor = {}, ID={}, ErrorCode={}, Message={}, Client={}", actor, id, error_code,
                     message, client_id);
}

std::string w3c_header(wusp::UtcTime time, std::string_view iis_version, W3cFields fields) {
  return fmt::format(
      "#Software: Microsoft Internet Information Services {}\r\n"
      "#Version: 1.0\r\n"
      "#Date: {}\r\n"
      "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) "
      "cs(Referer) sc-status sc-substatus sc-win32-status time-taken{}\r\n",
      iis_version, date_and_time(time), fields == W3cFields::with_injected ? " x-injected" : "");
}

std::string format(W3cEntry const& entry, W3cFields fields) {
  auto const injected = fields == W3cFields::with_injected ? fmt::format(" {}", field(entry.injected)) : std::string();
  return fmt::format("{} {} {} {} {} {} {} {} {} {} {} {} {} {}{}\r\n", date_and_time(entry.time),
                     field(entry.server_ip), field(entry.method), field(entry.uri_stem), field(entry.uri_query),
                     entry.port, field(entry.user_name), field(entry.client_ip), field(entry.user_agent),
                     field(entry.referer), entry.status, entry.sub_status, entry.win32_status, entry.time_taken_ms,
                     injected);
}

std::string w3c_file_name(wusp::UtcTime time) {
  auto const p = wusp::calendar_time(time);
  return fmt::format("u_ex{:02}{:02}{:02}.log", p.year % 100, p.month, p.day);
}

}  // namespace wsus::iis
