// The deterministic mutations of a corpus file: what the test suite tries in every build, without libFuzzer.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::fuzz {

struct Input {
  std::string name{};  ///< what was done, e.g. "cut at 3/16"
  std::string bytes{};
};

/// The bytes themselves, cut at every sixteenth, with bytes flipped, with parts doubled and left out. The same bytes
/// and seed give the same inputs on every machine.
[[nodiscard]] std::vector<Input> mutations(std::string_view bytes, std::uint64_t seed);

}  // namespace wsus::fuzz
