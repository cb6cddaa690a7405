// The tree of a simulated machine's drives: one map from path to file or folder, some of them real ones.
#include "windows/fs/file_system.hpp"

#include "windows/fs/caseless.hpp"
#include "windows/fs/host_file.hpp"
#include "windows/fs/path.hpp"

#include <mutex>
#include <system_error>
#include <utility>

namespace wsus::windows {
namespace {

using host::Kind;
using host::Mode;

FileError to_file_error(std::error_code error, FileError otherwise) {
  if (error == std::errc::permission_denied || error == std::errc::operation_not_permitted ||
      error == std::errc::read_only_file_system || error == std::errc::is_a_directory) {
    return FileError::access_denied;
  }
  if (error == std::errc::no_such_file_or_directory) return FileError::file_not_found;
  if (error == std::errc::not_a_directory) return FileError::path_not_found;
  if (error == std::errc::no_space_on_device) return FileError::disk_full;
  return otherwise;
}

std::optional<FileError> write_error(std::error_code error) {
  if (!error) return std::nullopt;
  // A missing file would have been created, so it is the folder that is not there.
  if (error == std::errc::no_such_file_or_directory) return FileError::path_not_found;
  return to_file_error(error, FileError::write_fault);
}

Security created_by(Identity const& who) {
  // Assumption: the default owner of what an elevated administrator creates is the group.
  if (who.elevated) return {};
  return {.owner = who.user,
          .access = {{"administrators", Access::full}, {"users", Access::read}, {who.user, Access::full}}};
}

Security created_by_system() {
  return {.owner = "SYSTEM",
          .access = {{"SYSTEM", Access::full}, {"administrators", Access::full}, {"users", Access::read}}};
}

[[noreturn]] void refuse(std::error_code error, std::string_view action, std::string const& path,
                         std::optional<std::filesystem::path> const& host) {
  std::string text = std::string(action) + " " + path;
  if (host) text += " (" + host->string() + ")";
  throw std::system_error(error, text);
}

}  // namespace

struct FileSystem::Node {
  bool directory = false;
  std::string content{};
  std::optional<std::filesystem::path> host{};  ///< mounted: `directory` and `content` mean nothing
  Security security{};

  [[nodiscard]] Kind kind() const {
    if (host) return host::kind_of(*host);
    return directory ? Kind::directory : Kind::file;
  }
};

/// All nodes by absolute path. A key is spelt as its folder's key plus the name as first written, so a key is the real
/// case of its path. `mutex` is held by the public calls around everything else.
struct FileSystem::State {
  std::mutex mutex{};
  std::map<std::string, Node, CaselessLess> nodes{};

  /// What a path leads to. `path` is spelt as on the drive as far as something is there.
  struct Place {
    std::string path{};
    Kind kind = Kind::nothing;
    Node* node = nullptr;                         ///< empty for what is not there or lies in a mounted folder
    std::optional<std::filesystem::path> host{};  ///< the real file, when there is or would be one
    Node const* inherits = nullptr;               ///< the node whose security counts
  };

  Place locate(std::string_view written) {
    auto const path = absolute_path({}, written);
    auto nearest = nodes.find(path);
    if (nearest != nodes.end()) {
      Node& node = nearest->second;
      return {nearest->first, node.kind(), &node, node.host, &node};
    }
    for (auto above = parent_path(path); nearest == nodes.end() && !above.empty(); above = parent_path(above)) {
      nearest = nodes.find(above);
    }
    if (nearest == nodes.end()) return {.path = path};
    auto below = std::string_view(path).substr(nearest->first.size());
    if (below.front() == '\\') below.remove_prefix(1);
    if (!nearest->second.host) return {.path = join_path(nearest->first, below)};
    auto match = host::find_below(*nearest->second.host, below);
    auto const kind = host::kind_of(match.path);
    return {join_path(nearest->first, match.spelt), kind, nullptr, std::move(match.path), &nearest->second};
  }

  bool has_folder_for(std::string const& path) {
    auto const parent = parent_path(path);
    return !parent.empty() && locate(parent).kind == Kind::directory;
  }

  FileError why_missing(std::string const& path) {
    return has_folder_for(path) ? FileError::file_not_found : FileError::path_not_found;
  }

  void make_directory(std::string_view written) {
    auto const place = locate(written);
    if (place.kind == Kind::directory) return;
    if (place.kind == Kind::file) {
      refuse(make_error_code(std::errc::file_exists), "making the folder", place.path, place.host);
    }
    auto const parent = std::string(parent_path(place.path));
    if (!parent.empty()) make_directory(parent);
    if (!place.host) {
      nodes.emplace(place.path, Node{.directory = true});
      return;
    }
    std::error_code error;
    std::filesystem::create_directories(*place.host, error);
    if (error) refuse(error, "making the folder", place.path, place.host);
  }

  void make_parent_of(std::string_view written) {
    auto const path = absolute_path({}, written);
    auto const parent = parent_path(path);
    if (!parent.empty()) make_directory(parent);
  }

  /// Erases `path` and everything below.
  void erase(std::string const& path) {
    nodes.erase(path);
    auto const prefix = join_path(path, "");
    auto node = nodes.lower_bound(prefix);
    while (node != nodes.end() && equal_caseless(node->first.substr(0, prefix.size()), prefix))
      node = nodes.erase(node);
  }

  /// Writes the file at `place`; what is new gets `security`.
  std::error_code store(Place const& place, std::string_view content, Mode mode, Security security) {
    if (place.host) {
      if (auto const error = host::write(*place.host, content, mode)) return error;
      bool const is_new = place.kind == Kind::nothing && place.node == nullptr;
      if (is_new) nodes.emplace(place.path, Node{.host = place.host, .security = std::move(security)});
      return {};
    }
    Node* const node = place.node != nullptr
                           ? place.node
                           : &nodes.emplace(place.path, Node{.security = std::move(security)}).first->second;
    if (mode == Mode::replace) node->content.clear();
    node->content += content;
    return {};
  }

  void store_as_system(std::string_view written, std::string_view content, Mode mode) {
    make_parent_of(written);
    auto const place = locate(written);
    auto const error = place.kind == Kind::directory ? make_error_code(std::errc::is_a_directory)
                                                     : store(place, content, mode, created_by_system());
    if (error) refuse(error, "writing", place.path, place.host);
  }

  static std::error_code load(Place const& place, std::string& content) {
    if (place.host) return host::read(*place.host, content);
    content = place.node->content;
    return {};
  }
};

FileSystem::FileSystem() : state_(std::make_unique<State>()) {
  for (auto const* path : {R"(C:\Windows\System32)", R"(C:\Program Files)", R"(C:\Users)"})
    state_->make_directory(path);
}

FileSystem::~FileSystem() = default;

void FileSystem::make_directory(std::string_view path) {
  std::scoped_lock const lock(state_->mutex);
  state_->make_directory(path);
}

void FileSystem::mount(std::string_view path, std::filesystem::path host, Security security) {
  std::scoped_lock const lock(state_->mutex);
  state_->make_parent_of(path);
  auto const place = state_->locate(path);
  state_->erase(place.path);
  // Absolute, so that a change of the program's own folder does not move the mount.
  state_->nodes.emplace(place.path, Node{.host = std::filesystem::absolute(host), .security = std::move(security)});
}

bool FileSystem::is_file(std::string_view path) const {
  std::scoped_lock const lock(state_->mutex);
  return state_->locate(path).kind == Kind::file;
}

bool FileSystem::is_directory(std::string_view path) const {
  std::scoped_lock const lock(state_->mutex);
  return state_->locate(path).kind == Kind::directory;
}

std::string FileSystem::real_case(std::string_view path) const {
  std::scoped_lock const lock(state_->mutex);
  auto place = state_->locate(path);
  return place.kind == Kind::nothing ? std::string(path) : std::move(place.path);
}

std::vector<std::string> FileSystem::list(std::string_view directory) const {
  std::scoped_lock const lock(state_->mutex);
  auto const folder = state_->locate(directory);
  if (folder.kind != Kind::directory) return {};

  std::set<std::string, CaselessLess> paths;
  auto const prefix = join_path(folder.path, "");
  for (auto node = state_->nodes.lower_bound(prefix); node != state_->nodes.end(); ++node) {
    std::string_view const path = node->first;
    if (!equal_caseless(path.substr(0, prefix.size()), prefix)) break;
    bool const is_entry = path.size() > prefix.size() && path.find('\\', prefix.size()) == std::string_view::npos;
    if (is_entry && node->second.kind() != Kind::nothing) paths.emplace(path);
  }
  if (folder.host) {
    for (auto const& name : host::names_in(*folder.host)) paths.insert(join_path(folder.path, name));
  }
  return {paths.begin(), paths.end()};
}

FileSystem::ReadResult FileSystem::read(std::string_view path, Identity const& who) const {
  std::scoped_lock const lock(state_->mutex);
  auto const place = state_->locate(path);
  if (place.kind == Kind::nothing) return {.error = state_->why_missing(place.path)};
  if (place.kind == Kind::directory) return {.error = FileError::access_denied};
  if (!place.inherits->security.allows(who, Access::read)) return {.error = FileError::access_denied};
  ReadResult result;
  if (auto const error = State::load(place, result.content)) {
    return {.error = to_file_error(error, FileError::read_fault)};
  }
  return result;
}

std::optional<FileError> FileSystem::write(std::string_view path, std::string_view content, Identity const& who) {
  std::scoped_lock const lock(state_->mutex);
  auto const place = state_->locate(path);
  if (place.kind == Kind::directory) return FileError::access_denied;
  if (place.kind == Kind::nothing && !state_->has_folder_for(place.path)) return FileError::path_not_found;
  // A mount has its access list even while the real file is missing.
  bool const has_list = place.kind == Kind::file || place.node != nullptr;
  if (has_list && !place.inherits->security.allows(who, Access::write)) return FileError::access_denied;
  return write_error(state_->store(place, content, Mode::replace, created_by(who)));
}

void FileSystem::append_as_system(std::string_view path, std::string_view content) {
  std::scoped_lock const lock(state_->mutex);
  state_->store_as_system(path, content, Mode::append);
}

void FileSystem::write_as_system(std::string_view path, std::string_view content) {
  std::scoped_lock const lock(state_->mutex);
  state_->store_as_system(path, content, Mode::replace);
}

std::optional<std::string> FileSystem::read_as_system(std::string_view path) const {
  std::scoped_lock const lock(state_->mutex);
  auto const place = state_->locate(path);
  if (place.kind != Kind::file) return std::nullopt;
  std::string content;
  if (auto const error = State::load(place, content)) refuse(error, "reading", place.path, place.host);
  return content;
}

std::optional<std::uint64_t> FileSystem::size_as_system(std::string_view path) const {
  std::scoped_lock const lock(state_->mutex);
  auto const place = state_->locate(path);
  if (place.kind != Kind::file) return std::nullopt;
  if (!place.host) return place.node->content.size();
  std::uint64_t bytes = 0;
  if (auto const error = host::size(*place.host, bytes)) refuse(error, "measuring", place.path, place.host);
  return bytes;
}

std::optional<std::string> FileSystem::read_part_as_system(std::string_view path, std::uint64_t offset,
                                                           std::size_t count) const {
  std::scoped_lock const lock(state_->mutex);
  auto const place = state_->locate(path);
  if (place.kind != Kind::file) return std::nullopt;
  if (!place.host) {
    auto const& content = place.node->content;
    return offset < content.size() ? content.substr(offset, count) : std::string();
  }
  std::string content;
  if (auto const error = host::read_part(*place.host, offset, count, content))
    refuse(error, "reading", place.path, place.host);
  return content;
}

bool FileSystem::remove_as_system(std::string_view path) {
  std::scoped_lock const lock(state_->mutex);
  auto const place = state_->locate(path);
  if (place.kind == Kind::nothing && place.node == nullptr) return false;
  if (place.node == nullptr) {
    refuse(make_error_code(std::errc::operation_not_supported), "removing", place.path, place.host);
  }
  state_->erase(place.path);
  return true;
}

std::optional<Security> FileSystem::security(std::string_view path) const {
  std::scoped_lock const lock(state_->mutex);
  auto const place = state_->locate(path);
  if (place.kind == Kind::nothing) return std::nullopt;
  return place.inherits->security;
}

void FileSystem::set_security(std::string_view path, Security security) {
  std::scoped_lock const lock(state_->mutex);
  auto place = state_->locate(path);
  if (place.kind == Kind::nothing) {
    refuse(make_error_code(std::errc::no_such_file_or_directory), "setting the access list of", place.path, place.host);
  }
  // In a mounted folder the file becomes a mount of its own, to have a place for its list.
  if (place.node == nullptr) place.node = &state_->nodes.emplace(place.path, Node{.host = place.host}).first->second;
  place.node->security = std::move(security);
}

}  // namespace wsus::windows
