// SplitMix64: chance that is the same on every platform (the distributions of the standard library are not).
#pragma once

#include "wsdl/wusp/guid.hpp"

#include <cstddef>
#include <cstdint>

namespace wsus::catalogue {

/// Thread safety: none. Source of the constants: Sebastiano Vigna, splitmix64.c (public domain).
class Random {
public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += step;
    auto mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
    return mixed ^ (mixed >> 31);
  }

  /// As if next() had been called so many times.
  void skip(std::uint64_t times) { state_ += times * step; }

  /// 0 to bound - 1; the slight bias does not matter here. `bound` > 0.
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
  bool percent(std::size_t chance) { return below(100) < chance; }
  wusp::Guid guid() {
    auto const high = next();
    return wusp::guid_from_bits(high, next());
  }

private:
  static constexpr std::uint64_t step = 0x9e3779b97f4a7c15u;
  std::uint64_t state_;
};

}  // namespace wsus::catalogue
