// The HRESULT table: codes of the agent in general, 0x80240001 and up (source: hresults).
#include "client_sim/agent/hresult_rows.hpp"

#include <array>

namespace wsus::agent {
namespace {

constexpr auto rows = std::to_array<HresultInfo>({
    {0x80240001, "WU_E_NO_SERVICE", "Agent could not provide the service", "Client side", "C", "M"},
    {0x80240003, "WU_E_UNKNOWN_ID", "ID not found", "Revision deleted on server during scan", "C", "M"},
    {0x80240008, "WU_E_ITEMNOTFOUND", "Key not found", "Store inconsistent", "C", "M"},
    {0x80240009, "WU_E_OPERATIONINPROGRESS", "Another conflicting operation running", "Two scans at once", "C", "M"},
    {0x8024000B, "WU_E_CALL_CANCELLED", "Operation cancelled",
     "Scan aborted by caller or service; seen as '*FAILED* [8024000B] RefreshPTState failed' and '... Method failed "
     "[CAgentProtocolTalker::GetCurrentComputerInfo:4599]'",
     "C", "C"},
    {0x8024000C, "WU_E_NOOP", "No operation required", "Benign", "C", "M"},
    {0x8024000D, "WU_E_XML_MISSINGDATA", "Required attribute/element missing in update XML",
     "SyncUpdates <Xml> fragment lacks a mandatory part", "C", "M"},
    {0x8024000E, "WU_E_XML_INVALID", "Update XML invalid", "Bad applicability XML in an update (also damaged drivers)",
     "C", "C"},
    {0x8024000F, "WU_E_CYCLE_DETECTED", "Circular update relationship", "Prerequisite/bundle cycle in served metadata",
     "C", "I"},
    {0x80240010, "WU_E_TOO_DEEP_RELATION", "Relationship nesting too deep",
     "Very long bundle/prerequisite chain served", "C", "I"},
    {0x80240011, "WU_E_INVALID_RELATIONSHIP", "Invalid update relationship", "Prerequisite refers to something invalid",
     "C", "I"},
    {0x80240012, "WU_E_REG_VALUE_INVALID", "Registry value invalid", "Bad policy value", "C", "M"},
    {0x80240013, "WU_E_DUPLICATE_ITEM", "Item already in list",
     "Mock WSUS serves the same UpdateID again after a failed attempt", "C", "C"},
    {0x80240016, "WU_E_INSTALL_NOT_ALLOWED", "Another install or pending reboot", "Reboot pending", "C", "M"},
    {0x80240017, "WU_E_NOT_APPLICABLE", "No applicable updates", "Install requested for not applicable update", "C",
     "M"},
    {0x8024001D, "WU_E_INVALID_UPDATE", "Update invalid", "Update withdrawn during operation", "C", "M"},
    {0x8024001E, "WU_E_SERVICE_STOP", "Service stopping", "net stop wuauserv during a scan", "C", "M"},
    {0x8024001F, "WU_E_NO_CONNECTION", "No network connection", "Adapter down", "C", "M"},
    {0x80240020, "WU_E_NO_INTERACTIVE_USER", "No logged-on interactive user",
     "Update needs a user session; not a protocol error", "C", "M"},
    {0x80240021, "WU_E_TIME_OUT", "Operation timed out", "Scan/installation longer than allowed", "C", "M"},
    {0x80240022, "WU_E_ALL_UPDATES_FAILED", "All updates failed", "Summary code for a batch", "C", "M"},
    {0x80240023, "WU_E_EULAS_DECLINED", "EULAs declined", "User/admin did not accept", "C", "M"},
    {0x80240024, "WU_E_NO_UPDATE", "No updates", "Benign: empty result", "C", "M"},
    {0x80240025, "WU_E_USER_ACCESS_DISABLED", "Access to Windows Update disabled by policy",
     "DisableWindowsUpdateAccess", "C", "M"},
    {0x80240027, "WU_E_URL_TOO_LONG", "URL longer than allowed", "Server returns very long file URL", "C", "M"},
    {0x8024002B, "WU_E_LEGACYSERVER", "Server is a Software Update Services 1.0 server", "Old server at the URL", "C",
     "M"},
    {0x8024002E, "WU_E_WU_DISABLED", "Non-managed server access not allowed",
     "DisableWindowsUpdateAccess/managed only and scan goes to MU", "C", "M"},
    {0x8024002F, "WU_E_CALL_CANCELLED_BY_POLICY", "Cancelled by policy", "Policy turned updates off", "C", "M"},
    {0x80240030, "WU_E_INVALID_PROXY_SERVER", "Proxy string has wrong format", "Bad 'netsh winhttp set proxy' value",
     "C", "M"},
    {0x80240032, "WU_E_INVALID_CRITERIA", "Search criteria invalid", "API misuse", "C", "M"},
    {0x80240033, "WU_E_EULA_UNAVAILABLE", "Licence terms could not be downloaded",
     "EULA .txt missing in the content store (404) or 401.3 on it", "C", "C"},
    {0x80240034, "WU_E_DOWNLOAD_FAILED", "Update failed to download", "Content failure", "C", "M"},
    {0x80240035, "WU_E_UPDATE_NOT_PROCESSED", "Update was not processed", "Batch aborted", "C", "M"},
    {0x80240038, "WU_E_WINHTTP_INVALID_FILE", "Downloaded file has an unexpected content type",
     "HTML block page instead of a cab/exe", "C", "C"},
    {0x80240039, "WU_E_TOO_MANY_RESYNC", "Server asked the agent to resync too many times",
     "Server answers every attempt with a resync fault (InvalidCookie/ServerChanged/ConfigChanged loop)", "C", "I"},
    {0x80240042, "WU_E_UNKNOWN_SERVICE", "Service not registered", "ServiceID unknown on the client", "C", "M"},
    {0x80240044, "WU_E_PER_MACHINE_UPDATE_ACCESS_DENIED", "Only administrators can do this", "Non-admin caller", "C",
     "M"},
    {0x8024004A, "WU_E_SETUP_IN_PROGRESS", "OS setup running",
     "Scan during OOBE; log 'OS setup in progress. Failing scan'", "C", "C"},
    {0x80240FFF, "WU_E_UNEXPECTED", "Unexpected", "Anything else", "C", "M"},
});

}  // namespace

std::span<HresultInfo const> general_hresults() { return rows; }

}  // namespace wsus::agent
