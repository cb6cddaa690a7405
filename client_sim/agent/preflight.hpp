// What stops the agent before it calls anybody: policy, a damaged datastore, a broken WMI, services that it needs. Pure
// decisions on the machine's state.
#pragma once

#include "client_sim/agent/failure.hpp"
#include "client_sim/machine/machine.hpp"

#include <optional>
#include <string_view>

namespace wsus::agent {

/// Why a scan ends before its first call.
struct Refusal {
  AgentFailure failure{};
  std::string_view step{};    ///< what the log calls the step that failed: "RefreshPTState"; empty: none is named
  std::string_view method{};  ///< of the agent, for the log of w10: "CAgentProtocolTalker::GetCurrentComputerInfo"
};

/// Empty: the scan may begin. In this order: access disabled by policy (0x8024002E), no server of one's own and
/// Microsoft Update forbidden (0x8024500C), the datastore (its own code, 0x80248007 and others), WMI (0x8024400F).
/// Whether there is a server is read_server_address's business. Sources: hresults; which of them comes first:
/// assumption.
[[nodiscard]] std::optional<Refusal> preflight(machine::Machine const& machine);

/// The service that fetches files for agents of this generation: "dosvc" or "bits".
[[nodiscard]] std::string_view download_service(machine::Profile profile);

/// Empty: files can be fetched. A service that is merely stopped is started when it is needed; one that is disabled
/// ends the download: DoSvc with 0x80070422 (FM74), BITS with 0x80246008.
[[nodiscard]] std::optional<AgentFailure> download_preflight(machine::Machine const& machine);

}  // namespace wsus::agent
