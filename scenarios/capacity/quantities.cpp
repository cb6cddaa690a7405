// Quantities as text: see quantities.hpp.
#include "scenarios/capacity/quantities.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <system_error>
#include <utility>

namespace wsus::capacity {
namespace {

constexpr double second = 1;
constexpr double minute = 60;
constexpr double hour = 3'600;
constexpr double day = 86'400;

struct Unit {
  std::string_view name{};
  double seconds = 0;
};
constexpr std::array<Unit, 6> units{
    {{"us", 1e-6}, {"ms", 0.001}, {"s", second}, {"min", minute}, {"h", hour}, {"d", day}}};
constexpr std::string_view known_units = "units are us, ms, s, min, h, d";

std::string_view trimmed(std::string_view text) {
  auto const begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

/// A number at the beginning of a text, and what follows it.
struct Parsed {
  double number = 0;
  std::string_view rest{};
};

std::variant<Parsed, NotRead> parse(std::string_view text) {
  auto const whole = trimmed(text);
  if (whole.empty()) return NotRead{"is empty"};
  // "nan" and "inf" are numbers to from_chars, and to nobody who asks for capacity.
  auto const digits = whole.substr(whole.front() == '-' ? 1 : 0);
  if (digits.empty() || (digits.front() != '.' && (digits.front() < '0' || digits.front() > '9')))
    return NotRead{"is no number"};
  Parsed parsed;
  auto const [end, error] = std::from_chars(whole.data(), whole.data() + whole.size(), parsed.number);
  if (error == std::errc::result_out_of_range) return NotRead{"is beyond all measure"};
  if (error != std::errc{}) return NotRead{"is no number"};
  parsed.rest = trimmed(whole.substr(static_cast<std::size_t>(end - whole.data())));
  return parsed;
}

/// `digits` behind the point, without zeros at the end.
std::string shortest(double number, int digits) {
  auto text = fmt::format("{:.{}f}", number, digits);
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

/// Three digits that count, at most.
int digits_behind_point(double number) {
  constexpr double tens = 10;
  constexpr double hundreds = 100;
  if (number >= hundreds) return 0;
  return number >= tens ? 1 : 2;
}

/// "1 h 30 min": the larger unit, and the smaller where it is not 0.
std::string two_units(double seconds, Unit large, Unit small) {
  auto const smalls = std::round(seconds / small.seconds);
  auto const per_large = large.seconds / small.seconds;
  auto const larges = std::floor(smalls / per_large);
  auto const rest = smalls - larges * per_large;
  auto const text = fmt::format("{:.0f} {}", larges, large.name);
  return rest > 0 ? fmt::format("{} {:.0f} {}", text, rest, small.name) : text;
}

}  // namespace

std::variant<double, NotRead> read_duration(std::string_view text) {
  auto const parsed = parse(text);
  if (auto const* error = std::get_if<NotRead>(&parsed)) return *error;
  auto const& [number, rest] = std::get<Parsed>(parsed);
  if (rest.empty()) return NotRead{fmt::format("has no unit; {}", known_units)};
  for (auto const& unit : units)
    if (unit.name == rest) return number * unit.seconds;
  return NotRead{fmt::format("has the unit '{}', which is not known; {}", rest, known_units)};
}

std::variant<double, NotRead> read_share(std::string_view text) {
  constexpr double percent = 0.01;
  auto const parsed = parse(text);
  if (auto const* error = std::get_if<NotRead>(&parsed)) return *error;
  auto const& [number, rest] = std::get<Parsed>(parsed);
  if (rest != "%") return NotRead{"is no share in percent, such as 20%"};
  return number * percent;
}

std::variant<double, NotRead> read_number(std::string_view text) {
  auto const parsed = parse(text);
  if (auto const* error = std::get_if<NotRead>(&parsed)) return *error;
  auto const& [number, rest] = std::get<Parsed>(parsed);
  if (!rest.empty()) return NotRead{fmt::format("has '{}' behind its number", rest)};
  return number;
}

std::variant<double, NotRead> read_count(std::string_view text) {
  auto const read = read_number(text);
  auto const* number = std::get_if<double>(&read);
  if (number != nullptr && *number != std::floor(*number)) return NotRead{"is no whole number"};
  return read;
}

std::string duration_text(double seconds) {
  constexpr double never = 1'000 * 365 * day;
  constexpr double days_from = 2 * day;
  // Below a unit by less than the digits show is the unit.
  constexpr double below = 0.9995;
  constexpr double half_second = 0.5;
  constexpr double milli = 0.001;
  if (!(seconds < never)) return "never";
  if (seconds == 0) return "0 s";
  if (seconds < milli * below) return fmt::format("{} us", shortest(seconds * 1e6, digits_behind_point(seconds * 1e6)));
  if (seconds < second * below)
    return fmt::format("{} ms", shortest(seconds * 1e3, digits_behind_point(seconds * 1e3)));
  if (seconds < minute * below) return fmt::format("{} s", shortest(seconds, digits_behind_point(seconds)));
  if (seconds < hour - half_second) return two_units(seconds, units[3], units[2]);
  if (seconds < days_from) return two_units(seconds, units[4], units[3]);
  return fmt::format("{} days", shortest(seconds / day, 1));
}

std::string share_text(double share) {
  constexpr double least = 1e-6;
  constexpr double small = 1e-3;
  constexpr double hundred = 100;
  constexpr double many = 1e6;
  if (share >= many) return fmt::format("{:.3g} x", share);
  if (share >= hundred) return fmt::format("{} x", count_text(share));
  if (share > 0 && share < least) return "< 0.0001 %";
  if (share < 1 && share > 1 - least) return "> 99.9999 %";
  bool const near_an_end = share > 0 && share < 1 && (share < small || share > 1 - small);
  return fmt::format("{} %", shortest(share * hundred, near_an_end ? 4 : 1));
}

std::string count_text(double number) {
  constexpr std::size_t group = 3;
  auto text = fmt::format("{:.0f}", number);
  for (auto at = text.size(); at > group;) {
    at -= group;
    if (text[at - 1] != '-') text.insert(at, 1, ',');
  }
  return text;
}

std::string rate_text(double number) {
  constexpr double thousand = 1'000;
  constexpr double one = 1;
  if (number >= thousand) return count_text(number);
  if (number == 0) return "0";
  if (number >= one) return fmt::format("{:.{}f}", number, digits_behind_point(number));
  return fmt::format("{:.3g}", number);
}

}  // namespace wsus::capacity
