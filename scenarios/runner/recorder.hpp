// Makes the record of a run while it goes on: calls from both ends, typed lines, and which log lines came when.
#pragma once

#include "scenarios/runner/record.hpp"
#include "scenarios/runner/world.hpp"

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wsus::lab {

/// Calls of one operation in a phase whose bodies are kept whatever they came to; of later ones only those that failed.
inline constexpr std::size_t alike_with_bodies = 2;
/// Bytes that are kept of each body of a call that went well; of one that failed evidence_body_bytes.
inline constexpr std::size_t healthy_body_bytes = 2'048;
/// Bytes of one log that a phase keeps at most.
inline constexpr std::size_t recorded_log_bytes = 65'536;

/// Listens to all machines of a world. A phase's logs begin where the phase begins; each line belongs to the event that
/// began last before it came: of a machine's log, to the machine's last event.
///
/// Thread safety: calls of machines may come from any thread; everything else from the thread that runs the steps.
/// Lifetime: the world outlives the recorder, which takes its listeners away again.
class Recorder {
public:
  /// From now on events are those of this world.
  explicit Recorder(LabWorld& world);
  ~Recorder();
  Recorder(Recorder const&) = delete;
  Recorder& operator=(Recorder const&) = delete;

  void begin_phase(std::string name);
  void begin_step(scenario::Step const& step);
  void answered(windows::CommandResult const& answer);
  void scan_ended(std::string const& machine, ScanEnd const& end);
  void end_step(std::vector<std::string> problems);
  void end_phase(bool held);
  /// The phases so far; one that was not ended is not complete.
  [[nodiscard]] std::vector<PhaseTimeline> take();

private:
  class Lock;
  using Place = std::size_t;  ///< of an event in its phase

  void call_begins(std::string const& machine);
  void call_ended(std::string const& machine, client::CallSeen const& seen);
  void content_ended(std::string const& machine, report::ContentRecord const& seen);
  [[nodiscard]] CallEvent new_call(std::string const& machine);
  RecordedEvent& add(std::string const& machine, std::variant<StepEvent, CallEvent, ScanEvent> what);
  void read_machine_logs(std::string const& machine);
  void read_server_logs();
  void keep(LogKind kind, std::string const& machine, Place event);
  void add_server_views(CallEvent& call, std::string_view request_body);
  void read_journal();
  void add_unclaimed();
  [[nodiscard]] bool keeps_bodies(std::string const& operation, bool failed);
  [[nodiscard]] double elapsed() const;

  LabWorld& world_;
  std::mutex mutex_;
  std::vector<PhaseTimeline> phases_{};
  bool running_ = false;  ///< between begin_phase and end_phase
  std::chrono::steady_clock::time_point began_{};
  Place step_ = 0;                                                 ///< the step under way
  std::map<std::string, Place> last_event_{};                      ///< of a machine
  std::map<std::string, Place> calls_begun_{};                     ///< of a machine: its call under way
  std::map<std::pair<LogKind, std::string>, std::size_t> read_{};  ///< bytes of a log that were seen
  std::map<std::pair<LogKind, std::string>, std::size_t> kept_{};  ///< of this phase
  std::uint64_t journal_seen_ = 0;
  std::vector<journal::Entry> unclaimed_{};     ///< of the journal, that no call of a machine has taken yet
  std::map<std::string, std::size_t> calls_{};  ///< of this phase, by operation
};

}  // namespace wsus::lab
