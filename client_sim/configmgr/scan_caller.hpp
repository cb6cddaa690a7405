// The lines of WUAHandler.log and ScanAgent.log around a search, and the state that a scan job keeps between scans.
#pragma once

#include "client_sim/agent/scan.hpp"
#include "client_sim/configmgr/cmtrace.hpp"
#include "client_sim/configmgr/scan_retry.hpp"
#include "client_sim/configmgr/update_source.hpp"
#include "client_sim/machine/machine.hpp"

#include <string>
#include <string_view>

namespace wsus::configmgr {

inline constexpr std::string_view log_folder = R"(C:\Windows\CCM\Logs)";
inline constexpr std::string_view handler_log = R"(C:\Windows\CCM\Logs\WUAHandler.log)";
inline constexpr std::string_view scan_agent_log = R"(C:\Windows\CCM\Logs\ScanAgent.log)";

/// The Configuration Manager client of a machine, as far as a scan needs it.
///
/// Use: begin_scan(); when it says so a search of the agent in the name of agent::configmgr_caller, then end_scan().
/// Thread safety: none. Lifetime: `machine` must outlive it. What it remembers (retries) lives as long as it does.
class ScanCaller {
public:
  /// Throws std::invalid_argument for a site without a software update point.
  ScanCaller(machine::Machine& machine, Site site);

  /// Sets the update source and asks for the search. False: the domain's policy overrules it, the agent is not asked,
  /// and the job has ended with group_policy_conflict.
  [[nodiscard]] bool begin_scan();
  /// The search is over.
  void end_scan(agent::ScanResult const& result);

  /// Tries that were made after a failed scan, 0 to max_retries.
  [[nodiscard]] unsigned retries() const { return retries_; }
  /// What the job does after the last scan.
  [[nodiscard]] AfterScan next() const { return next_; }

private:
  void request_location();
  [[nodiscard]] bool add_update_source();
  void start_search();
  void log_missing_updates(agent::ScanResult const& result);
  void log_success(agent::ScanResult const& result);
  void log_failure(agent::Hresult hresult);
  void handler_line(std::string_view file, std::string_view text, Severity severity = Severity::information);
  void agent_line(std::string_view file, std::string_view text, Severity severity = Severity::information);
  /// A line of the scan job in ScanAgent.log: "ScanJob({GUID}): text".
  void job_line(std::string_view text, Severity severity = Severity::information);

  machine::Machine& machine_;
  Site site_;
  unsigned thread_;
  std::string job_{};  ///< "{GUID}" of the running job
  unsigned retries_ = 0;
  AfterScan next_ = AfterScan::nothing;
};

}  // namespace wsus::configmgr
