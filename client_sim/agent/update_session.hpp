// What follows a scan: needed updates are downloaded and installed, withdrawn ones removed, and the server hears of it.
// A state machine like the scan: no socket, no XML, no hash function of its own.
#pragma once

#include "client_sim/agent/agent_log.hpp"
#include "client_sim/agent/download.hpp"
#include "client_sim/agent/scan.hpp"
#include "client_sim/machine/machine.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace wsus::agent {

/// How it went with one deployed update.
struct UpdateOutcome {
  wusp::Guid update_id{};
  int revision_number = 0;
  std::string title{};  ///< the GUID when the server told none
  machine::UpdateProgress progress = machine::UpdateProgress::none;
  bool removed = false;  ///< Deployment/Action was Uninstall
  Hresult hresult = 0;
  std::string message{};           ///< why it failed, one sentence
  std::vector<ChainLink> chain{};  ///< innermost first; empty on success
  std::uint64_t bytes = 0;         ///< fetched in this session
};

struct UpdateResult {
  Hresult hresult = 0;  ///< of the first update that failed; 0: none did
  std::string message{};
  std::vector<UpdateOutcome> updates{};
  bool reboot_required = false;
};

/// Serve UpdateSession::download() until it is over, then resume_download().
struct DownloadDue {};
struct UpdatesFinished {
  UpdateResult result{};
};
using UpdateAction = std::variant<DownloadDue, AddressedCall, UpdatesFinished>;

/// Downloads all updates, reports, installs them in order, reports (wusp-protocol 10.1), each report in as many batches
/// as it needs. Files lie in
/// SoftwareDistribution\Download until their update is installed; what lies there already is not fetched again. A
/// bundle is its children that are needed. License terms are fetched before an update's files, by the agent itself, and
/// without them the update fails with 0x80240033. Optional updates are left to the user (assumption). Codes: those of
/// FileDownload; 0x80070070 for a file beyond max_session_size; 0x80246007 when the files, or all children of a bundle,
/// are gone before the install; those of outcome_of. Use: start(), then by the action resume_download() or resume(),
/// until UpdatesFinished. Lifetime: machine and log must outlive it. Thread safety: none.
class UpdateSession {
public:
  /// `revision_ids`: ScanResult::needed.
  UpdateSession(machine::Machine& machine, AgentLog& log, AgentSettings settings, Digests digests,
                std::vector<int> revision_ids);
  ~UpdateSession();
  UpdateSession(UpdateSession const&) = delete;
  UpdateSession& operator=(UpdateSession const&) = delete;

  [[nodiscard]] UpdateAction start();
  /// The file that is due; only after DownloadDue.
  [[nodiscard]] FileDownload& download();
  [[nodiscard]] UpdateAction resume_download();
  /// The answer to a report. When it fails, the events stay pending.
  [[nodiscard]] UpdateAction resume(Reply const& reply);

private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The machine has restarted: updates that waited for it are installed now, and event 202 is kept for the next report.
/// Nothing happens when none waited.
void complete_restart(machine::Machine& machine);

}  // namespace wsus::agent
