// Where things lie on the drives of a WSUS server. Source: KB4096317 (web.config), wua-behaviour 9.
#pragma once

#include <string_view>

namespace wsus::iis {

inline constexpr std::string_view client_web_config =
    R"(C:\Program Files\Update Services\WebServices\ClientWebService\web.config)";
/// The root of the WSUS web site ("WSUS Administration" in IIS).
inline constexpr std::string_view site_web_config = R"(C:\Program Files\Update Services\WebServices\Root\web.config)";
inline constexpr std::string_view software_distribution_log =
    R"(C:\Program Files\Update Services\LogFiles\SoftwareDistribution.log)";
inline constexpr std::string_view iis_log_directory = R"(C:\inetpub\logs\LogFiles\W3SVC1)";
inline constexpr std::string_view application_host_config =
    R"(C:\Windows\System32\inetsrv\config\applicationHost.config)";
/// What http.sys answers by itself (KB820729).
inline constexpr std::string_view http_error_log = R"(C:\Windows\System32\LogFiles\HTTPERR\httperr1.log)";
inline constexpr std::string_view content_folder = R"(C:\WSUS\WsusContent)";

}  // namespace wsus::iis
