// One call of a service as a fault sees it, and what a fault may answer to it.
#pragma once

#include "wsdl/wusp/error_code.hpp"
#include "wsdl/wusp/service.hpp"
#include "wsdl/wusp/soap_fault.hpp"

#include <string>
#include <string_view>

namespace wsus::faults {

/// Lifetime: the views are valid during the call that hands them out, and no longer.
struct CallFacts {
  wusp::Service service = wusp::Service::client;
  std::string_view operation{};  ///< local name of the body element
  std::string_view client_id{};  ///< as sent, or of the cookie; empty when the call does not tell it
};

/// What a service refuses the call with. It becomes a SOAP fault on the way of all refusals: bytes, ID and log lines
/// are those of a natural one.
struct InjectedSoapFault {
  wusp::ErrorCode error_code = wusp::ErrorCode::internal_server_error;
  std::string message{};
  wusp::FaultCode fault_code = wusp::FaultCode::server;

  bool operator==(InjectedSoapFault const&) const = default;
};

}  // namespace wsus::faults
