// The recovery table: fault by fault, what the client does before it repeats its call (wusp-protocol 5.2, 7.3).
#include "client_sim/agent/step.hpp"

#include "wsdl/wusp/error_code.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace wsus::agent {
namespace {

using wusp::ErrorCode;

constexpr auto full_handshake =
    std::to_array({Step::get_config, Step::authorize, Step::get_cookie, Step::refresh_cache});
constexpr auto new_configuration =
    std::to_array({Step::get_config, Step::authorize, Step::get_cookie, Step::register_computer});
constexpr auto new_cookie = std::to_array({Step::authorize, Step::get_cookie});
constexpr auto registration = std::to_array({Step::register_computer});

constexpr auto locations = std::to_array({Step::relocate});

struct RecoveryRow {
  ErrorCode error;
  std::span<Step const> steps;
};
/// For InvalidAuthorizationCookie the specification names no step; to ask SimpleAuth again is an assumption.
/// FileLocationChanged stands here for a client that knows no file: see recovery_steps.
constexpr auto recovery_rows = std::to_array<RecoveryRow>({
    {ErrorCode::invalid_cookie, full_handshake},
    {ErrorCode::server_changed, full_handshake},
    {ErrorCode::config_changed, new_configuration},
    {ErrorCode::cookie_expired, new_cookie},
    {ErrorCode::invalid_authorization_cookie, new_cookie},
    {ErrorCode::registration_required, registration},
    {ErrorCode::file_location_changed, new_cookie},
});

std::optional<ErrorCode> code_of(wusp::SoapFault const& fault) {
  return wusp::parse_error_code(fault.error_code.value_or(""));
}

}  // namespace

std::string_view recovery_name(Step step) {
  switch (step) {
  case Step::get_config: return "GetConfig_WithRecovery";
  case Step::authorize: return "";  // seed 0, symptom 3 ends with the NwsCallWithRetries line
  case Step::get_cookie: return "GetCookie_WithRecovery";
  case Step::register_computer: return "RegisterComputer_WithRecovery";
  case Step::refresh_cache: return "RefreshCache_WithRecovery";
  case Step::category_scan: return "StartCategoryScan_WithRecovery";
  case Step::sync_software:
  case Step::sync_drivers: return "SyncUpdates_WithRecovery";
  case Step::extended_info: return "GetExtendedUpdateInfo_WithRecovery";
  case Step::file_locations:
  case Step::relocate: return "GetFileLocations_WithRecovery";
  case Step::report: return "";
  }
  return "";
}

bool proves_recovery(Step step) {
  return step == Step::sync_software || step == Step::sync_drivers || step == Step::extended_info ||
         step == Step::file_locations || step == Step::report;
}

std::span<Step const> recovery_steps(wusp::SoapFault const& fault, bool knows_files) {
  auto const code = code_of(fault);
  if (!code) return {};
  if (code == ErrorCode::file_location_changed && knows_files) return locations;
  auto const* row = std::ranges::find(recovery_rows, *code, &RecoveryRow::error);
  return row != recovery_rows.end() ? row->steps : std::span<Step const>{};
}

bool cookie_is_worthless(wusp::SoapFault const& fault) {
  auto const code = code_of(fault);
  return code == ErrorCode::invalid_cookie || code == ErrorCode::server_changed;
}

bool locations_are_worthless(wusp::SoapFault const& fault) {
  return code_of(fault) == ErrorCode::file_location_changed;
}

bool wants_registration(wusp::SoapFault const& fault) { return code_of(fault) == ErrorCode::registration_required; }

void insert_recovery(Plan& plan, std::span<Step const> steps) {
  while (!plan.empty() && std::ranges::find(steps, plan.front()) != steps.end()) plan.pop_front();
  plan.insert(plan.begin(), steps.begin(), steps.end());
}

}  // namespace wsus::agent
