// What a real file system tells of a file without reading it.
#pragma once

#include <cstdint>
#include <filesystem>

namespace wsus::windows::host {

/// `is_settled`: the last change lies far enough back that the next one will have another time. File systems count time
/// in ticks of up to two seconds, and two changes within one tick look like one.
struct HostState {
  bool exists = false;
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t size = 0;
  std::int64_t changed_ns = 0;  ///< content, since the epoch
  std::int64_t touched_ns = 0;  ///< content, name, rights: set by the system alone
  bool is_settled = false;
  bool operator==(HostState const&) const = default;
};

[[nodiscard]] HostState state_of(std::filesystem::path const& path);

}  // namespace wsus::windows::host
