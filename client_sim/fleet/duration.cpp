// Reads and writes durations.
#include "client_sim/fleet/duration.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>

namespace wsus::fleet {
namespace {

using namespace std::chrono;

struct Unit {
  std::string_view name;
  wusp::Ticks length;
};
/// The longest first; the first name of a length is the one that is written.
constexpr std::array<Unit, 6> units{{{"d", days(1)},
                                     {"h", hours(1)},
                                     {"min", minutes(1)},
                                     {"m", minutes(1)},
                                     {"s", seconds(1)},
                                     {"ms", milliseconds(1)}}};
constexpr wusp::Ticks longest = days(10'000);

}  // namespace

std::optional<wusp::Ticks> parse_duration(std::string_view text) {
  double number = 0;
  auto const* const end = text.data() + text.size();
  auto const [behind, error] = std::from_chars(text.data(), end, number, std::chars_format::fixed);
  if (error != std::errc{} || number < 0) return std::nullopt;
  std::string_view rest(behind, static_cast<std::size_t>(end - behind));
  if (rest.starts_with(' ')) rest.remove_prefix(1);
  auto const* unit = std::ranges::find(units, rest, &Unit::name);
  if (unit == units.end()) return std::nullopt;
  auto const ticks = number * static_cast<double>(unit->length.count());
  if (!(ticks <= static_cast<double>(longest.count()))) return std::nullopt;
  return wusp::Ticks(static_cast<std::int64_t>(ticks + 0.5));
}

std::string duration_text(wusp::Ticks duration) {
  for (auto const& unit : units) {
    if (duration.count() != 0 && duration.count() % unit.length.count() == 0)
      return fmt::format("{} {}", duration.count() / unit.length.count(), unit.name);
  }
  if (duration.count() == 0) return "0 s";
  return fmt::format("{} ms", static_cast<double>(duration.count()) / 10'000.0);
}

}  // namespace wsus::fleet
