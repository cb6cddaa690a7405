// One server a state file: a lock that ends with its process, however that ends.
#pragma once

#include <filesystem>

namespace wsus::state {

/// Holds FILE.lock, which has the process id of its holder as text and stays behind. Never waits. By whatever symbolic
/// links the file is named, it has one lock. Other processes may read the state file meanwhile: SQLite's own locks are
/// not touched.
class FileLock {
public:
  /// Throws StateError: another holder (with its process id where it is known), or a lock file that cannot be made.
  explicit FileLock(std::filesystem::path const& state_file);
  ~FileLock();
  FileLock(FileLock const&) = delete;
  FileLock& operator=(FileLock const&) = delete;

private:
  int descriptor_ = -1;
};

}  // namespace wsus::state
