// One call of a service as a fault sees it, and what a fault may answer to it.
#pragma once

#include "wsdl/wusp/error_code.hpp"
#include "wsdl/wusp/service.hpp"
#include "wsdl/wusp/soap_fault.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace wsus::faults {

/// Lifetime: the views are valid during the call that hands them out, and no longer.
struct CallFacts {
  wusp::Service service = wusp::Service::client;
  std::string_view operation{};     ///< local name of the body element
  std::string_view client_id{};     ///< as sent, or of the cookie; empty when the call does not tell it
  std::string_view dns_name{};      ///< of the computer's entry, or as sent; empty when unknown
  std::string_view target_group{};  ///< of its cookie, or as sent; empty when unknown
  /// Entries of a SyncUpdates request's lists; empty for other calls.
  std::optional<std::size_t> installed_non_leaf_ids{};
  std::optional<std::size_t> other_cached_ids{};
  std::optional<std::size_t> cached_driver_ids{};
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
