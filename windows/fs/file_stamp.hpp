// One state of a file, kept by those who read the same file again and again.
#pragma once

#include "windows/fs/host_state.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>

namespace wsus::windows {

/// What a file system gives for a path, to be asked later whether the file may have changed. Means nothing to another
/// file system; a default one is never current. Values; the file system may be gone before them.
class FileStamp {
public:
  FileStamp() = default;

private:
  friend class FileSystem;

  std::uint64_t tree_ = 0;      ///< changes of the tree and of access lists until then; 0: never current
  void const* node_ = nullptr;  ///< null: nothing is there
  std::uint64_t writes_ = 0;    ///< of the node until then
  std::optional<std::filesystem::path> host_{};
  host::HostState state_{};
};

}  // namespace wsus::windows
