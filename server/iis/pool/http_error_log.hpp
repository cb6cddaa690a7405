// HTTPERR: what http.sys answers by itself, and the connections that it drops. Times are UTC.
#pragma once

#include "wsdl/wusp/date_time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wsus::iis {

/// One row. Fields and reason phrases: KB820729 and "Types of Errors Logged by the HTTP Server API"; "-" where a field
/// has nothing.
struct HttpErrorEntry {
  wusp::UtcTime time{};
  std::string client_ip{};
  std::uint16_t client_port = 0;
  std::string server_ip{};
  std::uint16_t server_port = 0;
  std::string version{};  ///< "HTTP/1.1"
  std::string method{};
  std::string uri{};                       ///< with its query
  unsigned status = 0;                     ///< 0: none, the connection ended without an answer
  std::optional<std::uint32_t> site_id{};  ///< empty: no site was found yet
  std::string_view reason{};               ///< "AppOffline", "QueueFull", "Disabled", "BadRequest", ...
  std::string queue{};                     ///< name of the pool
};

/// http.sys of Windows 10 and Server 2016 on (IIS 10.0) has the field streamid, older ones have not (inferred from
/// public logs of both kinds).
[[nodiscard]] std::string http_error_header(wusp::UtcTime time, std::string_view iis_version);
[[nodiscard]] std::string format(HttpErrorEntry const& entry, std::string_view iis_version);

}  // namespace wsus::iis
