// The simulated installer: what the exit code of an update's handler means (wusp-protocol 8.3, HandlerSpecificData).
#pragma once

#include "client_sim/agent/hresult.hpp"
#include "client_sim/machine/data_store.hpp"

#include <string>

namespace wsus::agent {

struct InstallOutcome {
  Hresult hresult = 0;  ///< 0: installed
  bool reboot = false;  ///< only with 0: complete after a restart
  std::string what{};   ///< one sentence about a failure
};

/// By the return code table; exit codes that it does not list have DefaultResult and RebootByDefault. A handler that
/// AlwaysRequiresReboot asks for a restart whatever the table says.
/// Without a table 0 and 3010 are success, 3010 asks for a restart (ERROR_SUCCESS_REBOOT_REQUIRED). The code of a
/// failure is the exit code as an HRESULT (assumption).
[[nodiscard]] InstallOutcome outcome_of(machine::UpdateDetails const& details, int exit_code);

}  // namespace wsus::agent
