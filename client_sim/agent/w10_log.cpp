// The agent's log of Windows 10, 11, Server 2016 and later, as Get-WindowsUpdateLog prints it. Texts:
// wua-behaviour 8.2, 8.3, seed 0 symptom 1 and KB4096317 (their misprints put right, the odd quotes after a URL kept).
#include "client_sim/agent/log_lines.hpp"
#include "wsdl/wusp/service.hpp"

#include <fmt/format.h>

namespace wsus::agent {
namespace {

class W10Log final : public AgentLog {
public:
  explicit W10Log(machine::Machine& machine) : machine_(machine), ids_(log_ids(machine.options().seed)) {}

  void service_started() override;
  void service_stopped() override;
  void search_started(std::string_view caller) override;
  void sync_started(std::string_view url) override;
  void configuration_reused() override;
  void cookie_reused() override;
  void registration_requested() override;
  void authorization_started(std::string_view client_id, std::string_view target_group, std::string_view dns_name,
                             std::string_view server_url, std::string_view simple_auth_url) override;
  void operation_started(std::string_view wrapper, unsigned number) override;
  void operation_stopped(std::string_view wrapper, unsigned number) override;
  void web_call_failed(FailedCall const& call) override;
  void method_failed(std::string_view method, Hresult hresult) override;
  void step_failed(std::string_view recovery_name, Hresult hresult) override;
  void trips_exceeded(Hresult hresult) override;
  void category_scan_given_up(bool asked) override;
  void updates_not_stored(Hresult hresult) override;
  void sync_failed(Hresult hresult) override;
  void update_found(wusp::Guid const& update_id, int revision_number) override;
  void search_finished(std::string_view caller, std::size_t updates, std::size_t categories, std::size_t evaluated,
                       std::size_t deployed, Hresult hresult) override;
  void downloads_started(std::string_view caller, std::size_t updates) override;
  void download_started(LoggedUpdate const& update) override;
  void download_service_failed(Hresult hresult) override;
  void download_failed(LoggedUpdate const& update, FailedDownload const& download) override;
  void license_failed(FailedDownload const& license) override;
  void downloads_finished(std::string_view caller, std::size_t updates) override;
  void installs_started(std::string_view caller, std::size_t updates) override;
  void install_started(LoggedUpdate const& update) override;
  void install_finished(LoggedUpdate const& update, Hresult hresult) override;
  void installs_finished(std::string_view caller, std::size_t updates) override;

private:
  void line(std::string_view component, std::string_view text) {
    machine_.files().append_as_system(machine_.agent_log_path(),
                                      w10_line(machine_.local_now(), ids_.process, ids_.thread, component, text));
  }
  void failed(std::string_view component, Hresult hresult, std::string_view what) {
    line(component, fmt::format("*FAILED* [{}] {}", bare_hex(hresult), what));
  }

  machine::Machine& machine_;
  LogIds ids_;
  unsigned search_id_ = 0;
  std::string call_id_{};       ///< of the download or install
  std::string vector_{};        ///< correlation vector of the search
  unsigned network_users_ = 2;  ///< "PDC RefCount"; 2 at rest in the captured block
};

/// A correlation vector's base: 16 characters of base64's alphabet, here from a GUID's digits.
std::string correlation_vector(wusp::Guid const& guid) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string base;
  for (auto const byte : guid.bytes) base += alphabet[byte % alphabet.size()];
  return base + ".1.1.0.2";
}

void W10Log::service_started() {
  auto const client_id = machine_.registry().get_text(machine::keys::windows_update, "SusClientId").value_or("");
  line("Service", "** START **  Service: Service startup");  // texts here: assumption, M
  line("Agent", "Initializing Windows Update Agent");
  line("Agent", fmt::format("SusClientId = '{}'", client_id));
}

/// The text of w7: assumption, M.
void W10Log::service_stopped() { line("Service", service_exit_text); }

void W10Log::search_started(std::string_view caller) {
  search_id_ = ++machine_.data_store().operation_number;  // one counter for both numbers (assumption)
  vector_ = correlation_vector(machine_.next_guid());
  line("Agent", fmt::format("* START * Queueing Finding updates [CallerId = {}  Id = {}]", caller, search_id_));
  line("Agent", fmt::format("* END * Queueing Finding updates [CallerId = {}  Id = {}]", caller, search_id_));
  line("Agent", fmt::format("* START * Finding updates CallerId = {}  Id = {} (cV = {})", caller, search_id_, vector_));
  line("Agent", "Online = Yes; Interactive = No; AllowCachedResults = No; Ignore download priority = No");
  line("Agent", fmt::format("Criteria = {}\"\"", criteria_of(caller)));
  line("Agent", fmt::format("ServiceID = {} Managed", service_id_text()));
  line("Agent", "Search Scope = {Machine}");
  line("Agent", "Caller SID for Applicability: S-1-5-18");
}

void W10Log::sync_started(std::string_view url) {
  line("Misc", fmt::format("Got WSUS Client/Server URL: {}\"\"", url));
  line("ProtocolTalker", fmt::format("ServiceId = {}, Server URL = {}", service_id_text(), url));
}

void W10Log::configuration_reused() { line("ProtocolTalker", "OK to reuse existing configuration"); }
void W10Log::cookie_reused() { line("ProtocolTalker", "Existing cookie is valid, just use it"); }
void W10Log::registration_requested() { line("ProtocolTalker", "PTInfo: Server requested registration"); }

void W10Log::authorization_started(std::string_view client_id, std::string_view target_group, std::string_view dns_name,
                                   std::string_view /*server_url*/, std::string_view simple_auth_url) {
  // Texts of w8 under the component's new name: assumption, M.
  line("ProtocolTalker",
       fmt::format("Initializing simple targeting cookie, clientId = {}, target group = {}, DNS name = {}", client_id,
                   target_group, dns_name));
  line("ProtocolTalker", fmt::format("  Server URL = {}", simple_auth_url));
}

void W10Log::operation_started(std::string_view wrapper, unsigned number) {
  line("IdleTimer",
       fmt::format("WU operation ({}) started; operation # {}; does use network; is at background priority", wrapper,
                   number));
  line("IdleTimer", "Activate PDC state for AllNetworks");
  line("IdleTimer", fmt::format("Incremented PDC RefCount for Network to {}", ++network_users_));
  line("WebServices", "Auto proxy settings for this web service call.");
}

void W10Log::operation_stopped(std::string_view wrapper, unsigned number) {
  line("IdleTimer",
       fmt::format("WU operation ({}, operation # {}) stopped; does use network; is at background priority", wrapper,
                   number));
  line("IdleTimer", "Deactivate PDC state for AllNetworks");
  line("IdleTimer", fmt::format("Decremented PDC RefCount for Network to {}", --network_users_));
}

void W10Log::web_call_failed(FailedCall const& call) {
  if (auto const* fault = std::get_if<FaultFailure>(&call.failure)) {
    line("WebServices", "WS error: " + detail_element(fault->fault));
    return;
  }
  if (std::holds_alternative<MalformedReply>(call.failure)) {
    failed("WebServices", call.error.hresult, "Web service call");
    return;
  }
  for (auto const& sentence : nws_sentences(call.failure, call.url)) line("WebServices", "WS error: " + sentence);
  line("WebServices", fmt::format("Web service call failed with hr = {:08x}.", call.error.hresult));
  line("WebServices", "Current service auth scheme=0.");
  line("WebServices", "Current Proxy auth scheme=0.");
}

void W10Log::step_failed(std::string_view recovery_name, Hresult hresult) {
  if (!recovery_name.empty()) failed("ProtocolTalker", hresult, fmt::format("{} failed", recovery_name));
}

/// The number behind the method's name is that of a line of its source (wua-behaviour 8.3, "w10 cancel").
void W10Log::method_failed(std::string_view method, Hresult hresult) {
  failed("ProtocolTalker", hresult, fmt::format("Method failed [{}:4599]", method));
}

void W10Log::trips_exceeded(Hresult hresult) { failed("ProtocolTalker", hresult, "Exceeded max server round trips"); }

/// Texts: FM17, "AppCatSan" and all.
void W10Log::category_scan_given_up(bool asked) {
  if (!asked) {
    line("ProtocolTalker",
         "Service protocol version lower than what is required for fast AppCatSan-- assuming full scan required");
    return;
  }
  line("ProtocolTalker", fmt::format("StartCategoryScan failed [{}]", bare_hex(hr::pt_catalog_sync_required)));
  line("ProtocolTalker", "Server does not support CatScan. Falling back to full catalog sync...");
}

void W10Log::updates_not_stored(Hresult hresult) { failed("ProtocolTalker", hresult, "PopulateDataStore failed"); }

void W10Log::sync_failed(Hresult hresult) {  // texts of w8 in w10's form: assumption, M
  failed("ProtocolTalker", hresult, "Sync of Updates");
  failed("ProtocolTalker", hresult, "SyncServerUpdatesInternal failed");
  failed("Agent", hresult, "Failed to synchronize");
}

void W10Log::update_found(wusp::Guid const& update_id, int revision_number) {
  line("Agent", fmt::format("Added update {}.{} to search result", wusp::to_upper_string(update_id), revision_number));
}

void W10Log::search_finished(std::string_view caller, std::size_t updates, std::size_t categories,
                             std::size_t evaluated, std::size_t deployed, Hresult hresult) {
  if (hresult == hr::ok) {
    line("Agent", fmt::format("Found {} updates and {} categories in search; evaluated appl. rules of {} out of {} "
                              "deployed entities",
                              updates, categories, evaluated, deployed));
  }
  line("Agent", fmt::format("* END * Finding updates CallerId = {}, Id = {}, Exit code = {} (cV = {})", caller,
                            search_id_, to_hex(hresult), vector_));
}

/// First lines: wua-behaviour 8.2. The end, and all lines of installs: assumption, M.
void W10Log::downloads_started(std::string_view caller, std::size_t updates) {
  call_id_ = wusp::to_upper_string(machine_.next_guid());
  line("DownloadManager",
       fmt::format("* START * Begin Downloading Updates [CallerId = {}] [Call ID = {{{}}}]", caller, call_id_));
  line("DownloadManager",
       fmt::format("Priority = 3, NetworkCostPolicy = 0, Interactive = 0, ServiceId = {}.", wusp::managed_service_id));
  line("DownloadManager", fmt::format("Updates to download = {}", updates));
}

void W10Log::download_started(LoggedUpdate const& update) {
  line("Agent", fmt::format("  Title = {}", update.title));
  line("Agent", fmt::format("  UpdateId = {}.{}", wusp::to_upper_string(update.update_id), update.revision_number));
}

/// Text: FM74; the component is that of other lines of downloads (assumption).
void W10Log::download_service_failed(Hresult hresult) {
  failed("DownloadManager", hresult, "Connect to the DO service");
}

/// Both lines: wua-behaviour 8.3, "w10 content 404"; without an HTTP status the first one is left out.
void W10Log::download_failed(LoggedUpdate const& update, FailedDownload const& download) {
  auto const identity = fmt::format("{}.{}", wusp::to_upper_string(update.update_id), update.revision_number);
  if (auto const* http = std::get_if<HttpFailure>(&download.failure)) {
    constexpr Hresult http_status_base = 0x80190000;  // HTTP_E_STATUS_*
    line("DownloadManager",
         fmt::format("BITS job {{{}}} failed, updateId = {}, hr = {}. File URL = {} HTTP/1.1 {} {}",
                     wusp::to_upper_string(machine_.next_guid()), identity, to_hex(http_status_base + http->status),
                     download.url, http->status, http->reason));
  }
  failed("DownloadManager", download.error.hresult,
         fmt::format("Error occurred while downloading update {}; notifying dependent calls.", identity));
}

/// Texts: wua-behaviour 8.3, "w10 EULA"; components and order: assumption, M.
void W10Log::license_failed(FailedDownload const& license) {
  line("Agent", eula_sentence(license));
  failed("ComApi", license.error.hresult, "ISusInternal:: GetEulaText");
}

void W10Log::downloads_finished(std::string_view caller, std::size_t /*updates*/) {
  line("DownloadManager",
       fmt::format("* END * Begin Downloading Updates [CallerId = {}] [Call ID = {{{}}}]", caller, call_id_));
}

void W10Log::installs_started(std::string_view caller, std::size_t updates) {
  call_id_ = wusp::to_upper_string(machine_.next_guid());
  line("Agent", fmt::format("* START * Installing updates CallerId = {}", caller));
  line("Agent", fmt::format("Updates to install = {}", updates));
}

void W10Log::install_started(LoggedUpdate const& update) {
  line("Agent", fmt::format("  Title = {}", update.title));
  line("Agent", fmt::format("  UpdateId = {}.{}", wusp::to_upper_string(update.update_id), update.revision_number));
}

void W10Log::install_finished(LoggedUpdate const& update, Hresult hresult) {
  auto const identity = fmt::format("{}.{}", wusp::to_upper_string(update.update_id), update.revision_number);
  bool const installed = hresult == hr::ok || hresult == hr::reboot_required;
  if (!installed) return failed("Handler", hresult, fmt::format("Install of update {}", identity));
  line("Handler", fmt::format("Update {} installed, reboot required = {}", identity,
                              hresult == hr::reboot_required ? "Yes" : "No"));
}

void W10Log::installs_finished(std::string_view caller, std::size_t /*updates*/) {
  line("Agent", fmt::format("* END * Installing updates CallerId = {}", caller));
}

}  // namespace

std::unique_ptr<AgentLog> make_w10_log(machine::Machine& machine) { return std::make_unique<W10Log>(machine); }

}  // namespace wsus::agent
