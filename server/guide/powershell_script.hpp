// PowerShell scripts that point a client at a server, and put back what was there.
#pragma once

#include "server/guide/client_target.hpp"

#include <string>
#include <string_view>

namespace wsus::guide {

/// Saves the policy of the agent in a .reg file, sets the three values, imports lab-ca.crt for https, restarts the
/// agent's service and asks for a scan. Ends before it changes anything where a saved state is there already, so that
/// running it twice does not save the lab's own values. ASCII, CRLF.
[[nodiscard]] std::string point_script(ClientTarget const& target);
/// Removes the three values, imports what was saved, takes the lab's authority out of the Root store, restarts the
/// service. Does nothing where nothing was saved. ASCII, CRLF.
[[nodiscard]] std::string back_script(ClientTarget const& target);

/// In single quotes, which PowerShell leaves as they are; a quote inside is doubled.
[[nodiscard]] std::string quoted_for_powershell(std::string_view text);

}  // namespace wsus::guide
