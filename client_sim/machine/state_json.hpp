// A snapshot as JSON and back. File contents are not part of it.
#pragma once

#include "client_sim/machine/fragments_file.hpp"
#include "client_sim/machine/json_reader.hpp"
#include "client_sim/machine/machine_snapshot.hpp"

#include <boost/json.hpp>

namespace wsus::machine {

/// Keys: services, system_state, registry, random, data_store, hardware, system_info, folders, files (path, size,
/// owner, access).
void write_snapshot(boost::json::object& to, MachineSnapshot const& snapshot);

/// A file as the document lists it; the content is elsewhere.
struct ListedFile {
  SnapshotFile file{};
  std::size_t size = 0;
};
struct ReadSnapshot {
  MachineSnapshot snapshot{};  ///< without files.files
  std::vector<ListedFile> files{};
};
/// Throws std::runtime_error with the place of the first mistake. Hardware, system_info and system_state may be
/// missing.
[[nodiscard]] ReadSnapshot read_snapshot(JsonReader const& from, FragmentSource& fragments);

[[nodiscard]] boost::json::object write_data_store(DataStore const& store);
[[nodiscard]] DataStore read_data_store(JsonReader const& from, FragmentSource& fragments);

[[nodiscard]] boost::json::array write_registry(Registry const& registry);
[[nodiscard]] boost::json::object write_registry_value(RegistryValue const& value);
[[nodiscard]] RegistryValue read_registry_value(JsonReader const& from);
/// Clock, policy, certificates, firewall, WMI (system/system_state_json.cpp).
[[nodiscard]] boost::json::object write_system_state(SystemState const& state);
[[nodiscard]] SystemState read_system_state(JsonReader const& from);
/// Paths, sizes and rights; the contents are elsewhere.
[[nodiscard]] boost::json::array write_files(std::vector<SnapshotFile> const& files);

/// What only applicability rules and the driver pass ask about (hardware_json.cpp, system_info_json.cpp).
[[nodiscard]] boost::json::object write_hardware(Hardware const& hardware);
[[nodiscard]] Hardware read_hardware(JsonReader const& from);
[[nodiscard]] boost::json::object write_system_info(SystemInfo const& info);
[[nodiscard]] SystemInfo read_system_info(JsonReader const& from);

}  // namespace wsus::machine
