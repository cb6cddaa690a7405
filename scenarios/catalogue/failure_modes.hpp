// The catalogue of failure modes as data: what is known to break between an update agent and WSUS.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace wsus::catalogue_of_modes {

/// One row of failure_modes.tsv.
struct FailureMode {
  std::string_view id;  ///< "FM01"
  std::string_view title;
  std::string_view layer;
  std::string_view trigger;
  std::string_view client_hresult;  ///< free text, e.g. "0x80244007 (Windows 8+); ..."
  std::string_view fix;
  std::string_view source;
  std::string_view confidence;
};

[[nodiscard]] std::span<FailureMode const> failure_modes();
[[nodiscard]] FailureMode const* find_mode(std::string_view wanted);
/// Modes whose client_hresult names the code ("0x80244007").
[[nodiscard]] std::vector<FailureMode const*> modes_of(std::uint32_t hresult);

}  // namespace wsus::catalogue_of_modes
