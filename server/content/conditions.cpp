// Conditions and dates of HTTP: see conditions.hpp.
#include "server/content/conditions.hpp"

#include "wsdl/wusp/calendar.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace wsus::content {
namespace {

constexpr std::array<std::string_view, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// The number that stands in these columns; -1 when something else does.
int number_at(std::string_view text, std::size_t at, std::size_t width) {
  auto const digits = text.substr(at, width);
  int value = -1;
  auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return digits.front() == '-' || end != digits.data() + digits.size() ? -1 : value;
}

unsigned month_of(std::string_view name) {
  for (unsigned i = 0; i < months.size(); ++i) {
    if (months[i] == name) return i + 1;
  }
  return 0;
}

std::chrono::sys_seconds whole_seconds(wusp::UtcTime time) { return std::chrono::floor<std::chrono::seconds>(time); }

}  // namespace

std::string to_http_date(wusp::UtcTime time) {
  auto const p = wusp::calendar_time(time);
  std::chrono::weekday const day{std::chrono::floor<std::chrono::days>(time)};
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", weekdays[day.c_encoding()], p.day, months[p.month - 1],
                     p.year, p.hour, p.minute, p.second);
}

std::optional<wusp::UtcTime> parse_http_date(std::string_view text) {
  constexpr std::string_view form = "Sun, 04 Oct 2026 15:03:36 GMT";
  if (text.size() != form.size()) return std::nullopt;
  for (std::size_t const blank : {3U, 4U, 7U, 11U, 16U, 19U, 22U, 25U, 26U, 27U, 28U}) {
    if (text[blank] != form[blank]) return std::nullopt;
  }
  auto const day = number_at(text, 5, 2);
  auto const month = month_of(text.substr(8, 3));
  auto const year = number_at(text, 12, 4);
  auto const hour = number_at(text, 17, 2);
  auto const minute = number_at(text, 20, 2);
  auto const second = number_at(text, 23, 2);
  if (day < 1 || month == 0 || year < 1 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 ||
      second > 60)
    return std::nullopt;
  std::chrono::year_month_day const date{std::chrono::year(year), std::chrono::month(month),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return wusp::UtcTime(std::chrono::sys_days(date)) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         std::chrono::seconds(second);
}

bool not_modified(std::string_view if_none_match, std::string_view if_modified_since, Validators const& file) {
  if (!if_none_match.empty()) {
    // The weak comparison of RFC 9110 8.8.3.2: W/"x" counts as "x". No ETag of ours is a part of another one.
    return if_none_match == "*" || if_none_match.find(file.etag) != std::string_view::npos;
  }
  auto const since = parse_http_date(if_modified_since);
  return since && whole_seconds(file.modified) <= whole_seconds(*since);
}

bool range_applies(std::string_view if_range, Validators const& file) {
  if (if_range.empty() || if_range == file.etag) return true;
  auto const date = parse_http_date(if_range);
  return date && whole_seconds(*date) == whole_seconds(file.modified);
}

}  // namespace wsus::content
