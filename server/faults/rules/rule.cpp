// Windows, periods, chances and stages of rules: see rule.hpp.
#include "server/faults/rules/rule.hpp"

#include "wsdl/wusp/draw.hpp"

#include <algorithm>
#include <limits>

namespace wsus::faults {
bool Window::contains(std::uint64_t n) const { return n >= from && (!to || n <= *to) && (n - from) % every == 0; }

bool Period::contains(wusp::UtcTime time) const { return (!from || time >= *from) && (!until || time < *until); }

bool Chance::falls(std::string_view rule, std::string_view counted_for, std::uint64_t n) const {
  if (probability >= 1.0) return true;
  auto const draw = wusp::draw(wusp::draw(wusp::draw(seed ^ wusp::fnv1a(rule)) ^ wusp::fnv1a(counted_for)) ^ n);
  constexpr auto all = static_cast<double>(std::numeric_limits<std::uint64_t>::max());
  return static_cast<double>(draw) / all < probability;
}

Stage stage_of(Rule const& rule) { return std::max(stage_of(rule.fault), stage_of(rule.when)); }

}  // namespace wsus::faults
