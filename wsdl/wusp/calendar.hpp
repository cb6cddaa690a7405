// A point in time as the columns of log files have it: year to tick.
#pragma once

#include "wsdl/wusp/date_time.hpp"

#include <chrono>
#include <cstdint>

namespace wsus::wusp {

/// The parts of a point in time. fmt 9 knows no years before 1900, and logs want fixed widths.
struct CalendarTime {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  std::int64_t hour = 0;
  std::int64_t minute = 0;
  std::int64_t second = 0;
  std::int64_t ticks = 0;  ///< 100 ns of the second

  [[nodiscard]] std::int64_t milliseconds() const { return ticks / 10'000; }
};

[[nodiscard]] inline CalendarTime calendar_time(UtcTime time) {
  auto const day = std::chrono::floor<std::chrono::days>(time);
  std::chrono::year_month_day const date{day};
  std::chrono::hh_mm_ss const clock{time - day};
  return {.year = static_cast<int>(date.year()),
          .month = static_cast<unsigned>(date.month()),
          .day = static_cast<unsigned>(date.day()),
          .hour = clock.hours().count(),
          .minute = clock.minutes().count(),
          .second = clock.seconds().count(),
          .ticks = clock.subseconds().count()};
}

}  // namespace wsus::wusp
