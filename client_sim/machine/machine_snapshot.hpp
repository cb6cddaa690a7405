// The content of a snapshot. Only the rooms that save and restore machines look inside.
#pragma once

#include "client_sim/machine/machine.hpp"

#include <map>
#include <random>
#include <string>
#include <vector>

namespace wsus::machine {

/// One file with its content and rights.
struct SnapshotFile {
  std::string path{};  ///< as it is spelt on the drive
  std::string content{};
  windows::Security security{};
};

/// All files and folders of drive C:.
struct SnapshotFiles {
  std::vector<std::string> directories{};  ///< parents before children
  std::vector<SnapshotFile> files{};
};

struct MachineSnapshot {
  Registry registry{};
  std::map<std::string, ServiceSetting> services{};  ///< by service name
  SystemState system_state{};
  DataStore data_store{};
  SnapshotFiles files{};
  Network network{};
  Hardware hardware{};
  SystemInfo system_info{};
  std::mt19937_64 random{};
};

/// Reads the drive. Content of mounted files is copied like any other.
[[nodiscard]] SnapshotFiles take_files(windows::FileSystem const& drive);

/// Makes the drive equal to `wanted`: writes what differs, removes what is not in it.
void put_files(windows::FileSystem& drive, SnapshotFiles const& wanted);

}  // namespace wsus::machine
