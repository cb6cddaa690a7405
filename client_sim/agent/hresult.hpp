// HRESULTs of the update agent and of what lies under it, with symbol and meaning.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace wsus::agent {

using Hresult = std::uint32_t;

/// One row of the table. Source: reference hresults (243 codes; confidence C, C1, I or M).
struct HresultInfo {
  Hresult code;
  std::string_view symbol;
  std::string_view meaning;     ///< one sentence
  std::string_view trigger;     ///< what provokes it
  std::string_view confidence;  ///< of the code; see docs/FIDELITY.md
  /// Of the trigger; begins with C, I or M, and may say in a few words what part it is of.
  std::string_view trigger_confidence;
};

/// A failure that would end with `code` ends with `shown`.
struct ShownHresult {
  Hresult code = 0;
  Hresult shown = 0;
  bool operator==(ShownHresult const&) const = default;
};

/// Sorted by code.
[[nodiscard]] std::span<HresultInfo const> all_hresults();
[[nodiscard]] HresultInfo const* find_hresult(Hresult code);
/// By symbol, without regard to case.
[[nodiscard]] HresultInfo const* find_hresult(std::string_view symbol);
/// The symbol, or "UNKNOWN".
[[nodiscard]] std::string_view symbol_of(Hresult code);
/// "0x80244007"
[[nodiscard]] std::string to_hex(Hresult code);
/// Accepts "0x80244007", "80244007" (hex digits, at most eight), "-2145107961" (signed decimal).
[[nodiscard]] std::optional<Hresult> parse_hresult(std::string_view text);

namespace hr {
inline constexpr Hresult ok = 0;
inline constexpr Hresult cycle_detected = 0x8024000F;  // WU_E_CYCLE_DETECTED: updates that need each other
inline constexpr Hresult pt_soap_fault = 0x80244007;   // WU_E_PT_SOAPCLIENT_SOAPFAULT
inline constexpr Hresult pt_soap_parse = 0x8024400A;   // WU_E_PT_SOAPCLIENT_PARSE
inline constexpr Hresult pt_soap_client = 0x8024400D;  // WU_E_PT_SOAP_CLIENT
inline constexpr Hresult pt_soap_server = 0x8024400E;  // WU_E_PT_SOAP_SERVER
inline constexpr Hresult pt_wmi_error = 0x8024400F;    // computer information could not be read
inline constexpr Hresult pt_exceeded_max_server_trips = 0x80244010;
inline constexpr Hresult pt_sus_server_not_set = 0x80244011;  // WUServer policy is missing
inline constexpr Hresult pt_refresh_cache_required = 0x80244015;
inline constexpr Hresult pt_http_status_not_mapped = 0x8024402B;
inline constexpr Hresult pt_winhttp_name_not_resolved = 0x8024402C;
inline constexpr Hresult service_stop = 0x8024001E;     // wuauserv is stopped or stopping
inline constexpr Hresult too_many_resync = 0x80240039;  // the server asks for recovery again and again
inline constexpr Hresult eula_unavailable = 0x80240033;
inline constexpr Hresult invalid_operation = 0x800710DD;       // ERROR_INVALID_OPERATION
inline constexpr Hresult pt_load_shedding = 0x8024402D;        // the server is too busy
inline constexpr Hresult ds_duplicate_update_id = 0x80248013;  // the datastore has room for one of the two
inline constexpr Hresult pt_invalid_format = 0x80240439;
inline constexpr Hresult pt_invalid_url = 0x8024043A;
inline constexpr Hresult pt_endpoint_url_not_available = 0x8024043F;
inline constexpr Hresult update_access_disabled = 0x8024002E;     // WU_E_WU_DISABLED
inline constexpr Hresult redirector_connect_policy = 0x8024500C;  // Microsoft's servers are forbidden
inline constexpr Hresult service_disabled = 0x80070422;
inline constexpr Hresult invalid_argument = 0x80070057;
inline constexpr Hresult dm_url_not_available = 0x80246001;  // WU_E_DM_*: downloads
inline constexpr Hresult dm_incorrect_file_hash = 0x80246002;
inline constexpr Hresult dm_unknown_algorithm = 0x80246003;
inline constexpr Hresult dm_not_downloaded = 0x80246007;
inline constexpr Hresult dm_fail_to_connect_to_bits = 0x80246008;
inline constexpr Hresult dm_bits_transfer_error = 0x80246009;
inline constexpr Hresult dm_content_changed = 0x8024600B;
inline constexpr Hresult pt_catalog_sync_required = 0x80240436;  // no category scan with this server
inline constexpr Hresult pt_endpoint_unreachable = 0x80240438;   // no way to the endpoint, or a back-off from it
inline constexpr Hresult winhttp_timeout = 0x80072EE2;
inline constexpr Hresult winhttp_cannot_connect = 0x80072EFD;
inline constexpr Hresult winhttp_connection_error = 0x80072EFE;
inline constexpr Hresult winhttp_secure_channel_error = 0x80072F7D;
inline constexpr Hresult winhttp_secure_failure = 0x80072F8F;
inline constexpr Hresult bg_insufficient_range_support = 0x80200013;  // BG_E_*: BITS
inline constexpr Hresult disk_full = 0x80070070;                      // ERROR_DISK_FULL
inline constexpr Hresult reboot_required = 0x00240005;                // WU_S_REBOOT_REQUIRED, a success
inline constexpr Hresult untrusted_root = 0x800B0109;                 // CERT_E_UNTRUSTEDROOT
inline constexpr Hresult ws_invalid_format = 0x803D0000;
inline constexpr Hresult ws_endpoint_fault_received = 0x803D0013;
}  // namespace hr

}  // namespace wsus::agent
