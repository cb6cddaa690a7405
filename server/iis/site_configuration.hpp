// The web.config of the WSUS web site itself: what IIS reads from it (httpRedirect), and when.
#pragma once

#include "server/iis/web_config.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace wsus::iis {

/// <httpRedirect> of system.webServer; the defaults are those of IIS 10's schema.
struct HttpRedirect {
  bool enabled = false;
  std::string destination{};
  bool exact_destination = false;  ///< false: the requested path and query are put behind the destination
  bool child_only = false;         ///< true: only for what lies directly in the folder, not in its subfolders
  unsigned status = 302;           ///< of httpResponseStatus: 301, 302, 307 or 308
};

/// Where a request is sent instead of being served.
struct Redirection {
  unsigned status = 302;
  std::string location{};
};

/// The answer to a request for `path` with `query` (without '?'), or empty when it is served here.
///
/// A slash between destination and path is not doubled. A destination with one of the variables $V, $Q, $S, $P is the
/// whole target. Enabled without a destination redirects nothing (assumption). The folder of child_only is the root of
/// the site. Source: IIS configuration reference, httpRedirect.
[[nodiscard]] std::optional<Redirection> redirection_of(HttpRedirect const& redirect, std::string_view path,
                                                        std::string_view query);

/// Reads <configuration><system.webServer><httpRedirect>, also inside <location path=".">. Attribute names are
/// case-sensitive; values of booleans and of httpResponseStatus are not (assumption). Errors: broken XML, another root,
/// a second section, an unknown attribute, a value out of the schema, and <add> (wildcards: the lab has none).
[[nodiscard]] std::variant<HttpRedirect, ConfigurationError> parse_site_configuration(std::string_view text);

/// The file as the lab's server has it at first: a redirect that is written down and off.
[[nodiscard]] std::string default_site_web_config();

}  // namespace wsus::iis
