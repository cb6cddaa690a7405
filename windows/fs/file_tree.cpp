// The tree of a simulated machine's drives: see file_tree.hpp.
#include "windows/fs/file_tree.hpp"

#include "windows/fs/path.hpp"

#include <algorithm>
#include <utility>

namespace wsus::windows {
namespace {

using host::Kind;
using host::Mode;

Security created_by_system() {
  return {.owner = "SYSTEM",
          .access = {{"SYSTEM", Access::full}, {"administrators", Access::full}, {"users", Access::read}}};
}

}  // namespace

void refuse(std::error_code error, std::string_view action, std::string const& path,
            std::optional<std::filesystem::path> const& host) {
  std::string text = std::string(action) + " " + path;
  if (host) text += " (" + host->string() + ")";
  throw std::system_error(error, text);
}

FileSystem::State::Place FileSystem::State::locate(std::string_view written) {
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

bool FileSystem::State::has_folder_for(std::string const& path) {
  auto const parent = parent_path(path);
  return !parent.empty() && locate(parent).kind == Kind::directory;
}

FileError FileSystem::State::why_missing(std::string const& path) {
  return has_folder_for(path) ? FileError::file_not_found : FileError::path_not_found;
}

void FileSystem::State::make_directory(std::string_view written) {
  auto const place = locate(written);
  if (place.kind == Kind::directory) return;
  if (place.kind == Kind::file) {
    refuse(make_error_code(std::errc::file_exists), "making the folder", place.path, place.host);
  }
  auto const parent = std::string(parent_path(place.path));
  if (!parent.empty()) make_directory(parent);
  if (!place.host) {
    add(place.path, Node{.directory = true});
    return;
  }
  std::error_code error;
  std::filesystem::create_directories(*place.host, error);
  if (error) refuse(error, "making the folder", place.path, place.host);
}

void FileSystem::State::make_parent_of(std::string_view written) {
  auto const path = absolute_path({}, written);
  auto const parent = parent_path(path);
  if (!parent.empty()) make_directory(parent);
}

FileSystem::Node& FileSystem::State::add(std::string const& path, Node node) {
  ++tree_changes;
  return nodes.emplace(path, std::move(node)).first->second;
}

void FileSystem::State::erase(std::string const& path) {
  ++tree_changes;
  nodes.erase(path);
  auto const prefix = join_path(path, "");
  auto node = nodes.lower_bound(prefix);
  while (node != nodes.end() && equal_caseless(node->first.substr(0, prefix.size()), prefix)) node = nodes.erase(node);
}

std::error_code FileSystem::State::store(Place const& place, std::string_view content, Mode mode, Security security) {
  if (place.host) {
    if (auto const error = host::write(*place.host, content, mode)) return error;
    bool const is_new = place.kind == Kind::nothing && place.node == nullptr;
    if (is_new) add(place.path, Node{.host = place.host, .security = std::move(security)});
    return {};
  }
  Node& node = place.node != nullptr ? *place.node : add(place.path, Node{.security = std::move(security)});
  ++node.writes;
  if (mode == Mode::replace) node.content.clear();
  node.content += content;
  return {};
}

void FileSystem::State::store_as_system(std::string_view written, std::string_view content, Mode mode) {
  make_parent_of(written);
  auto const place = locate(written);
  auto const error = place.kind == Kind::directory ? make_error_code(std::errc::is_a_directory)
                                                   : store(place, content, mode, created_by_system());
  if (error) refuse(error, "writing", place.path, place.host);
}

std::error_code FileSystem::State::load(Place const& place, std::string& content) {
  if (place.host) return host::read(*place.host, content);
  content = place.node->content;
  return {};
}

bool FileSystem::State::append_to_known(std::string_view written, std::string_view content) {
  auto const log = std::ranges::find(logs_, written, &Log::written);
  if (log == logs_.end() || log->tree != tree_changes) return false;
  if (log->host) return log->host->append(content);
  ++log->node->writes;
  log->node->content += content;
  return true;
}

void FileSystem::State::remember_log(std::string_view written) {
  constexpr std::size_t most = 4;  // a server writes three
  auto const place = locate(written);
  if (place.kind != Kind::file) return;
  Log log{.written = std::string(written), .tree = tree_changes, .node = place.node};
  if (place.host) log.host.emplace(*place.host);
  auto const known = std::ranges::find(logs_, written, &Log::written);
  if (known != logs_.end())
    *known = std::move(log);
  else if (logs_.size() < most)
    logs_.push_back(std::move(log));
  else
    logs_[oldest_log_++ % most] = std::move(log);
}

}  // namespace wsus::windows
