// Checks that several operations make on their arguments.
#pragma once

#include "server/domain/cookie_state.hpp"
#include "server/services/service_call.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace wsus::services {

/// "n.n" with digits. wusp-protocol 3.2: anything else may be answered with InvalidParameters.
[[nodiscard]] bool is_protocol_version(std::optional<std::string> const& text);

/// 1 to 255 letters, digits and hyphens (wusp-protocol 3.1).
[[nodiscard]] bool is_client_id(std::string_view text);

/// Labels of letters, digits, hyphens and underscores joined by dots, 1 to 255 characters.
[[nodiscard]] bool is_dns_name(std::string_view text);

/// Opens the sealed part of a cookie and names its client in the record. Throws Refused: InvalidCookie when there is
/// none or it is not ours; ServerChanged, CookieExpired, and ConfigChanged (only with `check_config`) as
/// domain::refusal says; FileLocationChanged in SyncUpdates and GetExtendedUpdateInfo for a cookie that is older than
/// the last `wsusutil movecontent` (which operations answer it, no source says: assumption M). Before these, what fault
/// rules refuse the call with. An accepted cookie counts as a contact of its computer.
domain::CookieState require_cookie(ServiceCall& call, std::optional<std::string_view> encrypted_data,
                                   bool check_config);

/// Throws Refused(RegistrationRequired) when the settings want a registration and this client has none.
void require_registration(ServiceCall& call, std::string const& client_id);

/// Throws Refused(InvalidParameters) naming the parameter.
[[noreturn]] void invalid_parameter(std::string_view name);

}  // namespace wsus::services
