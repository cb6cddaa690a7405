// A sequence of draws (SplitMix64).
#pragma once

#include "wsdl/wusp/draw.hpp"
#include "wsdl/wusp/guid.hpp"

#include <cstddef>
#include <cstdint>

namespace wsus::catalogue {

/// Thread safety: none.
class Random {
public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    auto const drawn = wusp::draw(state_);
    skip(1);
    return drawn;
  }

  /// As if next() had been called so many times.
  void skip(std::uint64_t times) { state_ += times * wusp::draw_step; }

  /// 0 to bound - 1; the slight bias does not matter here. `bound` > 0.
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
  bool percent(std::size_t chance) { return below(100) < chance; }
  wusp::Guid guid() {
    auto const high = next();
    return wusp::guid_from_bits(high, next());
  }

private:
  std::uint64_t state_;
};

}  // namespace wsus::catalogue
