// The one list of faults: name, layer, reader.
#pragma once

#include "server/config/node.hpp"
#include "server/faults/fault.hpp"

#include <span>
#include <string_view>

namespace wsus::faults {

struct FaultKind {
  std::string_view name{};  ///< key in a file, value in the journal, end of the counter "injected.<name>"
  Layer layer = Layer::http;
  std::string_view summary{};  ///< one line for lists: what goes wrong
  /// Reads the parameters; throws config::ConfigError.
  Fault (*read)(config::Node const& parameters) = nullptr;
};

/// In the order of layers, in a layer by name. Lifetime: the program's.
[[nodiscard]] std::span<FaultKind const> fault_kinds();

/// Null when there is no fault of this name.
[[nodiscard]] FaultKind const* find_fault_kind(std::string_view name);

}  // namespace wsus::faults
