// One way to change a reply. A mutator is a file in mutators/ and a line in mutator_list.cpp. Internal to the room, but
// for lists and tests.
#pragma once

#include "server/faults/response_plan.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace wsus::faults::mutation {

/// The numbers of a mutation, as choices among `count` things, which are at least one.
struct Choice {
  std::uint32_t at = 0;
  std::uint32_t with = 0;
  [[nodiscard]] std::size_t place(std::size_t count) const { return at % count; }
  [[nodiscard]] std::size_t value(std::size_t count) const { return with % count; }
};

// What was done, with the place. Empty: there was nothing to change, and nothing was changed. Pure but for the
// argument.
using ChangeBody = std::string (*)(std::string& body, Choice choice);   ///< the body as XML text, without coding
using ChangePlan = std::string (*)(ResponsePlan& plan, Choice choice);  ///< the coded body, the head, the delivery

struct Mutator {
  std::string_view name{};
  std::string_view summary{};  ///< one line for lists
  std::variant<ChangeBody, ChangePlan> change{};
};

/// Lifetime: the program's.
[[nodiscard]] std::span<Mutator const> mutators();
/// Null when there is none of this name.
[[nodiscard]] Mutator const* find_mutator(std::string_view name);

/// A mutated body is never made larger than this: hostile, but within what an agent takes as an answer.
inline constexpr std::size_t largest_body = 8U << 20U;
/// The longest value of a header; Beast writes up to 65,535 bytes.
inline constexpr std::size_t longest_value = 60'000;

}  // namespace wsus::faults::mutation
