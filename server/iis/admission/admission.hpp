// Whether IIS lets a request in: binding, addresses, SSL, filtering, redirects, authentication, handlers, access lists.
#pragma once

#include "server/faults/error_page.hpp"
#include "server/iis/admission/routing.hpp"
#include "server/iis/config/path_settings.hpp"
#include "server/iis/site_configuration.hpp"
#include "windows/fs/file_system.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace wsus::iis {

/// The request goes on to what answers at `address`.
struct Admitted {
  std::string site{};
  std::uint32_t site_id = 1;
  std::string application{};  ///< "/ClientWebService"
  std::string pool{};
  std::string location{};  ///< "WSUS Administration/Content"
  std::string physical_path{};
  std::string address{};    ///< where WSUS as installed has this: "/Content/xx/y.cab" (Route::address)
  bool is_service = false;  ///< a managed handler takes it (.asmx); false: the static file handler
};

/// IIS answers by itself.
struct Denied {
  faults::ErrorPage page{};
  std::vector<faults::Header> headers{};  ///< before those of the page: WWW-Authenticate, Allow
  std::string why{};                      ///< one sentence for the journal
  std::string_view reason{};  ///< not empty: http.sys answers, and HTTPERR has the row with this phrase instead of W3C
  bool resets = false;  ///< the connection ends without an answer (denyAction AbortRequest, TcpLevel, stopped site)
};

/// <httpRedirect> sends it elsewhere.
struct Redirected {
  Redirection to{};
};

using Admission = std::variant<Admitted, Denied, Redirected>;

/// What `admit` looks at beside the request.
/// Lifetime: as the call's.
struct AdmissionGround {
  std::variant<PathSettings, MisplacedConfiguration> const& settings;  ///< at the route's location
  windows::FileSystem const& files;                                    ///< access lists
  std::string_view iis_version = "10.0";
  PoolSettings const* pool = nullptr;  ///< null: Integrated
  /// Whether a file or service is at the address; empty: it is. What is missing is not refused here but for its type
  /// (404.3), which only a file that is there can have wrong.
  std::function<bool(std::string_view address)> is_there{};
};

/// IIS's part of the way, for a request that its pool has taken. The first that objects answers, in this order: the
/// configuration (500.19), ipSecurity (403.6), sslFlags (403.4, 403.7), request filtering (404.5 to 404.15),
/// httpRedirect, ASP.NET's settings (500.24), authentication and authorization (401.1, 401.2), the folder (404.0), the
/// handler (403.1, 404.4, 405), the access list (401.3), the type of a file (404.3). Order: IIS's pipeline; redirect
/// after SSL and the place of 404.0 are assumptions. Pure but for reading access lists.
[[nodiscard]] Admission admit(Route const& route, RequestFacts const& facts, AdmissionGround const& ground);

/// What http.sys answers when there is no route: 400 "Bad Request - Invalid Hostname", or a reset for a port that no
/// site has (any more).
[[nodiscard]] Denied denied_by_http_sys(NoRoute why, RequestFacts const& facts);
/// 503 of a pool or site that is off; `reason`: phrase of HTTPERR.
[[nodiscard]] Denied unavailable(std::string_view reason, std::string why);

}  // namespace wsus::iis
