// The lines of WindowsUpdate.log that w7 and w8 share. Texts: wua-behaviour 8.2 and 8.3.
#include "client_sim/agent/text_log.hpp"

#include "client_sim/machine/system/server_policy.hpp"
#include "wsdl/wusp/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace wsus::agent {
namespace {

std::string policy_text(machine::Machine& machine, std::string_view name) {
  return machine.registry().get_text(machine::keys::policy, name).value_or("NULL");
}

/// Stage and text of a report's line. Those of a scan: wua-behaviour 8.2; of a failed download: 8.4; others M.
struct EventText {
  int id;
  std::string_view stage;
  std::string_view text;  ///< {}: the first replacement string
};
constexpr auto event_texts = std::to_array<EventText>({
    {147, "Software Synchronization", "Windows Update Client successfully detected {} updates."},
    {148, "Software Synchronization", "Windows Update Client failed to detect with error {}."},
    {161, "Content Download", "Error: Download failed."},
    {162, "Content Download", "Download succeeded."},
    {167, "Content Download", "Download started."},
    {181, "Content Install", "Installation Started: Windows has started installing the following update: {}"},
    {182, "Content Install", "Installation Failure: Windows failed to install an update with error {}."},
    {183, "Content Install", "Installation Successful: Windows successfully installed the following update: {}"},
    {201, "Content Install", "Installation pending."},
    {222, "Content Install", "Uninstallation Successful: {}"},
});

}  // namespace

TextLog::TextLog(machine::Machine& machine) : machine_(machine), ids_(log_ids(machine.options().seed)) {}

void TextLog::line(std::string_view component, std::string_view text) { line_of(ids_.thread, component, text); }

void TextLog::reply_line(std::string_view component, std::string_view text) {
  line_of(ids_.reply_thread, component, text);
}

void TextLog::line_of(unsigned thread, std::string_view component, std::string_view text) {
  machine_.files().append_as_system(machine_.agent_log_path(),
                                    text_line(machine_.local_now(), ids_.process, thread, component, text));
}

machine::ProxySettings TextLog::proxy() const { return machine::winhttp_proxy(machine_.registry()); }

/// The lines of a named proxy are M: no log with them was found.
void TextLog::access_lines() {
  auto const named = proxy();
  if (named.servers.empty()) return line("Agent", "  * Access type: No proxy");
  line("Agent", "  * Access type: Named proxy");
  line("Agent", "  * Default proxy: " + named.servers);
  line("Agent", "  * Default proxy bypass: " + or_null(named.bypass));
}

void TextLog::service_started() {
  auto const client_id = machine_.registry().get_text(machine::keys::windows_update, "SusClientId").value_or("");
  auto const group = machine_.registry().get_text(machine::keys::policy, "TargetGroup");
  line("Service", "** START **  Service: Service startup");
  line("Agent", fmt::format("  * WU client version {}", client_version()));
  line("Agent", fmt::format("  * SusClientId = '{}'", client_id));
  line("Agent", R"(  * Base directory: C:\Windows\SoftwareDistribution)");
  access_lines();
  line("Agent", "  * Network state: Connected");
  line("Agent", "  * WSUS server: " + policy_text(machine_, "WUServer"));
  line("Agent", "  * WSUS status server: " + policy_text(machine_, "WUStatusServer"));
  line("Agent", "  * Target group: " + group.value_or("(Unassigned Computers)"));
  bool const disabled = machine_.registry().get_dword(machine::keys::policy, "DisableWindowsUpdateAccess") == 1U;
  line("Agent", fmt::format("  * Windows Update access disabled: {}", disabled ? "Yes" : "No"));
}

/// Texts: "Track the software update compliance assessment process"; a server that stayed is M.
void TextLog::server_policy_changed(machine::ServerPolicy const& before) {
  auto const now = machine::server_policy(machine_);
  auto const mark = [](bool changed) { return changed ? " (Changed)" : ""; };
  line("Agent",
       fmt::format("  * WSUS server: {}{}", policy_text(machine_, "WUServer"), mark(now.server != before.server)));
  line("Agent", fmt::format("  * WSUS status server: {}{}", policy_text(machine_, "WUStatusServer"),
                            mark(now.status_server != before.status_server)));
  if (now.server != before.server) line("AU", "Sus server changed through policy.");
}

/// Text: FM66; that of a normal end (0x00240001 is WU_S_SERVICE_STOP).
void TextLog::service_stopped() { line("Service", service_exit_text); }

void TextLog::search_started(std::string_view caller) {
  call_id_.clear();
  if (caller == "AutomaticUpdates") {
    call_id_ = wusp::to_upper_string(machine_.next_guid());
    line("AU", "#############");
    line("AU", "## START ##  AU: Search for updates");
    line("AU", "#########");
    line("AU", fmt::format("<<## SUBMITTED ## AU: Search for updates [CallId = {{{}}}]", call_id_));
  }
  bool const is_configmgr = caller == configmgr_caller;
  if (is_configmgr) com_search_started();
  line("Agent", "*************");
  line("Agent", fmt::format("** START **  Agent: Finding updates [CallerId = {}]", caller));
  line("Agent", "*********");
  if (is_configmgr) line("Agent", "  * Include potentially superseded updates");
  line("Agent", fmt::format("  * Online = Yes; Ignore download priority = {}", is_configmgr ? "Yes" : "No"));
  line("Agent", fmt::format("  * Criteria = \"{}\"", criteria_of(caller)));
  line("Agent", fmt::format("  * ServiceID = {} Managed", service_id_text()));
  line("Agent", "  * Search Scope = {Machine}");
}

void TextLog::sync_started(std::string_view url) {
  line("PT", "+++++++++++  PT: Synchronizing server updates  +++++++++++");
  line("PT", fmt::format("  + ServiceId = {}, Server URL = {}", service_id_text(), url));
}

void TextLog::cookie_renewed() { line("PT", "WARNING: Cached cookie has expired or new PID is available"); }

void TextLog::authorization_started(std::string_view client_id, std::string_view target_group,
                                    std::string_view dns_name, std::string_view /*server_url*/,
                                    std::string_view simple_auth_url) {
  line("PT", fmt::format("Initializing simple targeting cookie, clientId = {}, target group = {}, DNS name = {}",
                         client_id, target_group, dns_name));
  line("PT", fmt::format("  Server URL = {}", simple_auth_url));
}

void TextLog::step_failed(std::string_view /*recovery_name*/, Hresult hresult) {
  line("PT", "WARNING: PTError: " + lower_hex(hresult));
}

void TextLog::trips_exceeded(Hresult hresult) {
  line("PT", "WARNING: Exceeded max server round trips: " + lower_hex(hresult));
}

void TextLog::updates_not_stored(Hresult hresult) {  // w10's text in the form of the others: assumption, I
  line("PT", "WARNING: PopulateDataStore failed: " + lower_hex(hresult));
}

void TextLog::extended_info_started(std::string_view url) {
  line("PT", "+++++++++++  PT: Synchronizing extended update info  +++++++++++");
  line("PT", fmt::format("  + ServiceId = {}, Server URL = {}", service_id_text(), url));
}

void TextLog::sync_failed(Hresult hresult) {
  line("PT", "WARNING: Sync of Updates: " + lower_hex(hresult));
  line("PT", "WARNING: SyncServerUpdatesInternal failed: " + lower_hex(hresult));
  line("Agent", "  * WARNING: Failed to synchronize, error = " + to_hex(hresult));
}

void TextLog::update_found(wusp::Guid const& update_id, int revision_number) {
  line("Agent",
       fmt::format("  * Added update {{{}}}.{} to search result", wusp::to_upper_string(update_id), revision_number));
}

void TextLog::search_ended(std::string_view caller) {
  line("Agent", "*********");
  line("Agent", fmt::format("**  END  **  Agent: Finding updates [CallerId = {}]", caller));
  line("Agent", "*************");
}

void TextLog::automatic_updates_ended(std::size_t updates, Hresult hresult) {
  if (call_id_.empty()) return;
  line("AU", fmt::format(">>##  RESUMED  ## AU: Search for updates [CallId = {{{}}}]", call_id_));
  if (hresult == hr::ok) {
    line("AU", fmt::format("  # {} updates detected", updates));
  } else {
    line("AU", "  # WARNING: Search callback failed, result = " + to_hex(hresult));
    line("AU", "  # WARNING: Failed to find updates with error code " + bare_hex(hresult));
  }
  line("AU", "#########");
  line("AU", fmt::format("##  END  ##  AU: Search for updates [CallId = {{{}}}]", call_id_));
  line("AU", "#############");
}

void TextLog::search_finished(std::string_view caller, std::size_t updates, std::size_t categories,
                              std::size_t evaluated, std::size_t deployed, Hresult hresult) {
  if (hresult == hr::ok) {
    line("Agent", fmt::format("  * Found {} updates and {} categories in search; evaluated appl. rules of {} out of {} "
                              "deployed entities",
                              updates, categories, evaluated, deployed));
    search_ended(caller);
  } else {
    line("Agent", "  * WARNING: Exit code = " + to_hex(hresult));
    search_ended(caller);
    line("Agent", "WARNING: WU client failed Searching for update with error " + lower_hex(hresult));
  }
  automatic_updates_ended(updates, hresult);
  if (caller == configmgr_caller) com_search_ended(updates, hresult);
}

/// The lines of a search through the COM interface (public w7 logs; C but for the warning, M).
void TextLog::com_search_started() {
  line("COMAPI", "-------------");
  line("COMAPI", fmt::format("-- START --  COMAPI: Search [ClientId = {}]", configmgr_caller));
  line("COMAPI", "---------");
  line("COMAPI", fmt::format("<<-- SUBMITTED -- COMAPI: Search [ClientId = {}]", configmgr_caller));
}

void TextLog::com_search_ended(std::size_t updates, Hresult hresult) {
  line("COMAPI", fmt::format(">>--  RESUMED  -- COMAPI: Search [ClientId = {}]", configmgr_caller));
  line("COMAPI", fmt::format("  - Updates found = {}", updates));
  if (hresult != hr::ok)
    line("COMAPI", fmt::format("  - WARNING: Exit code = 0x00000000, Result code = {}", to_hex(hresult)));
  line("COMAPI", "---------");
  line("COMAPI", fmt::format("--  END  --  COMAPI: Search [ClientId = {}]", configmgr_caller));
  line("COMAPI", "-------------");
}

/// wua-behaviour 8.2 (C); that its time is local, M.
void TextLog::next_detection_set(wusp::UtcTime time) {
  auto const f = wusp::calendar_time(time + machine_.options().utc_offset);
  line("AU", fmt::format("AU setting next detection timeout to {:04}-{:02}-{:02} {:02}:{:02}:{:02}", f.year, f.month,
                         f.day, f.hour, f.minute, f.second));
}

/// Texts of the w7 rows of wua-behaviour 8.2 and 8.3 (C there); that w8 writes them too is M.
void TextLog::self_update_started() { line("Setup", "Checking for agent SelfUpdate"); }

void TextLog::self_update_finished() {
  line("Misc", " Microsoft signed: NA");
  line("Setup", "Wuident for the managed service is valid but not quorum-signed. Skipping selfupdate.");
  line("Setup", "SelfUpdate check completed.  SelfUpdate is NOT required.");
}

void TextLog::validating_line() {
  line("Misc", R"(Validating signature for C:\Windows\SoftwareDistribution\SelfUpdate\wuident.cab with dwProvFlags )"
               "0x00000080:");
}

void TextLog::send_failed(FailedCall const& call) {
  line("Misc", fmt::format("WARNING: Send failed with hr = {}.", lower_hex(call.error.hresult).substr(2)));
}

void TextLog::self_update_failed(FailedCall const& call) {
  auto const code = lower_hex(call.error.hresult);
  if (std::holds_alternative<AgentFailure>(call.failure)) {  // the file came, its signature does not count
    validating_line();
    line("Misc", " Microsoft signed: NA");                                              // FM76
    line("Misc", "WARNING: Error: " + code + " when verifying trust for wuident.cab");  // text: assumption, M
  } else {
    if (std::holds_alternative<TransportFailure>(call.failure)) send_failed(call);
    line("Misc", fmt::format("WARNING: WinHttp: SendRequestUsingProxy failed for <{}>. error {}", call.url, code));
    line("Misc", "WARNING: WinHttp: SendRequestToServerForFileInformation MakeRequest failed. error " + code);
    line("Misc", "WARNING: WinHttp: SendRequestToServerForFileInformation failed with " + code);
    line("Misc", "WARNING: WinHttp: ShouldFileBeDownloaded failed with " + code);
    line("Misc", fmt::format("WARNING: DownloadFileInternal failed for {}: error {}", call.url, code));
  }
  line("Setup", "FATAL: IsUpdateRequired failed with error " + code);
  line("Setup", "WARNING: SelfUpdate: Default Service: IsUpdateRequired failed: " + code);
  line("Agent", "  * WARNING: Skipping scan, self-update check returned " + to_hex(call.error.hresult));
}

/// Downloads and installs: assumption, M, in the form of the other blocks.
void TextLog::banner(std::string_view component, std::string_view mark, std::string_view what,
                     std::string_view caller) {
  line(component, "*************");
  line(component, fmt::format("** {} **  {}: {} [CallerId = {}]", mark, component, what, caller));
  line(component, "*********");
}

void TextLog::update_lines(std::string_view component, LoggedUpdate const& update) {
  line(component, fmt::format("  * Title = {}", update.title));
  line(component,
       fmt::format("  * UpdateId = {{{}}}.{}", wusp::to_upper_string(update.update_id), update.revision_number));
}

void TextLog::downloads_started(std::string_view caller, std::size_t updates) {
  banner("DnldMgr", "START", "Downloading updates", caller);
  line("DnldMgr", fmt::format("  * Updates to download = {}", updates));
}
void TextLog::download_started(LoggedUpdate const& update) { update_lines("DnldMgr", update); }
void TextLog::download_failed(LoggedUpdate const& update, FailedDownload const& download) {
  line("DnldMgr", fmt::format("WARNING: BITS job failed, updateId = {{{}}}.{}, hr = {}. File URL = {}",
                              wusp::to_upper_string(update.update_id), update.revision_number,
                              to_hex(download.error.hresult), download.url));
}
/// The second line: that of w10 in the older form (assumption, M).
void TextLog::license_failed(FailedDownload const& license) {
  line("Agent", eula_sentence(license));
  line("COMAPI", fmt::format("WARNING: ISusInternal::GetEulaText failed, hr={}", bare_hex(license.error.hresult)));
}
void TextLog::downloads_finished(std::string_view caller, std::size_t /*updates*/) {
  banner("DnldMgr", " END ", "Downloading updates", caller);
}
void TextLog::installs_started(std::string_view caller, std::size_t updates) {
  banner("Agent", "START", "Installing updates", caller);
  line("Agent", fmt::format("  * Updates to install = {}", updates));
}
void TextLog::install_started(LoggedUpdate const& update) { update_lines("Agent", update); }
void TextLog::install_finished(LoggedUpdate const& update, Hresult hresult) {
  auto const identity = fmt::format("{{{}}}.{}", wusp::to_upper_string(update.update_id), update.revision_number);
  bool const installed = hresult == hr::ok || hresult == hr::reboot_required;
  if (!installed) {
    return line("Handler", fmt::format("FATAL: Install of update {} failed, error = {}", identity, to_hex(hresult)));
  }
  line("Handler", fmt::format("Update {} installed, reboot required = {}", identity,
                              hresult == hr::reboot_required ? "Yes" : "No"));
}
void TextLog::installs_finished(std::string_view caller, std::size_t /*updates*/) {
  banner("Agent", " END ", "Installing updates", caller);
}

void TextLog::event_recorded(machine::PendingEvent const& event, std::string_view caller) {
  auto const* row = std::ranges::find(event_texts, event.event_id, &EventText::id);
  if (row == event_texts.end()) return;  // 156, status: no such line is known (assumption)
  auto const value = event.replacement_strings.empty() ? std::string() : event.replacement_strings.front();
  auto const text = fmt::format(fmt::runtime(row->text), value);
  auto const local = event.time + machine_.options().utc_offset;
  auto const when = text_time(local) + offset_text(machine_.options().utc_offset);
  line("Report", fmt::format("REPORT EVENT: {{{}}}\t{}\t1\t{}\t{}\t{{{}}}\t{}\t{:x}\t{}\t{}\t{}\t{}",
                             wusp::to_upper_string(event.instance), when, event.event_id, event.source_id,
                             wusp::to_upper_string(event.update_id), event.revision_number,
                             static_cast<std::uint32_t>(event.hresult), caller,
                             event.hresult < 0 ? "Failure" : "Success", row->stage, text));
}

void TextLog::events_uploading(std::size_t count, std::string_view url) {
  line("Report", fmt::format("Uploading {} events using cached cookie, reporting URL = {}", count, url));
}

void TextLog::events_uploaded(std::size_t count) {
  line("Report", fmt::format("Reporter successfully uploaded {} events.", count));
}

/// Form from memory (FM61).
void TextLog::events_not_uploaded(Hresult hresult) {
  line("Report", fmt::format("WARNING: Failed to upload events, hr = {}", lower_hex(hresult)));
}

}  // namespace wsus::agent
