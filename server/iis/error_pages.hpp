// What IIS and ASP.NET answer when no service gets to speak: status, sub-status and page.
#pragma once

#include "server/faults/error_page.hpp"
#include "server/iis/web_config.hpp"

#include <span>
#include <string_view>

namespace wsus::iis {

using faults::ErrorPage;

/// Pages of IIS name its version ("10.0") in their title; those of ASP.NET and http.sys name none.
[[nodiscard]] ErrorPage not_found(std::string_view iis_version);                 ///< 404.0
[[nodiscard]] ErrorPage ssl_required(std::string_view iis_version);              ///< 403.4: served over TLS only
[[nodiscard]] ErrorPage directory_listing_denied(std::string_view iis_version);  ///< 403.14
[[nodiscard]] ErrorPage range_not_satisfiable(std::string_view iis_version);     ///< 416: the caller adds Content-Range
/// 500.0: the file behind the address cannot be given, or something failed that nobody foresaw.
[[nodiscard]] ErrorPage internal_server_error(std::string_view iis_version);
[[nodiscard]] ErrorPage method_not_allowed(std::string_view iis_version);        ///< 405.0
[[nodiscard]] ErrorPage request_entity_too_large(std::string_view iis_version);  ///< 404.13: 30,000,000 bytes
[[nodiscard]] ErrorPage configuration_error(std::string_view iis_version, ConfigurationError const& error,
                                            std::string_view file);  ///< 500.19
[[nodiscard]] ErrorPage maximum_request_length_exceeded();           ///< ASP.NET, 500: maxRequestLength
[[nodiscard]] ErrorPage request_timed_out();                         ///< ASP.NET, 500: executionTimeout
[[nodiscard]] ErrorPage bad_request(std::string_view reason);        ///< 400 of http.sys for an unparsable request
/// 200: GET on an .asmx. It lists what the service offers.
[[nodiscard]] ErrorPage service_help_page(std::string_view service_name, std::span<std::string_view const> operations);

}  // namespace wsus::iis
