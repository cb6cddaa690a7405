// Copies a machine's drive into a snapshot and back.
#include "client_sim/machine/machine_snapshot.hpp"

#include <set>
#include <utility>

namespace wsus::machine {

namespace {

constexpr std::string_view drive_root = R"(C:\)";

using Names = std::set<std::string, windows::CaselessLess>;

void take_folder(windows::FileSystem const& drive, std::string_view folder, SnapshotFiles& result) {
  for (auto& path : drive.list(folder)) {
    if (drive.is_directory(path)) {
      result.directories.push_back(path);
      take_folder(drive, path, result);
      continue;
    }
    auto content = drive.read_as_system(path);
    if (!content) continue;  // gone since it was listed
    auto security = drive.security(path).value_or(windows::Security{});
    result.files.push_back({std::move(path), *std::move(content), std::move(security)});
  }
}

void remove_others(windows::FileSystem& drive, SnapshotFiles const& wanted) {
  Names keep_directories(wanted.directories.begin(), wanted.directories.end());
  Names keep_files;
  for (auto const& file : wanted.files) keep_files.insert(file.path);
  auto const present = take_files(drive);
  for (auto const& file : present.files) {
    if (!keep_files.contains(file.path)) drive.remove_as_system(file.path);
  }
  for (auto const& directory : present.directories) {
    if (!keep_directories.contains(directory)) drive.remove_as_system(directory);
  }
}

}  // namespace

SnapshotFiles take_files(windows::FileSystem const& drive) {
  SnapshotFiles result;
  take_folder(drive, drive_root, result);
  return result;
}

void put_files(windows::FileSystem& drive, SnapshotFiles const& wanted) {
  remove_others(drive, wanted);
  for (auto const& directory : wanted.directories) drive.make_directory(directory);
  for (auto const& file : wanted.files) {
    if (drive.read_as_system(file.path) != file.content) drive.write_as_system(file.path, file.content);
    drive.set_security(file.path, file.security);
  }
}

}  // namespace wsus::machine
