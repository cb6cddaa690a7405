// The attributes of <httpRedirect> as IIS 10's schema has them: shared by reading the file and by appcmd's edits.
#pragma once

#include "server/iis/site_configuration.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace wsus::iis {

/// In the order of the schema, which is the order in which appcmd lists them.
inline constexpr std::array<std::string_view, 5> http_redirect_attributes{"enabled", "destination", "exactDestination",
                                                                          "childOnly", "httpResponseStatus"};

/// A value of an attribute, checked. `canonical` is what IIS writes: "true", "Found".
struct AttributeValue {
  std::optional<std::string> canonical{};
  std::string error{};  ///< why it is none, in the words of the configuration system
};

/// `name` must be one of http_redirect_attributes.
[[nodiscard]] AttributeValue check_http_redirect_value(std::string_view name, std::string_view value);

/// Puts a canonical value into the redirect.
void set_http_redirect_value(HttpRedirect& redirect, std::string_view name, std::string_view canonical);

}  // namespace wsus::iis
