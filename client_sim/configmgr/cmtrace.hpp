// One line of a log of the Configuration Manager client, in the form that CMTrace reads.
#pragma once

#include "wsdl/wusp/date_time.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace wsus::configmgr {

/// `type` of a line.
enum class Severity { information = 1, warning = 2, error = 3 };

/// Views are valid during the call only.
struct LogLine {
  std::string_view text{};
  std::string_view component{};  ///< "WUAHandler"
  std::string_view file{};       ///< "cwuahandler.cpp"
  Severity severity = Severity::information;
  unsigned thread = 0;
};

/// `<![LOG[text]LOG]!><time="16:00:00.000-060" date="10-04-2026" component="..." context="" type="1" thread="5316"
/// file="scanjob.cpp:0">` with CRLF. `utc_offset` is local time less UTC; the line carries the opposite, in minutes.
/// Control characters of the text become blanks, and what would end it early (`]LOG]!>`) loses its `!`.
[[nodiscard]] std::string cmtrace_line(LogLine const& line, wusp::UtcTime local, std::chrono::minutes utc_offset);

}  // namespace wsus::configmgr
