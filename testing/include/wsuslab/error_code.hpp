// The ErrorCode of a WSUS SOAP fault (MS-WUSP, detail/ErrorCode).
#pragma once

#include <string_view>

namespace wsuslab {

/// Every ErrorCode that MS-WUSP names.
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

/// The text of the element: "ServerBusy".
[[nodiscard]] std::string_view to_string(ErrorCode code);

}  // namespace wsuslab
