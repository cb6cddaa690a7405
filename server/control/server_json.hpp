// What a server is and how it is set, as JSON.
#pragma once

#include "server/domain/settings.hpp"
#include "server/iis/application.hpp"

#include <boost/json.hpp>

namespace wsus::control {

/// Every setting that an operator can give, by the names of domain::Settings. Durations as scenarios write them.
[[nodiscard]] boost::json::object to_json(domain::Settings const& settings);

/// What web.config allows; null values when it cannot be used, and `error` says why.
[[nodiscard]] boost::json::object limits_of(iis::ApplicationState const& application);

}  // namespace wsus::control
