// A state file: what a server must still know after it was killed. Format and guarantees: docs/STATE.md.
#pragma once

#include "server/domain/computer_changes.hpp"
#include "server/state/snapshot.hpp"
#include "server/state/state_error.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string_view>

namespace wsus::state {

struct StateFileOptions {
  /// Told once when the file cannot be written, and once when it can again; from any thread. Empty: nobody is.
  std::function<void(std::string_view)> told{};
  std::int64_t max_pages = 0;  ///< of 4 KiB, beside the write-ahead log; 0: no limit
};

/// A state file that one server works with.
///
/// Each change is committed when its call returns: a process that is killed then loses nothing of it. It waits for no
/// disk (but for the system taking the bytes), so a machine that loses its power may lose the last changes; the file
/// stays whole. Thread safety: every call from any thread. Errors: StateError; a change that throws has changed
/// nothing, and the next one is tried anew.
class StateFile {
public:
  /// Opens `file`, makes it (mode 0600) where it is not there, and keeps other servers out of it. Throws StateError,
  /// and has changed nothing, when the folder is missing, another server has the file, it cannot be written, is no
  /// state file, is damaged, or was written by a newer version. A file of an older version is brought to this one.
  explicit StateFile(std::filesystem::path file, StateFileOptions options = {});
  ~StateFile();
  StateFile(StateFile const&) = delete;
  StateFile& operator=(StateFile const&) = delete;

  [[nodiscard]] std::filesystem::path const& path() const;
  [[nodiscard]] Snapshot load() const;

  void put_server(ServerRecord const& server);
  void apply(domain::ComputerChange const& change);
  void apply(DecisionChanges const& changes);
  void put_rules(std::span<KeptRule const> rules);
  /// Everything at once.
  void replace(Snapshot const& snapshot);

private:
  struct Parts;
  template <typename Work>
  void write(Work work);
  std::unique_ptr<Parts> parts_;
};

/// The state as it was committed last, also while a server works with the file. Changes nothing; a file of an older
/// version is refused as one of a newer version is. Throws StateError.
[[nodiscard]] Snapshot read_state(std::filesystem::path const& file);

}  // namespace wsus::state
