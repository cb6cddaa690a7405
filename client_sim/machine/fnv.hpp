// FNV-1a, 64 bits: a hash that is the same on every machine and in every run. Not against anybody's intention.
#pragma once

#include <cstdint>
#include <string_view>

namespace wsus::machine {

/// Goes on from `hash`, so that pieces hash like the whole.
[[nodiscard]] constexpr std::uint64_t fnv1a(std::string_view bytes, std::uint64_t hash = 0xCBF29CE484222325U) {
  for (char const c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return hash;
}

}  // namespace wsus::machine
