// Writes a machine into a directory and reads it again: machine.json, and its files in a folder that machine.json
// names.
#include "client_sim/machine/state_file.hpp"

#include "client_sim/machine/fragments_file.hpp"
#include "client_sim/machine/host_files.hpp"
#include "client_sim/machine/identity.hpp"
#include "client_sim/machine/state_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace wsus::machine {

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr std::string_view document_name = "machine.json";
constexpr std::string_view files_folder = "files-";
constexpr int format_version = 1;

// C:\Windows\a.log -> C/Windows/a.log
fs::path host_path(std::string windows_path) {
  windows_path.erase(1, 1);
  std::ranges::replace(windows_path, '\\', '/');
  return {windows_path};
}

// Every save has a folder of its own: until the new document is in place, the old one with its files stays whole.
std::string unused_folder(fs::path const& directory) {
  for (unsigned number = 1;; ++number) {
    auto name = fmt::format("{}{}", files_folder, number);
    if (!fs::exists(directory / name)) return name;
  }
}

bool is_files_folder(std::string_view name) {
  if (!name.starts_with(files_folder)) return false;
  name.remove_prefix(files_folder.size());
  return !name.empty() && name.find_first_not_of("0123456789") == std::string_view::npos;
}

/// What a save leaves beside machine.json, also one that was cut off. Anything else in the folder is not ours.
bool is_ours(std::string_view name) {
  constexpr std::string_view unfinished = ".new";
  if (is_files_folder(name)) return true;
  if (name.ends_with(unfinished)) name.remove_suffix(unfinished.size());
  return is_fragments_name(name);
}

void remove_older(fs::path const& directory, std::string const& folder, std::string const& fragments) {
  std::vector<fs::path> old;
  for (auto const& entry : fs::directory_iterator(directory)) {
    auto const name = entry.path().filename().string();
    if (is_ours(name) && name != folder && name != fragments) old.push_back(entry.path());
  }
  for (auto const& path : old) fs::remove_all(path);
}

void check_header(JsonReader const& from, Machine const& machine) {
  auto const version = from.at("version");
  if (version.integer<int>() != format_version) version.refuse(fmt::format("version {}", format_version));
  from.expect_members({"version", "name", "profile", "files_folder", "services", "registry", "data_store", "folders",
                       "files", "random"},
                      {"fragments_file", "hardware", "system_info", "system_state"});
  auto const name = from.at("name");
  if (!windows::equal_caseless(name.text(), machine.options().name)) {
    name.refuse(fmt::format("the machine \"{}\"", machine.options().name));
  }
  auto const profile = from.at("profile");
  if (profile.text() != to_string(machine.options().profile)) {
    profile.refuse(fmt::format("the profile \"{}\"", to_string(machine.options().profile)));
  }
}

fs::path read_files_folder(JsonReader const& from) {
  auto const name = from.text();
  if (!is_files_folder(name)) from.refuse("a folder name such as files-1");
  return {name};
}

void read_content(ListedFile& listed, fs::path const& folder) {
  auto const path = folder / host_path(listed.file.path);
  listed.file.content = read_host_file(path);
  if (listed.file.content.size() == listed.size) return;
  throw std::runtime_error(fmt::format("{}: expected {} bytes as listed in {}, found {}", path.string(), listed.size,
                                       document_name, listed.file.content.size()));
}

/// The devices that the options ask for win over the kept ones; files of older programs keep neither them nor the
/// system's facts and state.
void keep_what_is_not_written(MachineSnapshot& snapshot, Machine const& machine, JsonReader const& root) {
  auto const asked = machine.options().devices;
  bool const others = asked != 0 && asked != snapshot.hardware.devices.size();
  if (others || !root.has("hardware")) snapshot.hardware = machine.hardware();
  if (!root.has("system_info")) snapshot.system_info = machine.system_info();
  if (!root.has("system_state")) snapshot.system_state = machine.system_state();
}

}  // namespace

void save_state(Machine& machine, fs::path const& directory) {
  auto const snapshot = machine.snapshot();
  fs::create_directories(directory);
  auto const folder = unused_folder(directory);
  fs::create_directory(directory / folder);
  for (auto const& file : snapshot->files.files) {
    auto const path = directory / folder / host_path(file.path);
    fs::create_directories(path.parent_path());
    write_host_file(path, file.content);
  }

  json::object document{{"version", format_version},
                        {"name", machine.options().name},
                        {"profile", to_string(machine.options().profile)},
                        {"files_folder", folder}};
  auto const fragments = write_fragments(snapshot->data_store, directory);
  if (!fragments.empty()) document["fragments_file"] = fragments;
  write_snapshot(document, *snapshot);
  auto const path = directory / document_name;
  auto const temporary = directory / fmt::format("{}.new", document_name);
  write_host_file(temporary, json::serialize(document) + "\n");
  fs::rename(temporary, path);
  remove_older(directory, folder, fragments);
}

bool load_state(Machine& machine, fs::path const& directory) {
  auto const path = directory / document_name;
  if (!fs::exists(path)) return false;
  auto const document = parse_json(read_host_file(path), path.string());
  JsonReader const root(document, path.string() + ": $");
  check_header(root, machine);
  auto fragments = root.has("fragments_file") ? read_fragments(root.at("fragments_file"), directory) : FragmentSource();
  auto state = read_snapshot(root, fragments);
  fragments.expect_end();
  auto const folder = directory / read_files_folder(root.at("files_folder"));
  for (auto& listed : state.files) {
    read_content(listed, folder);
    state.snapshot.files.files.push_back(std::move(listed.file));
  }
  keep_what_is_not_written(state.snapshot, machine, root);
  machine.restore(state.snapshot);
  // Written since there is system_state; a name that somebody has deleted since then stays deleted.
  if (!root.has("system_state")) write_host_name(machine);
  return true;
}

}  // namespace wsus::machine
