// Windows, periods, chances and stages of rules: see rule.hpp.
#include "server/faults/rules/rule.hpp"

#include <algorithm>
#include <limits>

namespace wsus::faults {
namespace {

/// One step of SplitMix64 (public domain, Vigna): spreads neighbouring inputs over all 64 bits.
std::uint64_t spread(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31U);
}

/// FNV-1a; std::hash may differ between two libraries.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (char const c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return hash;
}

}  // namespace

bool Window::contains(std::uint64_t n) const { return n >= from && (!to || n <= *to) && (n - from) % every == 0; }

bool Period::contains(wusp::UtcTime time) const { return (!from || time >= *from) && (!until || time < *until); }

bool Chance::falls(std::string_view rule, std::string_view counted_for, std::uint64_t n) const {
  if (probability >= 1.0) return true;
  auto const draw = spread(spread(spread(seed ^ hash_of(rule)) ^ hash_of(counted_for)) ^ n);
  constexpr auto all = static_cast<double>(std::numeric_limits<std::uint64_t>::max());
  return static_cast<double>(draw) / all < probability;
}

Stage stage_of(Rule const& rule) { return std::max(stage_of(rule.fault), stage_of(rule.when)); }

}  // namespace wsus::faults
