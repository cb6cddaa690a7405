// soap_fault: one operation answers a chosen SOAP fault instead of being performed.
#pragma once

#include "server/config/node.hpp"
#include "server/faults/call_facts.hpp"

#include <optional>
#include <string>

namespace wsus::faults {

struct RaiseSoapFault {
  wusp::Service service = wusp::Service::client;
  std::string operation{};  ///< an operation of `service`
  InjectedSoapFault fault{};

  /// For every call of the operation, whoever makes it.
  [[nodiscard]] std::optional<InjectedSoapFault> on_call(CallFacts const& call) const;
  bool operator==(RaiseSoapFault const&) const = default;
};

/// Keys: service, operation, error_code (all three must be given), message (default: empty), code (default: Server for
/// InternalServerError, else Client, as the services do). Throws config::ConfigError.
[[nodiscard]] RaiseSoapFault read_soap_fault(config::Node const& node);

}  // namespace wsus::faults
