// Writing of CMTrace lines: see cmtrace.hpp.
#include "client_sim/configmgr/cmtrace.hpp"

#include "wsdl/wusp/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wsus::configmgr {
namespace {

/// A title from a server must not be able to end the line, nor to begin another one.
std::string one_line(std::string_view text) {
  constexpr std::string_view end = "]LOG]!>";
  constexpr std::size_t mark = 5;  // the '!' in it
  std::string line(text);
  std::ranges::replace_if(
      line, [](char c) { return (c >= 0 && c < 0x20) || c == 0x7F; }, ' ');
  for (auto at = line.find(end); at != std::string::npos; at = line.find(end, at)) line.erase(at + mark, 1);
  return line;
}

}  // namespace

std::string cmtrace_line(LogLine const& line, wusp::UtcTime local, std::chrono::minutes utc_offset) {
  auto const at = wusp::calendar_time(local);
  return fmt::format("<![LOG[{}]LOG]!><time=\"{:02}:{:02}:{:02}.{:03}{:+04}\" date=\"{:02}-{:02}-{:04}\" "
                     "component=\"{}\" context=\"\" type=\"{}\" thread=\"{}\" file=\"{}:0\">\r\n",
                     one_line(line.text), at.hour, at.minute, at.second, at.milliseconds(), -utc_offset.count(),
                     at.month, at.day, at.year, line.component, static_cast<int>(line.severity), line.thread,
                     line.file);
}

}  // namespace wsus::configmgr
