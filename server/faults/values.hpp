// What several readers of faults share. Internal to this room.
#pragma once

#include "server/config/node.hpp"
#include "wsdl/wusp/service.hpp"

#include <initializer_list>
#include <string_view>

namespace wsus::faults {

/// Throws config::ConfigError for the first other key, and when `map` is no map. Called before a key is required: of
/// two mistakes a misspelt key is the one to name.
void allow_only(config::Node const& map, std::initializer_list<std::string_view> keys);

/// A service by its WSDL name: "ClientWebService".
[[nodiscard]] wusp::Service read_service(config::Node const& node);

}  // namespace wsus::faults
