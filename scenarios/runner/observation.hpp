// What was seen of one machine and of the server in a window of time: what expectations are checked against.
#pragma once

#include "client_sim/report/scan_report.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace wsus::lab {

/// Texts of the logs hold only what was written within the window.
struct Observation {
  std::string machine{};
  std::string server_url{};                ///< "http://wsus.lab.example:8530"
  std::optional<std::string> client_id{};  ///< SusClientId now; empty when the machine has none
  std::vector<report::ScanReport> scans{};
  std::string client_log{};
  std::string server_log{};  ///< SoftwareDistribution.log
  std::string iis_log{};
  std::string http_error_log{};
  std::string wua_handler_log{};  ///< of a Configuration Manager client; empty: the machine is none
  std::string scan_agent_log{};
  std::map<std::string, std::uint64_t, std::less<>> counters{};  ///< what the journal counted within the window

  std::map<int, std::uint64_t> events{};                 ///< that the machine reported within the window, by ID
  std::map<std::string, std::uint64_t> server_status{};  ///< updates by the state that the server knows of it now
  std::vector<std::string> computers{};                  ///< DNS names of all that the server knows now

  /// Entries of the lists in the first SyncUpdates request of the window; empty when there was none.
  std::map<std::string, std::uint64_t> sent{};

  /// The scan that decides about HRESULT, chain, fault and updates: the last one. Null when there was none.
  [[nodiscard]] report::ScanReport const* last_scan() const { return scans.empty() ? nullptr : &scans.back(); }
};

}  // namespace wsus::lab
