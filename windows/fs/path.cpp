// Windows paths as text: roots, "." and "..", parents.
#include "windows/fs/path.hpp"

#include "windows/fs/file_system.hpp"

#include <vector>

namespace wsus::windows {
namespace {

using Names = std::vector<std::string_view>;

constexpr std::string_view separators = "\\/";
constexpr std::string_view default_root = "C:\\";

bool is_separator(char c) { return separators.find(c) != std::string_view::npos; }

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool starts_with_drive(std::string_view path) { return path.size() >= 2 && is_letter(path[0]) && path[1] == ':'; }

// Upper case is the lab's choice: one spelling of a drive in all logs.
std::string drive_root(char letter) {
  char const upper = letter >= 'a' ? static_cast<char>(letter - 'a' + 'A') : letter;
  return {upper, ':', '\\'};
}

struct Written {
  std::string root{};       ///< "C:\", "\\" of a network path; empty when the path names none
  bool from_root = false;   ///< the names are seen from the root, not from the current folder
  std::string_view rest{};  ///< the names
};

Written take_apart(std::string_view path) {
  bool const rooted = !path.empty() && is_separator(path[0]);
  if (rooted && path.size() > 1 && is_separator(path[1])) return {"\\\\", true, path.substr(2)};
  if (rooted) return {"", true, path.substr(1)};
  if (!starts_with_drive(path)) return {"", false, path};
  bool const from_root = path.size() > 2 && is_separator(path[2]);
  return {drive_root(path[0]), from_root, path.substr(2)};
}

void enter(Names& names, std::string_view path) {
  while (!path.empty()) {
    auto const end = path.find_first_of(separators);
    auto const name = path.substr(0, end);
    path.remove_prefix(end == std::string_view::npos ? path.size() : end + 1);
    if (name.empty() || name == ".") continue;
    if (name != "..") {
      names.push_back(name);
    } else if (!names.empty()) {
      names.pop_back();
    }
  }
}

}  // namespace

std::string absolute_path(std::string_view cwd, std::string_view path) {
  Written const current = take_apart(cwd);
  Written const wanted = take_apart(path);
  std::string const current_root = current.root.empty() ? std::string(default_root) : current.root;
  std::string result = wanted.root.empty() ? current_root : wanted.root;

  Names names;
  if (!wanted.from_root && result == current_root) enter(names, current.rest);
  enter(names, wanted.rest);
  for (auto const name : names) result = join_path(result, name);
  return result;
}

std::string_view last_name(std::string_view absolute) { return absolute.substr(absolute.rfind('\\') + 1); }

std::string_view parent_path(std::string_view absolute) {
  auto const name = last_name(absolute);
  if (name.empty()) return {};
  auto const parent = absolute.substr(0, absolute.size() - name.size());
  bool const is_root = parent == "\\\\" || (parent.size() == 3 && parent[1] == ':');
  return is_root ? parent : parent.substr(0, parent.size() - 1);
}

std::string join_path(std::string_view folder, std::string_view name) {
  std::string result(folder);
  if (result.empty() || result.back() != '\\') result += '\\';
  return result += name;
}

}  // namespace wsus::windows
