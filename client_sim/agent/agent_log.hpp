// WindowsUpdate.log: what the agent says about its work, one method an event, one implementation a generation.
#pragma once

#include "client_sim/agent/error_mapping.hpp"
#include "client_sim/agent/failure.hpp"
#include "client_sim/agent/hresult.hpp"
#include "client_sim/machine/data_store.hpp"
#include "client_sim/machine/machine.hpp"
#include "wsdl/wusp/guid.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace wsus::machine {
struct ServerPolicy;
}

namespace wsus::agent {

/// The name that searches of the Configuration Manager client go by in the agent's log, and what they search for.
/// Source: Microsoft Learn, "Track the software update compliance assessment process" (C).
inline constexpr std::string_view configmgr_caller = "CcmExec";
inline constexpr std::string_view configmgr_criteria =
    "(DeploymentAction=* AND Type='Software') OR (DeploymentAction=* AND Type='Driver')";

/// A web call that failed. Views are valid during the event only.
struct FailedCall {
  Failure const& failure;
  MappedError const& error;
  std::string_view url{};
  std::string_view functor{};    ///< text of NwsCallWithRetries for calls that log it, else empty
  std::string_view operation{};  ///< "SyncUpdates"; empty for files
};

/// An update that is downloaded or installed. The view is valid during the event only.
struct LoggedUpdate {
  wusp::Guid update_id{};
  int revision_number = 0;
  std::string_view title{};
};

/// A download that failed for good.
struct FailedDownload {
  Failure const& failure;
  MappedError const& error;
  std::string_view url{};  ///< of the file
};

/// Receives the events of a scan, of downloads and installs, and writes the lines of its generation (wua-behaviour 8)
/// with the machine's local time. Implementations: w7_log.cpp, w8_log.cpp, w10_log.cpp. The event list may grow; a
/// generation ignores what it does not log.
class AgentLog {
public:
  virtual ~AgentLog() = default;
  virtual void service_started() {}
  /// A refresh of group policy has written other servers than `before`.
  virtual void server_policy_changed(machine::ServerPolicy const& /*before*/) {}
  /// wuauserv was told to stop: the last line that it writes.
  virtual void service_stopped() {}
  virtual void search_started(std::string_view /*caller*/) {}
  virtual void sync_started(std::string_view /*client_service_url*/) {}
  /// The handshake is skipped, in part or whole: cached GetConfig answer, cached cookie.
  virtual void configuration_reused() {}
  virtual void cookie_reused() {}
  /// There is a cookie, but it is too old or the server wants another.
  virtual void cookie_renewed() {}
  virtual void registration_requested() {}
  /// `server_url` is the WUServer policy, `simple_auth_url` the address called.
  virtual void authorization_started(std::string_view /*client_id*/, std::string_view /*target_group*/,
                                     std::string_view /*dns_name*/, std::string_view /*server_url*/,
                                     std::string_view /*simple_auth_url*/) {}
  /// SimpleAuth has answered, with a cookie or with a fault; `xpress`: in that content coding.
  virtual void authorization_answered(bool /*xpress*/) {}
  /// A web call wrapped as an idle-timer operation, e.g. "CAgentProtocolTalker::SyncUpdates_WithRecover".
  virtual void operation_started(std::string_view /*wrapper*/, unsigned /*number*/) {}
  virtual void operation_stopped(std::string_view /*wrapper*/, unsigned /*number*/) {}
  /// A call failed: at the last attempt for transport errors, always for answers. Recovery may still follow.
  virtual void web_call_failed(FailedCall const& /*call*/) {}
  /// The step of the scan failed for good. `recovery_name` e.g. "SyncUpdates_WithRecovery"; empty: none is logged.
  virtual void step_failed(std::string_view /*recovery_name*/, Hresult /*hresult*/) {}
  /// A method of the agent failed before anything was sent: "CAgentProtocolTalker::GetCurrentComputerInfo".
  virtual void method_failed(std::string_view /*method*/, Hresult /*hresult*/) {}
  virtual void trips_exceeded(Hresult /*hresult*/) {}
  /// The scan was to be filtered by categories, and is not. `asked`: the server has refused StartCategoryScan; else its
  /// protocol is too old to be asked.
  virtual void category_scan_given_up(bool /*asked*/) {}
  /// What SyncUpdates has brought does not go into the datastore.
  virtual void updates_not_stored(Hresult /*hresult*/) {}
  virtual void extended_info_started(std::string_view /*client_service_url*/) {}
  virtual void sync_failed(Hresult /*hresult*/) {}
  virtual void update_found(wusp::Guid const& /*update_id*/, int /*revision_number*/) {}
  virtual void search_finished(std::string_view /*caller*/, std::size_t /*updates*/, std::size_t /*categories*/,
                               std::size_t /*evaluated*/, std::size_t /*deployed*/, Hresult /*hresult*/) {}
  /// Automatic Updates will look again then, in UTC.
  virtual void next_detection_set(wusp::UtcTime /*time*/) {}
  /// The self-update check of old agents, before everything else.
  virtual void self_update_started() {}
  virtual void self_update_finished() {}
  /// `call.url` is that of wuident.cab.
  virtual void self_update_failed(FailedCall const& /*call*/) {}

  virtual void downloads_started(std::string_view /*caller*/, std::size_t /*updates*/) {}
  virtual void download_started(LoggedUpdate const& /*update*/) {}
  /// The service that fetches files cannot be used.
  virtual void download_service_failed(Hresult /*hresult*/) {}
  virtual void download_failed(LoggedUpdate const& /*update*/, FailedDownload const& /*download*/) {}
  /// The text of license terms could not be fetched; `license.error.chain` begins with the reason.
  virtual void license_failed(FailedDownload const& /*license*/) {}
  virtual void download_finished(LoggedUpdate const& /*update*/) {}
  virtual void downloads_finished(std::string_view /*caller*/, std::size_t /*updates*/) {}
  virtual void installs_started(std::string_view /*caller*/, std::size_t /*updates*/) {}
  virtual void install_started(LoggedUpdate const& /*update*/) {}
  /// `hresult` 0: installed; 0x00240005: installed, a restart is to come.
  virtual void install_finished(LoggedUpdate const& /*update*/, Hresult /*hresult*/) {}
  virtual void installs_finished(std::string_view /*caller*/, std::size_t /*updates*/) {}

  virtual void event_recorded(machine::PendingEvent const& /*event*/, std::string_view /*caller*/) {}
  virtual void events_uploading(std::size_t /*count*/, std::string_view /*url*/) {}
  virtual void events_uploaded(std::size_t /*count*/) {}
  /// They stay for the next time; how the call failed was logged before.
  virtual void events_not_uploaded(Hresult /*hresult*/) {}
};

/// The log of the machine's profile, writing to the machine's log file. Lifetime: `machine` must outlive it.
[[nodiscard]] std::unique_ptr<AgentLog> make_agent_log(machine::Machine& machine);

}  // namespace wsus::agent
