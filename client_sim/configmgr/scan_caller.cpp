// The lines around a search: see scan_caller.hpp. Where each text is from: README.md.
#include "client_sim/configmgr/scan_caller.hpp"

#include <fmt/format.h>

#include <chrono>
#include <stdexcept>
#include <utility>

namespace wsus::configmgr {
namespace {

constexpr std::string_view handler_file = "cwuahandler.cpp";
constexpr std::string_view sources_file = "sourcemanager.cpp";
constexpr std::string_view scan_agent_file = "cscanagent.cpp";
constexpr std::string_view jobs_file = "scanjobmgr.cpp";
constexpr std::string_view job_file = "scanjob.cpp";

/// The site's; every machine of a site has the same (lab's own values).
constexpr std::string_view update_source_id = "{5B6CF3B4-3D4E-4E0D-9A0C-7C5A6E1D2F30}";
constexpr int content_version = 1;

/// Windows numbers threads in steps of four.
unsigned thread_of(std::uint64_t seed) { return 1'200U + static_cast<unsigned>(seed * 7919U % 2'000U) * 4U; }

std::string braced(wusp::Guid const& guid) { return fmt::format("{{{}}}", wusp::to_upper_string(guid)); }

/// "0x80244007", letters in lower case.
std::string code_text(agent::Hresult code) { return fmt::format("{:#010x}", code); }

std::string missing_line(machine::CachedUpdate const& update) {
  auto const title = update.details ? update.details->title : std::string();
  return fmt::format("Update (Missing): {} ({}, {})", title.empty() ? "(no title)" : title,
                     wusp::to_string(update.update_id), update.revision_number);
}

}  // namespace

ScanCaller::ScanCaller(machine::Machine& machine, Site site)
    : machine_(machine), site_(std::move(site)), thread_(thread_of(machine.options().seed)) {
  if (site_.update_point.empty())
    throw std::invalid_argument("a Configuration Manager site needs the URL of its software update point");
}

void ScanCaller::handler_line(std::string_view file, std::string_view text, Severity severity) {
  LogLine const line{.text = text, .component = "WUAHandler", .file = file, .severity = severity, .thread = thread_};
  machine_.files().append_as_system(handler_log,
                                    cmtrace_line(line, machine_.local_now(), machine_.options().utc_offset));
}

void ScanCaller::agent_line(std::string_view file, std::string_view text, Severity severity) {
  LogLine const line{.text = text, .component = "ScanAgent", .file = file, .severity = severity, .thread = thread_};
  machine_.files().append_as_system(scan_agent_log,
                                    cmtrace_line(line, machine_.local_now(), machine_.options().utc_offset));
}

void ScanCaller::job_line(std::string_view text, Severity severity) {
  agent_line(job_file, fmt::format("ScanJob({}): {}", job_, text), severity);
}

void ScanCaller::request_location() {
  auto const request = braced(machine_.next_guid());
  agent_line(scan_agent_file, "Inside CScanAgent::ProcessScanRequest()");
  agent_line(jobs_file, "CScanJobManager::Scan- entered");
  for (auto const* const text :
       {"CScanJob::Initialize- entered", "CScanJob::Scan- entered", "CScanJob::RequestLocations- entered"})
    job_line(text);
  agent_line(job_file, fmt::format("- - - - - -Requesting WSUS Server Locations from LS for {} version {}",
                                   update_source_id, content_version));
  agent_line(job_file, fmt::format("- - - - - -Location Request ID = {}", request));
  job_line(fmt::format("- - - - - -Locations requested for ScanJobID={} (LocationRequestID={}), will process the scan "
                       "request once locations are available.",
                       job_, request));
  agent_line(scan_agent_file, fmt::format("*****WSUSLocationUpdate received for location request guid={}", request));
  job_line(
      fmt::format("CScanJob::OnLocationUpdate- Received Location={}, Version={}", site_.update_point, content_version));
}

bool ScanCaller::add_update_source() {
  job_line(fmt::format("CScanJob::Execute- Adding UpdateSource={}, ContentType=2, ContentLocation={}, "
                       "ContentVersion={}",
                       update_source_id, site_.update_point, content_version));
  handler_line(sources_file, fmt::format("Its a WSUS Update Source type ({}), adding it.", update_source_id));
  auto const source = set_update_source(machine_, site_);
  if (source == UpdateSource::known) {
    handler_line(sources_file,
                 fmt::format("Existing WUA Managed server was already set ({}), skipping Group Policy registration.",
                             site_.update_point));
  } else {
    handler_line(sources_file, "Its a completely new WSUS Update Source.");
    handler_line(sources_file, fmt::format("Enabling WUA Managed server policy to use server: {}", site_.update_point));
    handler_line(sources_file, "Policy refresh forced.");
    handler_line(sources_file, "Waiting for 2 mins for Group Policy to notify of WUA policy change...");
  }
  if (source == UpdateSource::overruled) return false;
  if (source == UpdateSource::added)
    handler_line(sources_file, "Waiting for 30 secs for policy to take effect on WU Agent.");
  handler_line(sources_file, fmt::format("Added Update Source ({}) of content type: 2", update_source_id));
  return true;
}

void ScanCaller::start_search() {
  job_line(fmt::format("Raised UpdateSource ({}) state message successfully. StateId = 2", update_source_id));
  handler_line(handler_file, "Scan results will include superseded updates only when they are superseded by service "
                             "packs and definition updates.");
  handler_line(handler_file, fmt::format("Search Criteria is {}", agent::configmgr_criteria));
  handler_line(handler_file, "Running single-call scan of updates.");
  handler_line(handler_file, "Async searching of updates using WUAgent started.");
  job_line("CScanJob::Execute - successfully requested Scan, ScanType=1");
}

bool ScanCaller::begin_scan() {
  // A job that is tried again goes on under its id; any other scan is a new job.
  if (next_ == AfterScan::retry) {
    ++retries_;
    job_line(fmt::format("CScanJob::OnScanRetry- Retry {} of {}", retries_, max_retries));
  } else {
    retries_ = 0;
    job_ = braced(machine_.next_guid());
  }
  request_location();
  if (add_update_source()) {
    start_search();
    return true;
  }
  handler_line(sources_file,
               fmt::format("Group policy settings were overwritten by a higher authority (Domain Controller) to: "
                           "Server {} and Policy ENABLED",
                           policy_server(machine_)),
               Severity::error);
  handler_line(sources_file,
               fmt::format("Failed to Add Update Source for WUAgent of type (2) and id ({}). Error = {}.",
                           update_source_id, code_text(group_policy_conflict)),
               Severity::error);
  job_line(fmt::format("CScanJob::Execute- Failed at AddUpdateSource, Error = {}", code_text(group_policy_conflict)),
           Severity::error);
  next_ = AfterScan::nothing;
  return false;
}

void ScanCaller::log_missing_updates(agent::ScanResult const& result) {
  auto const& updates = machine_.data_store().updates;
  for (int const revision : result.needed) {
    auto const update = updates.find(revision);
    if (update != updates.end()) handler_line(handler_file, missing_line(update->second));
  }
}

void ScanCaller::log_success(agent::ScanResult const& result) {
  handler_line(handler_file, "Finished searching for everything in single call.");
  log_missing_updates(result);
  handler_line(handler_file, "Successfully completed scan.");
  job_line("CScanJob::OnScanComplete - Scan completed successfully, ScanType=1");
}

void ScanCaller::log_failure(agent::Hresult hresult) {
  auto const code = code_text(hresult);
  handler_line(handler_file, fmt::format("OnSearchComplete - Failed to end search job. Error = {}.", code),
               Severity::error);
  handler_line(handler_file, fmt::format("Scan failed with error = {}.", code), Severity::error);
  job_line(fmt::format("CScanJob::OnScanComplete -Scan Failed with Error={}", code), Severity::error);
  if (next_ != AfterScan::retry) return;
  std::chrono::seconds const wait = retry_interval;
  job_line(fmt::format("CScanJob::ScheduleScanRetry- ScanRetry Timer task successfully scheduled. Will wake up in "
                       "next {} seconds",
                       wait.count()));
}

void ScanCaller::end_scan(agent::ScanResult const& result) {
  next_ = after_scan(result.hresult, retries_);
  handler_line(handler_file, "Async searching completed.");
  if (result.hresult == agent::hr::ok) {
    log_success(result);
  } else {
    log_failure(result.hresult);
  }
  if (next_ == AfterScan::retry) return;
  agent_line(jobs_file, "CScanJobManager::OnScanComplete -ScanJob is completed.");
  agent_line(scan_agent_file, "CScanAgent::ScanComplete- Scan completion received.");
}

}  // namespace wsus::configmgr
