// The fault of a rule by the way in which it takes part. Internal to the rules.
#pragma once

#include "server/faults/rules/rule.hpp"

#include <memory>
#include <variant>

namespace wsus::faults {

/// The fault when it takes part in this way, else null.
template <typename Way>
[[nodiscard]] Way const* as(Rule const& rule) {
  auto const* const fault = std::get_if<std::shared_ptr<Way const>>(&rule.fault);
  return fault != nullptr ? fault->get() : nullptr;
}

}  // namespace wsus::faults
