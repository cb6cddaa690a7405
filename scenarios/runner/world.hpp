// The world of one run: clock, server, machines. Does what a step says and tells what was seen.
#pragma once

#include "client_sim/app/call_listener.hpp"
#include "client_sim/app/detection_cycles.hpp"
#include "scenarios/model/scenario.hpp"
#include "scenarios/runner/observation.hpp"
#include "scenarios/runner/record.hpp"
#include "scenarios/runner/world_catalogue.hpp"
#include "server/cookies/cookie_sealer.hpp"
#include "server/domain/computers.hpp"
#include "server/journal/journal.hpp"
#include "windows/prompt/prompt.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wsus::lab {

/// A point in a world's history: a window of observation begins at one and ends now.
struct Mark {
  struct OfMachine {
    std::size_t scans = 0;
    std::size_t log_bytes = 0;
    std::size_t handler_bytes = 0;           ///< of WUAHandler.log
    std::size_t scan_agent_bytes = 0;        ///< of ScanAgent.log
    std::optional<wusp::Guid> last_event{};  ///< that the server has of the machine
  };
  std::map<std::string, OfMachine> machines{};
  std::size_t server_log_bytes = 0;
  std::size_t iis_log_bytes = 0;
  std::size_t http_error_log_bytes = 0;
  std::uint64_t journal_sequence = 0;
  std::map<std::string, std::uint64_t, std::less<>> counters{};
};

/// What a background leaves behind, good for any world that is the same: immutable, shared.
struct WorldState {
  wusp::UtcTime time{};
  int published = 0;  ///< revisions of the catalogue
  std::map<std::string, std::shared_ptr<machine::MachineSnapshot const>> machines{};
  std::vector<domain::Computer> computers{};
  bool met_a_limit = false;   ///< a call was refused over a limit of web.config: larger limits would change the rest
  cookies::Key cookie_key{};  ///< without it the next server would refuse the machines' cookies
};

/// Time is a wusp::Timeline: it moves with the steps, and while a command waits for a slow server.
/// Thread safety: none; one thread uses a world, the server and the hosts have their own.
class LabWorld {
public:
  /// The server listens when this returns. Throws std::exception when the world cannot be built: catalogue file, port.
  /// `before`: the state that the world starts in; null: as the scenario describes it.
  LabWorld(scenario::World const& world, CatalogueShelf& catalogues, WorldState const* before = nullptr);
  ~LabWorld();
  LabWorld(LabWorld const&) = delete;
  LabWorld& operator=(LabWorld const&) = delete;

  /// The name of the server in `at:`.
  static constexpr std::string_view server_name = "wsus";

  /// Throws std::out_of_range for a machine that is not there (the model has checked).
  windows::CommandResult type(scenario::TypeCommand const& command);
  /// At machines of their own, at the same time; results in the given order.
  std::vector<windows::CommandResult> type_together(std::vector<scenario::TypeCommand> const& commands);
  void advance(wusp::Ticks by);
  /// The world's clock moves to each detection; not after the last one.
  std::vector<client::DetectionCycle> run_detection_cycles(std::string const& machine, unsigned count);
  /// What is set takes the place of what the network has.
  void change(scenario::NetworkSpec const& wanted);
  /// A host answers otherwise from now on.
  void change(scenario::HostSpec const& host);
  /// The server's catalogue has this many revisions from now on; what was declined stays declined.
  void synchronise(int revisions);
  /// Everything that a background may change.
  [[nodiscard]] WorldState state() const;
  void take_snapshot(std::string const& machine, std::string const& name);
  /// Throws std::out_of_range for a snapshot that was never taken. Logs go back too, scans that were seen do not.
  void restore_snapshot(std::string const& machine, std::string const& name);

  [[nodiscard]] Mark mark() const;
  /// A log may have got shorter since (snapshot restored, file deleted): the mark moves to its end then.
  void clamp(Mark& mark) const;
  /// What was seen of `machine` from `since` until now.
  [[nodiscard]] Observation observe(std::string const& machine, Mark const& since) const;
  [[nodiscard]] std::vector<journal::Entry> exchanges(Mark const& since) const;
  [[nodiscard]] std::vector<std::string> machine_names() const;
  /// All scans of a machine in this world. The reference is good until the next step.
  [[nodiscard]] std::vector<report::ScanReport> const& scans(std::string const& machine) const;
  [[nodiscard]] std::string const& server_url() const;

  /// Each machine gets the listener that `make` has for it, in place of the one before.
  void listen(std::function<client::CallListener(std::string const& machine)> const& make);
  // The rest of this part may be called from any thread.
  [[nodiscard]] wusp::UtcTime now() const;
  /// All of a log; of the server's without a machine. A log that is not there is empty.
  [[nodiscard]] std::string log(LogKind kind, std::string const& machine = {}) const;
  [[nodiscard]] std::uint64_t last_exchange() const;  ///< its sequence in the journal
  [[nodiscard]] std::vector<journal::Entry> exchanges_since(std::uint64_t sequence) const;

private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace wsus::lab
