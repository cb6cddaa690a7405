// One try: which machine scans, which operation's replies are changed, and how.
#pragma once

#include "server/faults/mutation/mutation.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::lab {

struct MutationCase {
  std::uint64_t seed = 1;
  std::uint64_t number = 0;      ///< of the seed's cases, from 0
  std::string_view operation{};  ///< of mutated_operations()
  std::string_view profile{};    ///< of the machine: "w11"
  unsigned nth = 1;              ///< the first reply to this operation that is changed
  bool only_once = false;        ///< else all that follow are changed too
  std::vector<faults::Mutation> mutations{};
};

/// The operations of a scan, recoveries included, in the order of their first calls.
[[nodiscard]] std::span<std::string_view const> mutated_operations();

/// The same seed and number give the same case on every platform. `operation`: empty for any.
[[nodiscard]] MutationCase draw_case(std::uint64_t seed, std::uint64_t number, std::string_view operation);

/// "mutation-baseline-5-17": a scenario with nothing to fix; its file is called so.
[[nodiscard]] std::string name_of(MutationCase const& one);

/// The scenario that runs the case. `found`: what is wrong, in a sentence; empty while nobody knows. `hresult`: what
/// its verification expects.
[[nodiscard]] std::string scenario_text(MutationCase const& one, std::string_view found, std::uint32_t hresult);

}  // namespace wsus::lab
