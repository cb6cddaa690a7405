// The servers that a machine's policy names.
#pragma once

#include "client_sim/machine/machine.hpp"

#include <string>

namespace wsus::machine {

/// WUServer and WUStatusServer as the registry has them now; empty: the value is missing, or is empty. A value.
struct ServerPolicy {
  std::string server{};         ///< of scans
  std::string status_server{};  ///< of reports
  bool operator==(ServerPolicy const&) const = default;
};

[[nodiscard]] ServerPolicy server_policy(Machine const& machine);

}  // namespace wsus::machine
