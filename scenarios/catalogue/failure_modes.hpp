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
  std::string_view client_log;      ///< what to look for in the client's log; "a ; b | c" as people write it
  std::string_view server_log;      ///< the same of IIS, SoftwareDistribution.log (SD) and the event log (EVT)
  std::string_view fix;
  std::string_view source;
  std::string_view confidence;
  std::string_view lab_assertion;  ///< what the lab claims to show; "-": nothing beyond the row
};

/// How far a row is more than an assumption.
enum class Certainty {
  confirmed,  ///< by the sources of the row
  partly,     ///< confirmed, but for what the row names
  assumed     ///< inferred, from memory, or sources disagree
};

[[nodiscard]] std::span<FailureMode const> failure_modes();
[[nodiscard]] FailureMode const* find_mode(std::string_view wanted);
/// From the letter that the row's confidence begins with, and from what row and codes say beside it.
[[nodiscard]] Certainty certainty_of(FailureMode const& mode);
/// The codes that client_hresult names, in its order: the first one is what the lab shows unless told otherwise.
[[nodiscard]] std::vector<std::uint32_t> codes_of(FailureMode const& mode);
/// Modes whose client_hresult names the code ("0x80244007").
[[nodiscard]] std::vector<FailureMode const*> modes_of(std::uint32_t hresult);

/// Why a mode has no scenario: a row of left_out.tsv.
struct LeftOut {
  std::string_view id;  ///< "FM75"
  /// Whether it lies outside of what client and server say to each other; else its scenario is yet to be written.
  bool outside;
  std::string_view reason;  ///< a sentence
};

[[nodiscard]] std::span<LeftOut const> left_out_modes();
[[nodiscard]] LeftOut const* find_left_out(std::string_view id);

}  // namespace wsus::catalogue_of_modes
