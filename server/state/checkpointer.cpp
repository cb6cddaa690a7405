// Checkpoints: see checkpointer.hpp.
#include "server/state/checkpointer.hpp"

#include <algorithm>
#include <utility>

namespace wsus::state {

Checkpointer::Checkpointer(std::filesystem::path const& file, std::mutex& writing,
                           std::function<void(std::string_view)> told)
    : connection_(file, OpenMode::read_write), writing_(writing), told_(std::move(told)) {
  connection_.run("PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0");
  thread_ = std::thread([this] { work(); });
}

Checkpointer::~Checkpointer() {
  {
    std::scoped_lock const lock(mutex_);
    ending_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Checkpointer::committed(int pages) {
  std::scoped_lock const lock(mutex_);
  pages_ = pages;
  if (pages_ >= next_) wake_.notify_one();
}

void Checkpointer::work() {
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return ending_ || pages_ >= next_; });
      if (ending_) return;
    }
    move_pages();
  }
}

/// Most of the pages while others write; then the few that came meanwhile with writers kept waiting, so that the log
/// begins anew instead of growing for as long as there is work.
void Checkpointer::move_pages() {
  Log log;
  try {
    static_cast<void>(move_once());
    std::scoped_lock const write(writing_);
    log = move_once();
  } catch (SqliteError const& e) {
    told_(e.what());
    log = {.left = 1, .all = 0};
  }
  std::scoped_lock const lock(mutex_);
  // After a failure, or while somebody reads what the log has: not again at each commit.
  next_ = log.left == 0 ? usual_pages : std::max(pages_, log.all) + usual_pages;
  pages_ = 0;
}

Checkpointer::Log Checkpointer::move_once() {
  int all = 0;
  int moved = 0;
  int const code = sqlite3_wal_checkpoint_v2(connection_.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &all, &moved);
  if (code != SQLITE_OK && (code & 0xFF) != SQLITE_BUSY) throw SqliteError(code, sqlite3_errmsg(connection_.handle()));
  return {.left = all - moved, .all = all};
}

}  // namespace wsus::state
