// What IIS and ASP.NET answer when no service gets to speak: status, sub-status and page.
#pragma once

#include "server/faults/error_page.hpp"
#include "server/iis/web_config.hpp"

#include <string_view>

namespace wsus::iis {

using faults::ErrorPage;

[[nodiscard]] ErrorPage not_found();                 ///< 404.0
[[nodiscard]] ErrorPage ssl_required();              ///< 403.4: the address is served over TLS only
[[nodiscard]] ErrorPage directory_listing_denied();  ///< 403.14
[[nodiscard]] ErrorPage range_not_satisfiable();     ///< 416: the caller adds Content-Range
[[nodiscard]] ErrorPage internal_server_error();     ///< 500.0: the file behind the address cannot be given
[[nodiscard]] ErrorPage method_not_allowed();        ///< 405.0
[[nodiscard]] ErrorPage request_entity_too_large();  ///< 404.13: request filtering, 30,000,000 bytes
[[nodiscard]] ErrorPage configuration_error(ConfigurationError const& error, std::string_view file);  ///< 500.19
[[nodiscard]] ErrorPage maximum_request_length_exceeded();     ///< ASP.NET, 500: maxRequestLength
[[nodiscard]] ErrorPage bad_request(std::string_view reason);  ///< 400 of http.sys for an unparsable request
[[nodiscard]] ErrorPage service_help_page(std::string_view service_name);  ///< 200: GET on an .asmx

}  // namespace wsus::iis
