// What a scan came to, for a person (text) and for a script (JSON).
#pragma once

#include "client_sim/agent/scan.hpp"
#include "client_sim/agent/update_session.hpp"

#include <optional>
#include <string>
#include <vector>

namespace wsus::report {

/// One HTTP request of a scan.
struct CallRecord {
  std::string service{};  ///< WSDL service name
  std::string operation{};
  std::string url{};
  std::optional<unsigned> status{};         ///< empty: no answer
  std::optional<std::string> error_code{};  ///< of a SOAP fault
};

/// One request for a content file.
struct ContentRecord {
  std::string url{};
  std::string range{};  ///< "0-1048575"; empty: the whole file
  bool head = false;
  std::optional<unsigned> status{};  ///< empty: no answer
};

struct ScanReport {
  agent::ScanResult result{};
  std::vector<CallRecord> calls{};
  std::vector<ContentRecord> content{};                ///< self-update check and downloads
  std::optional<agent::UpdateResult> update_result{};  ///< what followed the scan; empty: nothing was to follow
};

/// The HRESULT of the whole: the scan's, or that of the first update that failed after it.
[[nodiscard]] agent::Hresult hresult_of(ScanReport const& report);

/// The HRESULT, its symbol, one sentence, the chain, the calls in short.
[[nodiscard]] std::string to_text(ScanReport const& report);
/// The part about what followed the scan: a sentence, then a line an update: title, bytes, how it ended.
[[nodiscard]] std::string to_text(agent::UpdateResult const& result);
/// Keys: hresult, symbol, message, chain, updates_found, calls; of an update also `update` (hresult, symbol, message,
/// reboot_required, updates), and `content` when files were asked for. One document, newline at the end.
[[nodiscard]] std::string to_json(ScanReport const& report);

}  // namespace wsus::report
