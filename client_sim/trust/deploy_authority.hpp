// What setting up a world with https leaves of its certificate authority on a machine.
#pragma once

#include "client_sim/machine/machine.hpp"

#include <string>

namespace wsus::trust {

/// Puts the certificate (PEM) into the file machine::paths::lab_authority_file, for `certutil -addstore root` (FM56),
/// and when `trusted` into the Root store too, as a policy of the domain would. A text that is no certificate is no
/// reason to trust anybody: std::invalid_argument.
void deploy_authority(machine::Machine& machine, std::string const& certificate, bool trusted);

}  // namespace wsus::trust
