// refuse_client: SimpleAuth refuses some clients with InternalServerError and serves all others.
#pragma once

#include "server/config/node.hpp"
#include "server/faults/call_facts.hpp"

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace wsus::faults {

/// A client id as ids are compared here: lower case, without braces around it.
[[nodiscard]] std::string comparable_client_id(std::string_view id);

struct RefuseClient {
  std::set<std::string, std::less<>> client_ids{};  ///< as comparable_client_id writes them

  /// For GetAuthorizationCookie of these clients: the fault that WSUS gives for a clientId it does not accept
  /// (wua-behaviour 3.4).
  [[nodiscard]] std::optional<InjectedSoapFault> on_call(CallFacts const& call) const;
  bool operator==(RefuseClient const&) const = default;
};

/// Key: client_ids, one id or a list with at least one. Throws config::ConfigError.
[[nodiscard]] RefuseClient read_refuse_client(config::Node const& node);

}  // namespace wsus::faults
