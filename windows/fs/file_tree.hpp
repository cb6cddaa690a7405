// The tree behind a file system: one map from path to file or folder, some of them real ones. Private to windows/fs.
#pragma once

#include "windows/fs/caseless.hpp"
#include "windows/fs/file_system.hpp"
#include "windows/fs/host_file.hpp"
#include "windows/fs/host_log.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace wsus::windows {

[[noreturn]] void refuse(std::error_code error, std::string_view action, std::string const& path,
                         std::optional<std::filesystem::path> const& host);

struct FileSystem::Node {
  bool directory = false;
  std::string content{};
  std::optional<std::filesystem::path> host{};  ///< mounted: `directory` and `content` mean nothing
  Security security{};
  std::uint64_t writes = 0;  ///< how often `content` was changed

  [[nodiscard]] host::Kind kind() const {
    if (host) return host::kind_of(*host);
    return directory ? host::Kind::directory : host::Kind::file;
  }
};

/// All nodes by absolute path. A key is spelt as its folder's key plus the name as first written, so a key is the real
/// case of its path. `mutex` is held by the public calls around everything else.
struct FileSystem::State {
  std::mutex mutex{};
  std::map<std::string, Node, CaselessLess> nodes{};
  std::uint64_t tree_changes = 1;  ///< of `nodes` and of access lists; places are found anew after each

  /// What a path leads to. `path` is spelt as on the drive as far as something is there.
  struct Place {
    std::string path{};
    host::Kind kind = host::Kind::nothing;
    Node* node = nullptr;                         ///< empty for what is not there or lies in a mounted folder
    std::optional<std::filesystem::path> host{};  ///< the real file, when there is or would be one
    Node const* inherits = nullptr;               ///< the node whose security counts
  };

  Place locate(std::string_view written);
  bool has_folder_for(std::string const& path);
  FileError why_missing(std::string const& path);
  void make_directory(std::string_view written);
  void make_parent_of(std::string_view written);
  /// There must be none yet.
  Node& add(std::string const& path, Node node);
  /// Erases `path` and everything below.
  void erase(std::string const& path);
  /// Writes the file at `place`; what is new gets `security`.
  std::error_code store(Place const& place, std::string_view content, host::Mode mode, Security security);
  void store_as_system(std::string_view written, std::string_view content, host::Mode mode);
  static std::error_code load(Place const& place, std::string& content);

  /// True when `content` was appended to a file that was appended to before: nothing has to be found then.
  bool append_to_known(std::string_view written, std::string_view content);
  void remember_log(std::string_view written);

private:
  /// A file that somebody appends to, as long as `tree_changes` stays.
  struct Log {
    std::string written{};
    std::uint64_t tree = 0;
    Node* node = nullptr;  ///< null in a mounted folder
    std::optional<host::HostLog> host{};
  };
  std::vector<Log> logs_{};  ///< a few
  std::size_t oldest_log_ = 0;
};

}  // namespace wsus::windows
