// The one list of faults: name and reader.
#pragma once

#include "server/config/node.hpp"
#include "server/faults/fault.hpp"

#include <span>
#include <string_view>

namespace wsus::faults {

struct FaultKind {
  std::string_view name{};  ///< key in a file, value in the journal, end of the counter "injected.<name>"
  Fault (*read)(config::Node const& parameters) = nullptr;
};

/// In the order of their names. Lifetime: the program's.
[[nodiscard]] std::span<FaultKind const> fault_kinds();

}  // namespace wsus::faults
