// Starting and stopping the server's Windows services with everything that follows from it.
#pragma once

#include "server/machine/service_table.hpp"
#include "server/shell/commands.hpp"

namespace wsus::server_shell {

/// Tells the parts of the server what an order has changed: W3SVC stops or starts all sites, and a start of it is a
/// start of the application; the service of the database stops or starts SUSDB; every change goes to
/// ServerControl::service_changed too.
void tell_changes(ServerControl const& control, server_machine::ServiceTable::Result const& result);

/// The application starts in a new worker process: it reads web.config, and its configuration from the database.
void tell_application_start(ServerControl const& control);

}  // namespace wsus::server_shell
