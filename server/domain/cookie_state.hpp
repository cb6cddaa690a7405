// What a WSUS server remembers about a client inside its cookies, and when a cookie is refused.
#pragma once

#include "wsdl/wusp/date_time.hpp"
#include "wsdl/wusp/error_code.hpp"
#include "wsdl/wusp/guid.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace wsus::domain {

/// Content of AuthorizationCookie/CookieData.
struct AuthorizationState {
  std::string client_id{};
  std::string dns_name{};
  std::string target_group{};
  bool operator==(AuthorizationState const&) const = default;
};

/// Content of Cookie/EncryptedData (wusp-protocol 4.1).
struct CookieState {
  std::string client_id{};
  std::string target_group{};
  std::string protocol_version{};
  wusp::Guid server_id{};  ///< identity of the database that issued it; another one: ServerChanged
  wusp::UtcTime expires{};
  wusp::UtcTime config_last_change{};
  wusp::UtcTime anchor{};                ///< highest deployment change told in full software passes (sync_anchors.hpp)
  std::uint64_t content_generation = 0;  ///< of the file locations that the client knows (Settings)
  wusp::UtcTime driver_anchor{};         ///< highest deployment change told in driver passes
  wusp::UtcTime filter_anchor{};         ///< highest deployment change told in software passes with one filter...
  std::uint64_t filter_mark = 0;         ///< ...and which filter that was; 0: none yet
  bool operator==(CookieState const&) const = default;
};

/// What a cookie is checked against.
struct CookieRules {
  wusp::UtcTime now{};
  wusp::Guid server_id{};
  wusp::UtcTime config_last_change{};
};

/// Why a readable cookie is refused, in the order ServerChanged, CookieExpired, ConfigChanged; empty when it is good.
/// `check_config`: only SyncUpdates and ReportEventBatch may answer ConfigChanged (wusp-protocol 5.3).
[[nodiscard]] std::optional<wusp::ErrorCode> refusal(CookieState const& cookie, CookieRules const& rules,
                                                     bool check_config);

}  // namespace wsus::domain
