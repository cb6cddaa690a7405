// Edits of the site's web.config as the configuration system commits them (appcmd).
#pragma once

#include "server/iis/web_config.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace wsus::iis {

/// Attributes of <httpRedirect> with their values, in the order of the file or of the command.
using HttpRedirectValues = std::vector<std::pair<std::string, std::string>>;

/// The text with the attributes set; the section is made when there is none, everything else stays. Names and values
/// must be those of the schema (http_redirect_schema.hpp). An empty text is a new file. Errors: as
/// parse_site_configuration.
[[nodiscard]] std::variant<std::string, ConfigurationError> set_http_redirect(std::string_view text,
                                                                              HttpRedirectValues const& values);

/// The attributes that the file states, in the order of the schema. Errors: as parse_site_configuration.
[[nodiscard]] std::variant<HttpRedirectValues, ConfigurationError> stated_http_redirect(std::string_view text);

}  // namespace wsus::iis
