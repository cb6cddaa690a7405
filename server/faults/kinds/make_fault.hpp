// A fault's own struct as the value that rules hold. Internal to the kinds.
#pragma once

#include "server/faults/fault.hpp"

#include <memory>
#include <utility>

namespace wsus::faults {

/// `Way` is the interface by which it takes part.
template <typename Way, typename Kind>
[[nodiscard]] Fault make_fault(Kind fault) {
  return std::shared_ptr<Way const>(std::make_shared<Kind const>(std::move(fault)));
}

}  // namespace wsus::faults
