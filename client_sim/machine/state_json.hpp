// A snapshot as JSON and back. File contents are not part of it.
#pragma once

#include "client_sim/machine/json_reader.hpp"
#include "client_sim/machine/machine_snapshot.hpp"

#include <boost/json.hpp>

namespace wsus::machine {

/// Keys: services, registry, random, data_store, folders, files (path, size, owner, access).
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
/// Throws std::runtime_error with the place of the first mistake.
[[nodiscard]] ReadSnapshot read_snapshot(JsonReader const& from);

[[nodiscard]] boost::json::object write_data_store(DataStore const& store);
[[nodiscard]] DataStore read_data_store(JsonReader const& from);

}  // namespace wsus::machine
