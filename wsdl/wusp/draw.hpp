// Chance and identity that are the same on every platform and in every run; the standard library's are not.
#pragma once

#include <cstdint>
#include <string_view>

namespace wsus::wusp {

/// FNV-1a, 64 bits. Goes on from `hash`, so that pieces hash like the whole. Not against anybody's intention.
[[nodiscard]] constexpr std::uint64_t fnv1a(std::string_view bytes, std::uint64_t hash = 0xCBF29CE484222325U) {
  for (char const c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return hash;
}

/// What SplitMix64 (Sebastiano Vigna, public domain) adds to its state at each step.
inline constexpr std::uint64_t draw_step = 0x9E3779B97F4A7C15U;

/// SplitMix64's draw for one state: spreads neighbouring numbers over all 64 bits.
[[nodiscard]] constexpr std::uint64_t draw(std::uint64_t state) {
  auto x = state + draw_step;
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31U);
}

}  // namespace wsus::wusp
