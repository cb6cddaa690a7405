// What a scan came to, for a person (text) and for a script (JSON).
#pragma once

#include "client_sim/agent/scan.hpp"

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

struct ScanReport {
  agent::ScanResult result{};
  std::vector<CallRecord> calls{};
};

/// The HRESULT, its symbol, one sentence, the chain, the calls in short.
[[nodiscard]] std::string to_text(ScanReport const& report);
/// Keys: hresult, symbol, message, chain, updates_found, calls. One document, newline at the end.
[[nodiscard]] std::string to_json(ScanReport const& report);

}  // namespace wsus::report
