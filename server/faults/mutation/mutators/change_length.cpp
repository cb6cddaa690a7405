// change_length: Content-Length is too small or too large.
#include "server/faults/mutation/mutators.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>

namespace wsus::faults::mutation {

std::string change_length(ResponsePlan& plan, Choice choice) {
  constexpr std::array<std::int64_t, 8> errors{-1, 1, -4, 100, -1'000, 100'000, -1'000'000'000, 1'000'000'000'000};
  auto const error = errors[choice.value(errors.size())];
  if (plan.delivery.length_error != 0) return {};
  plan.delivery.length_error = error;
  return fmt::format("Content-Length is {:+}", error);
}

}  // namespace wsus::faults::mutation
