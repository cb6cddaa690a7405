// Shares of a fleet: "w11=70,w10=20,w7=10". Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace wsus::fleet {

/// One kind and how many of the fleet are of it, relative to the others. At least 1.
struct Share {
  std::string name{};
  unsigned weight = 1;
  bool operator==(Share const&) const = default;
};
using Mix = std::vector<Share>;

/// What is wrong with a text that should be a mix, or anything else a user wrote: a sentence with what is allowed.
struct Mistake {
  std::string what{};
};

/// "NAME=WEIGHT,..."; a name alone has weight 1. Weights are 1 to 1,000,000, each name is there once and is one that
/// `is_known` knows. `what` and `allowed` are for the message: "profile", "w7, w8, w10 or w11".
[[nodiscard]] std::variant<Mix, Mistake> parse_mix(std::string_view text, std::string_view what,
                                                   std::string_view allowed,
                                                   std::function<bool(std::string_view)> const& is_known);
/// As it is written.
[[nodiscard]] std::string text_of(Mix const& mix);

/// The index of the share that falls to an agent: `draw` is a number of 64 bits that is evenly spread over the agents.
[[nodiscard]] std::size_t share_of(Mix const& mix, std::uint64_t draw);

}  // namespace wsus::fleet
