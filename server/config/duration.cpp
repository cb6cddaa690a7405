// Durations in words: see duration.hpp.
#include "server/config/duration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace wsus::config {
namespace {

using std::chrono::milliseconds;

struct Unit {
  std::string_view name;
  std::int64_t in_milliseconds;
};
constexpr std::array<Unit, 5> units{{{"ms", 1}, {"s", 1'000}, {"min", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}}};

}  // namespace

std::optional<Quantity> parse_quantity(std::string_view text) {
  Quantity quantity;
  auto const* const end = text.data() + text.size();
  auto const [rest, error] = std::from_chars(text.data(), end, quantity.number);
  if (error != std::errc{} || !std::isfinite(quantity.number) || quantity.number < 0) return std::nullopt;
  quantity.unit = std::string_view(rest, static_cast<std::size_t>(end - rest));
  quantity.unit.remove_prefix(std::min(quantity.unit.find_first_not_of(' '), quantity.unit.size()));
  return quantity;
}

std::optional<milliseconds> parse_duration(std::string_view text, milliseconds low, milliseconds high) {
  auto const quantity = parse_quantity(text);
  if (!quantity) return std::nullopt;
  auto const unit =
      std::find_if(units.begin(), units.end(), [&](Unit const& one) { return one.name == quantity->unit; });
  if (unit == units.end()) return std::nullopt;
  auto const total = quantity->number * static_cast<double>(unit->in_milliseconds);
  if (total < static_cast<double>(low.count()) || total > static_cast<double>(high.count())) return std::nullopt;
  return milliseconds(static_cast<std::int64_t>(total));
}

std::string duration_text(milliseconds duration) {
  auto const fits = [&](Unit const& unit) { return duration.count() % unit.in_milliseconds == 0; };
  auto const unit = std::find_if(units.rbegin(), units.rend(), fits);  // milliseconds always do
  return fmt::format("{} {}", duration.count() / unit->in_milliseconds, unit->name);
}

std::string allowed_durations(milliseconds low, milliseconds high) {
  return fmt::format("{} to {}, written as in 500 ms, 90 s, 15 min, 2 h, 1 d", duration_text(low), duration_text(high));
}

}  // namespace wsus::config
