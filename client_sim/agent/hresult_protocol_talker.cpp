// The HRESULT table: codes of the protocol talker, 0x80244000 and up (source: hresults).
#include "client_sim/agent/hresult_rows.hpp"

#include <array>

namespace wsus::agent {
namespace {

constexpr auto rows = std::to_array<HresultInfo>({
    {0x80244000, "WU_E_PT_SOAPCLIENT_BASE", "Base of the SOAP-client error range (SOAP client enum value + base)",
     "Never a final result by itself; codes 01..0A are base + legacy SOAPCLIENT_* enum value", "C"},
    {0x80244001, "WU_E_PT_SOAPCLIENT_INITIALIZE", "SOAP client could not be initialised",
     "Client side only (e.g. XML/COM component broken)", "C"},
    {0x80244002, "WU_E_PT_SOAPCLIENT_OUTOFMEMORY", "SOAP client ran out of memory",
     "Very large response on a small client", "C"},
    {0x80244003, "WU_E_PT_SOAPCLIENT_GENERATE", "SOAP client could not build the request", "Client side only", "C"},
    {0x80244004, "WU_E_PT_SOAPCLIENT_CONNECT", "SOAP client could not connect to the server",
     "TCP connect failure seen by the legacy SOAP client when no finer code is available", "C"},
    {0x80244005, "WU_E_PT_SOAPCLIENT_SEND", "SOAP client could not send",
     "Connection dropped while the request was being written", "C"},
    {0x80244006, "WU_E_PT_SOAPCLIENT_SERVER", "SOAP client: a server error occurred",
     "Non-specific HTTP error reply in the legacy SOAP client", "C"},
    {0x80244007, "WU_E_PT_SOAPCLIENT_SOAPFAULT", "SOAP fault in the reply; reason is one of the WU_E_PT_SOAP_* reasons",
     "Server answers HTTP 500 with a SOAP <Fault> that the agent does not recover from: InvalidParameters "
     "(parameters.InstalledNonLeafUpdateIDs / parameters.OtherCachedUpdateIDs), InternalServerError (e.g. SimpleAuth "
     "GetAuthorizationCookie with an empty clientId, broken SimpleAuth). Windows 8 and later; on Windows 7-generation "
     "agents the same fault shows as 0x8024400D (faultcode Client) or 0x8024400E (faultcode Server)",
     "C"},
    {0x80244008, "WU_E_PT_SOAPCLIENT_PARSEFAULT", "SOAP client could not parse the SOAP fault",
     "Fault envelope that is cut short or not well formed", "C"},
    {0x80244009, "WU_E_PT_SOAPCLIENT_READ", "SOAP client failed reading the reply",
     "Connection dropped while the reply body was being read (legacy client)", "C"},
    {0x8024400A, "WU_E_PT_SOAPCLIENT_PARSE", "SOAP client failed parsing the reply",
     "Reply is not XML or does not match the expected element (HTML page, truncated XML) on legacy clients; newer "
     "agents show 0x80240439",
     "C"},
    {0x8024400B, "WU_E_PT_SOAP_VERSION", "Unrecognised envelope namespace",
     "Envelope in the SOAP 1.2 namespace or faultcode VersionMismatch", "C"},
    {0x8024400C, "WU_E_PT_SOAP_MUST_UNDERSTAND", "A header marked mustUnderstand was not understood",
     "faultcode MustUnderstand", "C"},
    {0x8024400D, "WU_E_PT_SOAP_CLIENT", "Message malformed; do not resend unchanged",
     "faultcode Client on Windows 7-generation agents (legacy SOAP error number 300); carries the same server faults "
     "as 0x80244007",
     "C"},
    {0x8024400E, "WU_E_PT_SOAP_SERVER", "Server could not process the message; may succeed later",
     "faultcode Server on Windows 7-generation agents: 'soap client error = 7, soap error code = 400'. Typical: "
     "unhandled exception in SyncUpdates because of bad update data",
     "C"},
    {0x8024400F, "WU_E_PT_WMI_ERROR", "WMI failure while building computer info",
     "Client WMI repository broken; the scan stops before RegisterComputer", "C"},
    {0x80244010, "WU_E_PT_EXCEEDED_MAX_SERVER_TRIPS", "Too many server round trips in one sync",
     "SyncUpdates keeps returning Truncated or non-leaf updates for more than 200 calls in one scan", "C"},
    {0x80244011, "WU_E_PT_SUS_SERVER_NOT_SET", "WUServer policy value missing",
     "UseWUServer=1 with an empty/missing WUServer", "C"},
    {0x80244012, "WU_E_PT_DOUBLE_INITIALIZATION", "Initialised twice", "Client side only", "C"},
    {0x80244013, "WU_E_PT_INVALID_COMPUTER_NAME", "Computer name could not be determined", "Client side only", "C"},
    {0x80244014, "WU_E_PT_INVALID_COMPUTER_LSID", "Machine SID could not be determined",
     "Client side only; not in every published list", "C"},
    {0x80244015, "WU_E_PT_REFRESH_CACHE_REQUIRED",
     "Server changed or cookie invalid: refresh internal cache state and retry",
     "SOAP fault InvalidCookie or ServerChanged; normally consumed inside the agent (full handshake + RefreshCache), "
     "surfaces only if recovery also fails",
     "C"},
    {0x80244016, "WU_E_PT_HTTP_STATUS_BAD_REQUEST", "HTTP status 400",
     "IIS rejects the request (bad Host header, request headers too long, malformed URL)", "C"},
    {0x80244017, "WU_E_PT_HTTP_STATUS_DENIED", "HTTP status 401",
     "Anonymous authentication disabled on a WSUS virtual directory, or anonymous user has no rights; content ACL "
     "401.3",
     "C"},
    {0x80244018, "WU_E_PT_HTTP_STATUS_FORBIDDEN", "HTTP status 403",
     "403.4 SSL required, 403.6 IP restriction, proxy denies URL, missing execute permission", "C"},
    {0x80244019, "WU_E_PT_HTTP_STATUS_NOT_FOUND", "HTTP status 404",
     "Wrong WUServer host/port/site, virtual directory missing (SelfUpdate, SimpleAuthWebService), content file "
     "absent, MIME type missing (404.3), request filtered (404.x)",
     "C"},
    {0x8024401A, "WU_E_PT_HTTP_STATUS_BAD_METHOD", "HTTP status 405",
     "POST on a static handler: ASMX mapping missing, or a reverse proxy/other web site answers", "C"},
    {0x8024401B, "WU_E_PT_HTTP_STATUS_PROXY_AUTH_REQ", "HTTP status 407",
     "Authenticating proxy in front of WSUS; agent runs as SYSTEM and cannot answer", "C"},
    {0x8024401C, "WU_E_PT_HTTP_STATUS_REQUEST_TIMEOUT", "HTTP status 408",
     "Server too slow: on Windows 10 1607 WWSAPI receive time-out is reported with this code although no HTTP 408 was "
     "sent; also a real 408",
     "C"},
    {0x8024401D, "WU_E_PT_HTTP_STATUS_CONFLICT", "HTTP status 409", "Reply 409", "C"},
    {0x8024401E, "WU_E_PT_HTTP_STATUS_GONE", "HTTP status 410", "Reply 410", "C"},
    {0x8024401F, "WU_E_PT_HTTP_STATUS_SERVER_ERROR", "HTTP status 500",
     "HTTP 500 WITHOUT a SOAP fault body: IIS 500.19 (bad web.config), 500.24 (impersonation), ASP.NET yellow page, "
     "static-content 500",
     "C"},
    {0x80244020, "WU_E_PT_HTTP_STATUS_NOT_SUPPORTED", "HTTP status 501", "Reply 501 (Microsoft table misprints '500')",
     "C"},
    {0x80244021, "WU_E_PT_HTTP_STATUS_BAD_GATEWAY", "HTTP status 502",
     "Proxy/load balancer cannot reach WSUS; TMG WPAD case mismatch", "C"},
    {0x80244022, "WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL", "HTTP status 503",
     "WsusPool stopped, crashed, rapid-fail protection, request queue full (default 1000), private memory limit "
     "recycle",
     "C"},
    {0x80244023, "WU_E_PT_HTTP_STATUS_GATEWAY_TIMEOUT", "HTTP status 504",
     "Proxy/load balancer timed out waiting for WSUS (Microsoft table misprints '503')", "C"},
    {0x80244024, "WU_E_PT_HTTP_STATUS_VERSION_NOT_SUP", "HTTP status 505", "Reply 505", "C"},
    {0x80244025, "WU_E_PT_FILE_LOCATIONS_CHANGED", "File locations changed: refresh them and retry",
     "SOAP fault FileLocationChanged; agent calls GetFileLocations", "C"},
    {0x80244026, "WU_E_PT_REGISTRATION_NOT_SUPPORTED",
     "Server does not support registration though client attempted it",
     "Fault RegistrationNotRequired on RegisterComputer", "C"},
    {0x80244027, "WU_E_PT_NO_AUTH_PLUGINS_REQUESTED", "Server config lists no auth plug-in",
     "GetConfig reply with empty AuthInfo", "C"},
    {0x80244028, "WU_E_PT_NO_AUTH_COOKIES_CREATED", "No auth cookie could be created",
     "Every listed plug-in unknown (PlugInID not SimpleTargeting) or GetAuthorizationCookie gave nothing", "C"},
    {0x80244029, "WU_E_PT_INVALID_CONFIG_PROP", "Config property value invalid",
     "GetConfig Properties entry not parseable (e.g. MaxExtendedUpdatesPerRequest='abc')", "C"},
    {0x8024402A, "WU_E_PT_CONFIG_PROP_MISSING", "Config property missing",
     "GetConfig reply without Properties / without MaxExtendedUpdatesPerRequest", "C"},
    {0x8024402B, "WU_E_PT_HTTP_STATUS_NOT_MAPPED", "HTTP status has no own code",
     "Any status other than 400-401,403-405,407-410,500-505 (e.g. 402, 413, 429, 3xx that is not followed)", "C"},
    {0x8024402C, "WU_E_PT_WINHTTP_NAME_NOT_RESOLVED", "Proxy or target server name cannot be resolved",
     "DNS failure (Win32 12007); also wrong proxy name. Windows 7 logs 'hr = 80072ee7' in Misc and reports 0x8024402c "
     "upward",
     "C"},
    {0x8024402D, "WU_E_PT_LOAD_SHEDDING", "Server is shedding load; try later",
     "Fault ServerBusy / load-shedding reply (mostly Microsoft Update)", "C"},
    {0x8024402F, "WU_E_PT_ECP_SUCCEEDED_WITH_ERRORS", "External cab processing finished with errors",
     "Content filter/proxy damages or replaces the external metadata cab (0x8024402F, 0x80244030 are listed by "
     "Microsoft among proxy-caused codes)",
     "C"},
    {0x80244030, "WU_E_PT_ECP_INIT_FAILED", "External cab processor initialisation failed",
     "Content filter/proxy damages or replaces the external metadata cab (0x8024402F, 0x80244030 are listed by "
     "Microsoft among proxy-caused codes)",
     "C"},
    {0x80244031, "WU_E_PT_ECP_INVALID_FILE_FORMAT", "External cab: invalid metadata file format",
     "Damaged external metadata cab", "C"},
    {0x80244032, "WU_E_PT_ECP_INVALID_METADATA", "External cab: invalid metadata", "Damaged external metadata cab",
     "C"},
    {0x80244033, "WU_E_PT_ECP_FAILURE_TO_EXTRACT_DIGEST", "External cab: digest could not be extracted",
     "Damaged external metadata cab", "C"},
    {0x80244034, "WU_E_PT_ECP_FAILURE_TO_DECOMPRESS_CAB_FILE", "External cab could not be decompressed",
     "Damaged external metadata cab", "C"},
    {0x80244035, "WU_E_PT_ECP_FILE_LOCATION_ERROR", "External cab: file locations unavailable",
     "Damaged external metadata cab", "C"},
    {0x80244FFF, "WU_E_PT_UNEXPECTED", "Communication error with no own code", "Anything else", "C"},
    {0x8024502D, "WU_E_PT_SAME_REDIR_ID", "Redirector reply carries the same ID as the old cab",
     "WU redirector only, not WSUS", "C"},
    {0x8024502E, "WU_E_PT_NO_MANAGED_RECOVER",
     "Recovery action was completed but the redirect failed / not allowed for a managed server",
     "Managed (WSUS) client refused to fall back", "C"},
});

}  // namespace

std::span<HresultInfo const> protocol_talker_hresults() { return rows; }

}  // namespace wsus::agent
