// What stands against a scan, seen from the server: a pure reading of its parts.
#pragma once

#include "server/iis/application.hpp"
#include "server/iis/internet_services.hpp"
#include "server/susdb/database.hpp"

#include <string>
#include <vector>

namespace wsus::control {

/// One sentence each: W3SVC, the site or a pool of its services is stopped, a configuration file cannot be used, the
/// database does not answer. Empty: a scan is let in, as far as the configuration of the server is concerned; faults
/// are not asked, and neither is who may come (authentication, addresses). Counts nothing, starts nothing.
[[nodiscard]] std::vector<std::string> reasons_against(iis::Application& application, iis::InternetServices& internet,
                                                       susdb::Database const& database);

}  // namespace wsus::control
