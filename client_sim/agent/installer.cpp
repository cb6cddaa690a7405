// Exit codes of handlers.
#include "client_sim/agent/installer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace wsus::agent {
namespace {

constexpr auto codes_without_table = std::to_array<std::pair<int, bool>>({{0, false}, {3010, true}});

/// HRESULT_FROM_WIN32; what is an HRESULT already stays one. A failure never becomes a success.
Hresult failure_code(int exit_code) {
  auto const bits = static_cast<Hresult>(exit_code);
  if (exit_code < 0) return bits;
  return 0x80070000U | (bits & 0xFFFFU);
}

InstallOutcome failed(int exit_code) {
  return {failure_code(exit_code), false, fmt::format("The installer ended with exit code {}", exit_code)};
}

}  // namespace

InstallOutcome outcome_of(machine::UpdateDetails const& details, int exit_code) {
  auto const& table = details.return_codes;
  auto const row = std::ranges::find(table, exit_code, &machine::HandlerReturnCode::code);
  if (row != table.end()) {
    if (row->result != "Succeeded") return failed(exit_code);
    return {hr::ok, row->reboot || details.reboot_required, {}};
  }
  bool const reboot = details.reboot_required || details.reboot_by_default;
  if (!details.default_result.empty()) {
    if (details.default_result != "Succeeded") return failed(exit_code);
    return {hr::ok, reboot, {}};
  }
  auto const* known = std::ranges::find(codes_without_table, exit_code, &std::pair<int, bool>::first);
  if (known == codes_without_table.end()) return failed(exit_code);
  return {hr::ok, known->second || reboot, {}};
}

}  // namespace wsus::agent
