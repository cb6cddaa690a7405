// What a person wrote as inputs: all of it read, or a sentence for each mistake.
#pragma once

#include "scenarios/capacity/inputs.hpp"

#include <optional>
#include <string>
#include <vector>

namespace wsus::capacity {

/// The options of `wsus-lab capacity` as they were written; empty: not given.
struct Written {
  std::optional<std::string> clients{};
  std::optional<std::string> cycle{};
  std::optional<std::string> storm{};
  std::optional<std::string> patch_day{};
  std::optional<std::string> calls{};
  std::optional<std::string> cold_calls{};
  std::optional<std::string> cold_share{};
  std::optional<std::string> service_time{};
  std::optional<std::string> variation{};
  std::optional<std::string> workers{};
  std::optional<std::string> queue{};
  std::optional<std::string> connections{};
  std::optional<std::string> client_timeout{};
  std::optional<std::string> pause{};
};

struct Reading {
  Inputs inputs{};                      ///< good when there is no mistake
  std::vector<std::string> mistakes{};  ///< "--cycle '0h': found 0 s; allowed: 1 min to 365 days", without a newline
};

/// What is not written has the value of Inputs.
[[nodiscard]] Reading read_inputs(Written const& written);

}  // namespace wsus::capacity
