// One scan ("Finding updates") as a state machine: which call comes next, what an answer changes, how it recovers, how
// it ends. Knows no socket, no XML; time and chance come from the machine.
#pragma once

#include "client_sim/agent/agent_log.hpp"
#include "client_sim/agent/content.hpp"
#include "client_sim/agent/download.hpp"
#include "client_sim/agent/endpoint_back_off.hpp"
#include "client_sim/agent/error_mapping.hpp"
#include "client_sim/agent/messages.hpp"
#include "client_sim/agent/self_update.hpp"
#include "client_sim/machine/machine.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace wsus::agent {

/// Numbers of the agent that no source gives, or that a test may want to change (docs/FIDELITY.md).
struct AgentSettings {
  unsigned max_server_trips = 200;   ///< more SyncUpdates calls end with 0x80244010 (C)
  unsigned attempts_per_call = 3;    ///< transport errors only (assumption)
  unsigned recoveries_per_sync = 3;  ///< fault recoveries per SyncUpdates (assumption)
  std::string protocol_version{};    ///< empty: that of the profile
  std::string caller = "AutomaticUpdates";
  MappingSettings mapping{};
  /// The server offers one revision under two revision ids; 0x80240013 is the other candidate (FM28).
  Hresult duplicate_update_hresult = hr::ds_duplicate_update_id;
  BackOffSettings back_off{};
  /// Only these categories are scanned, when client (1.7) and server (3.2) can: StartCategoryScan names the categories
  /// that the scan is filtered by. Empty, or refused: everything is scanned.
  std::vector<StartCategoryScanCall::Relationship> categories{};
  /// Of a scan or an update whose service was stopped. 0x8024000B is that of one that was cancelled (C; FM66).
  Hresult service_stop_hresult = hr::service_stop;
  /// GetConfig without the property MaxExtendedUpdatesPerRequest: 50 is taken instead of ending with 0x8024402A (FM25).
  bool accept_missing_properties = false;
  /// Whether DriverSyncNotNeeded is obeyed; the captured agent makes the driver pass all the same (wusp-protocol 7.2).
  bool obey_driver_sync_not_needed = false;
  /// The scan is followed by a download: GetFileLocations is asked for files whose URL is not known.
  bool wants_files = false;
  /// Old agents (w7, w8) ask for /selfupdate/wuident.cab first; see self_update.hpp.
  SelfUpdateSettings self_update{};
  DownloadSettings download{};
  int installer_exit_code = 0;  ///< what every simulated installer ends with
  /// fact_fingerprint of the machine, from who knows that its facts do not change; 0: it is worked out at each scan.
  std::uint64_t facts = 0;
};

/// What the applicability evaluation says about a revision (done by client_sim/metadata, handed in as a function).
struct Evaluation {
  wusp::Guid update_id{};
  int revision_number = 0;
  bool is_category = false;
  bool is_driver = false;
  bool installed = false;
  bool installable = false;
  bool offered = false;    ///< explicitly deployable: shown to a user
  bool is_bundle = false;  ///< has BundledUpdates and no IsInstalled rule: needed when one of them is
  std::vector<wusp::Guid> bundled_updates{};
  std::vector<wusp::Guid> superseded_updates{};  ///< what it names in SupersededUpdates
  std::vector<wusp::Guid> prerequisites{};       ///< what its clauses name, all of them
  std::string device_id{};                       ///< of a driver: the first of its hardware ids that a device has
  bool has_unknown_rule =
      false;  ///< a rule that the decision needed could not be decided; metadata::explain tells which
};
using Evaluate = std::function<Evaluation(ReceivedUpdate const&, machine::Machine const&)>;

/// Readers of the fragments beyond Core (done by client_sim/metadata). An empty function: nothing is read, and an
/// update has no details.
struct FragmentReaders {
  /// Files, handler and its table of an Extended fragment; URLs and title are not in it.
  std::function<machine::UpdateDetails(std::string_view extended_xml)> details{};
  std::function<std::string(std::string_view localized_xml)> title{};
  /// Whether a Core fragment names license terms. Not set, as the next one: agents ask for none.
  std::function<bool(std::string_view core_xml)> has_license{};
  std::function<machine::UpdateFile(std::string_view eula_xml)> license{};
  /// Where Core fragments are kept: for who simulates several machines, so that they have each text once. Not set: each
  /// cached update has its own.
  std::function<std::shared_ptr<std::string const>(std::string const& core_xml)> keep{};
};

/// How a scan ended.
struct ScanResult {
  Hresult hresult = 0;
  std::string message{};           ///< one sentence for the reader
  std::vector<ChainLink> chain{};  ///< innermost first; empty on success
  std::size_t updates_found = 0;   ///< needed updates
  std::size_t categories_found = 0;
  std::size_t evaluated = 0;  ///< revisions whose rules were evaluated in this scan
  std::size_t deployed = 0;   ///< cached revisions
  unsigned server_trips = 0;  ///< SyncUpdates calls
  std::optional<wusp::SoapFault> last_fault{};
  std::vector<int> needed{};  ///< revision ids of the needed updates, ascending
};

struct Finished {
  ScanResult result{};
};
/// A content file to be fetched, one request: only with `self_update.enabled`.
struct FetchContent {
  ContentRequest request{};
};
using Action = std::variant<AddressedCall, Finished, FetchContent>;

/// Lifetime: machine, log and evaluate must outlive the scan. Use: start(), then resume() with each answer until
/// Finished.
class Scan {
public:
  Scan(machine::Machine& machine, AgentLog& log, Evaluate evaluate, AgentSettings settings,
       FragmentReaders readers = {});
  ~Scan();
  Scan(Scan const&) = delete;
  Scan& operator=(Scan const&) = delete;

  [[nodiscard]] Action start();
  [[nodiscard]] Action resume(Reply reply, ReplyFacts facts = {});
  /// The answer to FetchContent.
  [[nodiscard]] Action resume(ContentReply const& reply);

private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace wsus::agent
