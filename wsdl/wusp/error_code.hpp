// The ErrorCode values of a WSUS SOAP fault (wusp-protocol 5.2).
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace wsus::wusp {

enum class ErrorCode {
  invalid_cookie,
  config_changed,
  registration_required,
  server_changed,
  internal_server_error,
  cookie_expired,
  invalid_parameters,
  invalid_authorization_cookie,
  registration_not_required,
  server_busy,
  file_location_changed,
};

/// "InvalidCookie" and so on: the text of <ErrorCode>.
[[nodiscard]] std::string_view to_string(ErrorCode code);

/// Accepts the variants that the specification itself uses: FileLocationsChanged, InvalidParameter (wusp-protocol 12).
[[nodiscard]] std::optional<ErrorCode> parse_error_code(std::string_view text);

[[nodiscard]] std::span<ErrorCode const> all_error_codes();

}  // namespace wsus::wusp
