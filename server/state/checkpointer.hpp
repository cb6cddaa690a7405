// Moves what was committed from the write-ahead log into the file, on a thread of its own. Private to server/state.
#pragma once

#include "server/state/sqlite.hpp"

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string_view>
#include <thread>

namespace wsus::state {

/// This is where waiting for the disk (fsync) happens: whoever commits never does.
///
/// Lifetime: `writing`, held by whoever writes, outlives it. Thread safety: committed() from any thread.
class Checkpointer {
public:
  /// `told`: of a checkpoint that failed; the log grows until one succeeds, nothing is lost.
  Checkpointer(std::filesystem::path const& file, std::mutex& writing, std::function<void(std::string_view)> told);
  ~Checkpointer();
  Checkpointer(Checkpointer const&) = delete;
  Checkpointer& operator=(Checkpointer const&) = delete;

  /// The log has so many pages (sqlite3_wal_hook).
  void committed(int pages);

  static constexpr int usual_pages = 4'000;  ///< 16 MiB of log

private:
  void work();
  void move_pages();
  /// Pages of the log that are not in the file yet, and all of them.
  struct Log {
    int left = 0;
    int all = 0;
  };
  [[nodiscard]] Log move_once();

  Connection connection_;
  std::mutex& writing_;
  std::function<void(std::string_view)> told_;
  std::mutex mutex_;
  std::condition_variable wake_;
  int pages_ = 0;
  int next_ = usual_pages;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace wsus::state
