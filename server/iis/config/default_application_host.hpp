// applicationHost.config of a server on which WSUS was installed, in outline.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::iis {

/// One folder of the WSUS web site as installed.
struct InstalledFolder {
  std::string_view path{};  ///< of the URL: "/ClientWebService"
  std::string_view physical_path{};
  bool is_application = false;  ///< false: a virtual directory of the root application
};
/// Root first. Names and kinds: WSUS documentation; physical paths of SelfUpdate and Inventory are an assumption.
[[nodiscard]] std::span<InstalledFolder const> installed_folders();

struct ApplicationHostOptions {
  std::uint16_t http_port = 8530;
  std::optional<std::uint16_t> https_port{};    ///< empty: no https binding
  std::vector<std::string> ssl_applications{};  ///< "ClientWebService": these require SSL
};

/// Pools DefaultAppPool and WsusPool (queue 1,000, private memory 1,843,200 KB), the site "WSUS Administration" with
/// its applications and directories, authentication, MIME types, handlers and request filtering. CRLF.
[[nodiscard]] std::string default_application_host(ApplicationHostOptions const& options = {});

inline constexpr std::string_view wsus_site = "WSUS Administration";
inline constexpr std::string_view wsus_pool = "WsusPool";

}  // namespace wsus::iis
