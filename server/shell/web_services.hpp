// Starting and stopping the server's Windows services with everything that follows from it.
#pragma once

#include "server/machine/service_table.hpp"
#include "server/shell/commands.hpp"

#include <string_view>

namespace wsus::server_shell {

/// Tells IIS and the rest of the server what an order has changed: W3SVC stops or starts all sites, and a start of it
/// makes the application read web.config again; every change is told to ServerControl::service_changed.
void tell_changes(ServerControl const& control, server_machine::ServiceTable::Result const& result);

}  // namespace wsus::server_shell
