// xsd:dateTime and xsd:date, written as .NET writes them and read as XML Schema allows.
#include "wsdl/wusp/date_time.hpp"

namespace wsus::wusp {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::size_t fraction_digits = 7;  // a tick is 10^-7 s

void append_digits(std::string& out, std::int64_t value, std::size_t width) {
  std::size_t const begin = out.size();
  out.append(width, '0');
  for (std::size_t i = width; i > 0; --i, value /= 10) out[begin + i - 1] = static_cast<char>('0' + value % 10);
}

void append_date(std::string& out, std::chrono::sys_days day) {
  std::chrono::year_month_day const date{day};
  append_digits(out, static_cast<int>(date.year()), 4);
  out.push_back('-');
  append_digits(out, static_cast<unsigned>(date.month()), 2);
  out.push_back('-');
  append_digits(out, static_cast<unsigned>(date.day()), 2);
}

void append_fraction(std::string& out, Ticks fraction) {
  if (fraction == Ticks::zero()) return;
  out.push_back('.');
  append_digits(out, fraction.count(), fraction_digits);
  out.erase(out.find_last_not_of('0') + 1);
}

/// Takes an xsd:dateTime apart from left to right; every step says whether the text went on as expected.
class Reader {
public:
  explicit Reader(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool done() const { return rest_.empty(); }

  bool literal(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  /// Exactly `width` digits, as a value of `low` to `high`.
  bool number(std::size_t width, int low, int high, int& value) {
    if (rest_.size() < width) return false;
    value = 0;
    for (char const c : rest_.substr(0, width)) {
      if (c < '0' || c > '9') return false;
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(width);
    return value >= low && value <= high;
  }

  /// At least one digit after the point; digits below a tick are cut.
  bool fraction(Ticks& value) {
    std::size_t read = 0;
    std::int64_t ticks = 0;
    for (; !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; rest_.remove_prefix(1), ++read)
      if (read < fraction_digits) ticks = ticks * 10 + (rest_.front() - '0');
    for (std::size_t i = read; i < fraction_digits; ++i) ticks *= 10;
    value = Ticks(ticks);
    return read > 0;
  }

  /// 'Z', "+hh:mm", "-hh:mm" (up to 14 hours) or nothing: the time that local time is ahead of UTC.
  bool zone(minutes& ahead) {
    ahead = minutes{0};
    if (done() || literal('Z')) return true;
    bool const east = literal('+');
    if (!east && !literal('-')) return false;
    int hour = 0;
    int minute = 0;
    if (!number(2, 0, 14, hour) || !literal(':') || !number(2, 0, 59, minute)) return false;
    if (hour == 14 && minute != 0) return false;
    ahead = (hours{hour} + minutes{minute}) * (east ? 1 : -1);
    return true;
  }

private:
  std::string_view rest_;
};

std::string_view without_outer_space(std::string_view text) {
  constexpr std::string_view space = " \t\r\n";  // XML Schema collapses it around a dateTime
  std::size_t const begin = text.find_first_not_of(space);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(space) - begin + 1);
}

std::optional<std::chrono::sys_days> read_date(Reader& in) {
  int year = 0;
  int month = 0;
  int day = 0;
  if (!in.number(4, 1, 9999, year) || !in.literal('-') || !in.number(2, 1, 12, month) || !in.literal('-') ||
      !in.number(2, 1, 31, day))
    return std::nullopt;
  std::chrono::year_month_day const date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date};
}

std::optional<Ticks> read_time_of_day(Reader& in) {
  int hour = 0;
  int minute = 0;
  int second = 0;
  Ticks fraction{0};
  if (!in.number(2, 0, 24, hour) || !in.literal(':') || !in.number(2, 0, 59, minute) || !in.literal(':') ||
      !in.number(2, 0, 59, second))
    return std::nullopt;
  if (in.literal('.') && !in.fraction(fraction)) return std::nullopt;
  Ticks const time = hours{hour} + minutes{minute} + seconds{second} + fraction;
  if (time > hours{24}) return std::nullopt;  // 24:00:00 itself is the end of the day
  return time;
}

constexpr UtcTime first_moment{std::chrono::sys_days{std::chrono::year{1} / 1 / 1}};
constexpr UtcTime past_the_last{std::chrono::sys_days{std::chrono::year{10000} / 1 / 1}};

}  // namespace

std::string to_xsd_date_time(UtcTime time) {
  auto const day = std::chrono::floor<days>(time);
  Ticks const within = time - day;
  auto const second = std::chrono::floor<seconds>(within);

  std::string out;
  out.reserve(28);
  append_date(out, day);
  out.push_back('T');
  append_digits(out, second / hours{1}, 2);
  out.push_back(':');
  append_digits(out, second / minutes{1} % 60, 2);
  out.push_back(':');
  append_digits(out, second / seconds{1} % 60, 2);
  append_fraction(out, within - second);
  out.push_back('Z');
  return out;
}

std::string to_xsd_date(UtcTime time) {
  std::string out;
  append_date(out, std::chrono::floor<days>(time));
  return out;
}

std::optional<UtcTime> parse_xsd_date_time(std::string_view text) {
  Reader in{without_outer_space(text)};
  auto const day = read_date(in);
  if (!day || !in.literal('T')) return std::nullopt;
  auto const time_of_day = read_time_of_day(in);
  minutes ahead{0};
  if (!time_of_day || !in.zone(ahead) || !in.done()) return std::nullopt;
  UtcTime const time = UtcTime{*day} + *time_of_day - ahead;
  if (time < first_moment || time >= past_the_last) return std::nullopt;
  return time;
}

}  // namespace wsus::wusp
