// The calls of a file system, each with the tree locked around it: see file_system.hpp, file_tree.hpp.
#include "windows/fs/file_system.hpp"

#include "windows/fs/file_tree.hpp"
#include "windows/fs/path.hpp"

#include <algorithm>
#include <mutex>
#include <set>
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

}  // namespace

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
  state_->add(place.path, Node{.host = std::filesystem::absolute(host), .security = std::move(security)});
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
  if (state_->append_to_known(path, content)) return;
  state_->store_as_system(path, content, Mode::append);
  state_->remember_log(path);
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
  if (place.node == nullptr) place.node = &state_->add(place.path, Node{.host = place.host});
  place.node->security = std::move(security);
  ++state_->tree_changes;
}

FileStamp FileSystem::stamp(std::string_view path) const {
  FileStamp stamp;
  {
    std::scoped_lock const lock(state_->mutex);
    auto place = state_->locate(path);
    bool const in_mounted_folder = place.node == nullptr && place.host;
    if (in_mounted_folder) return {};  // another real name may come to fit the path
    stamp.tree_ = state_->tree_changes;
    stamp.node_ = place.node;
    if (place.node != nullptr) stamp.writes_ = place.node->writes;
    stamp.host_ = std::move(place.host);
  }
  if (stamp.host_) stamp.state_ = host::state_of(*stamp.host_);
  return stamp;
}

bool FileSystem::is_current(FileStamp const& stamp) const {
  {
    std::scoped_lock const lock(state_->mutex);
    if (stamp.tree_ != state_->tree_changes) return false;
    auto const* const node = static_cast<Node const*>(stamp.node_);
    if (node != nullptr && node->writes != stamp.writes_) return false;
  }
  return !stamp.host_ || (stamp.state_.is_settled && host::state_of(*stamp.host_) == stamp.state_);
}

}  // namespace wsus::windows
