// Why a web call failed, as the agent sees it. Plain values; the edge fills them, the agent decides on them.
#pragma once

#include "wsdl/wusp/soap_fault.hpp"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace wsus::agent {

/// WinHTTP could not complete the exchange. `error` is the WinHTTP number: 12002 timeout, 12007 name not resolved,
/// 12029 cannot connect, 12030 connection error, 12037, 12038, 12045, 12169, 12170 a certificate's date, name,
/// authority, content, revocation, 12044 a certificate of the client is wanted, 12152 invalid response, 12156 redirect
/// failed, 12157 no TLS version or suite in common, 12175 secure failure.
struct TransportFailure {
  unsigned error = 0;
  std::string what{};  ///< what happened, with the address
  /// Only with 12156: the limit of redirects was passed (a loop), not a redirect that WinHTTP refuses to follow.
  bool redirect_loop = false;
};

/// An HTTP status other than 200 whose body is no SOAP fault.
struct HttpFailure {
  unsigned status = 0;
  std::string reason{};
  std::vector<std::string> proxy_schemes{};  ///< of a 407: what Proxy-Authenticate offers: "Negotiate", "Basic"
};

/// A well-formed SOAP fault (with whatever HTTP status).
struct FaultFailure {
  wusp::SoapFault fault{};
  unsigned status = 500;
};

/// HTTP 200, but the body is not the expected answer.
struct MalformedReply {
  std::string what{};
};

/// The agent itself gives up: trip limit, missing policy, too many recoveries.
struct AgentFailure {
  std::uint32_t hresult = 0;
  std::string what{};
};

using Failure = std::variant<TransportFailure, HttpFailure, FaultFailure, MalformedReply, AgentFailure>;

}  // namespace wsus::agent
