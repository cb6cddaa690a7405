// The steps of a scan and which of them a fault asks for (wusp-protocol 5.2, 7.3). Internal to the room.
#pragma once

#include "wsdl/wusp/soap_fault.hpp"

#include <deque>
#include <span>
#include <string_view>

namespace wsus::agent {

enum class Step {
  get_config,
  authorize,
  get_cookie,
  register_computer,
  refresh_cache,
  category_scan,
  sync_software,
  sync_drivers,
  extended_info,
  file_locations,
  relocate,  ///< recovery only: GetFileLocations for every file that is known
  report,
};

/// What is still to do, the current step first.
using Plan = std::deque<Step>;

/// Name that the log gives to the failed step (wua-behaviour 5.5; all but SyncUpdates_WithRecovery are M); may be
/// empty.
[[nodiscard]] std::string_view recovery_name(Step step);

/// True for a step whose success proves that the last recovery helped.
[[nodiscard]] bool proves_recovery(Step step);

/// What to do before the current step is repeated; empty when nothing helps.
/// `knows_files`: there are files to locate again, which is what FileLocationChanged asks for; without any, a new
/// cookie is what tells the server that the client knows no old location (assumption).
[[nodiscard]] std::span<Step const> recovery_steps(wusp::SoapFault const& fault, bool knows_files);

/// True when the fault says that no known location is good any more.
[[nodiscard]] bool locations_are_worthless(wusp::SoapFault const& fault);

/// True when the fault says that the cookie is worth nothing to this server.
[[nodiscard]] bool cookie_is_worthless(wusp::SoapFault const& fault);
[[nodiscard]] bool wants_registration(wusp::SoapFault const& fault);

/// Puts `steps` in front of the plan; steps at its head that they repeat are not done twice.
void insert_recovery(Plan& plan, std::span<Step const> steps);

}  // namespace wsus::agent
