// What this machine lets a fleet have.
#pragma once

#include "client_sim/fleet/limits.hpp"

namespace wsus::fleet {

/// From /proc, /sys/fs/cgroup and the limits of this process; what cannot be read does not limit. `loopback`: the
/// server is on this machine, where ports may be used again sooner.
[[nodiscard]] SystemLimits system_limits(bool loopback);

/// Raises the soft limit of open files to so many, as far as the hard limit lets it.
void allow_descriptors(std::uint64_t count);

/// Bytes of this process at its largest, and microseconds of processor time so far.
[[nodiscard]] std::uint64_t peak_memory();
[[nodiscard]] std::uint64_t processor_time();

}  // namespace wsus::fleet
