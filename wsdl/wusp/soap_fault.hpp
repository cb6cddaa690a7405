// A SOAP fault of a WSUS service as a plain value.
#pragma once

#include <optional>
#include <string>

namespace wsus::wusp {

/// SOAP 1.1 faultcode. Everything else that a peer may write (VersionMismatch, vendor codes) is kept as `other`.
enum class FaultCode { client, server, other };

/// What a fault says. Source: wusp-protocol 5.1.
/// Absent and empty are different on the wire: an absent optional writes no element, an empty text writes an empty one.
struct SoapFault {
  FaultCode code = FaultCode::client;
  std::string reason = "Fault occurred";    ///< faultstring
  std::optional<std::string> actor{};       ///< faultactor; WSUS 2025 omits it
  std::optional<std::string> error_code{};  ///< detail/ErrorCode; free text, because a peer may send any
  std::optional<std::string> message{};     ///< detail/Message
  std::optional<std::string> id{};          ///< detail/ID: joins the logs of both sides
  std::optional<std::string> method{};      ///< detail/Method: SOAPAction with its double quotes

  bool operator==(SoapFault const&) const = default;
};

}  // namespace wsus::wusp
