// Reads limits of the system.
#include "client_sim/fleet/run/system_limits.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <limits>
#include <optional>
#include <sstream>
#include <string>

#include <sys/resource.h>
#include <unistd.h>

namespace wsus::fleet {
namespace {

constexpr std::uint64_t unlimited = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint64_t kibi = 1024;

/// The first number of a small file; empty: there is none ("max").
std::optional<std::uint64_t> number_in(std::filesystem::path const& file) {
  std::uint64_t number = 0;
  return std::ifstream(file) >> number ? std::optional(number) : std::nullopt;
}

/// Of a line "NAME: NUMBER kB".
std::optional<std::uint64_t> kilobytes_in(std::filesystem::path const& file, std::string_view name) {
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with(name) || line.size() <= name.size() || line[name.size()] != ':') continue;
    std::istringstream rest(line.substr(name.size() + 1));
    std::uint64_t number = 0;
    if (rest >> number) return number * kibi;
  }
  return std::nullopt;
}

void limit_memory(SystemLimits& limits, std::uint64_t bytes, std::string_view name) {
  if (bytes >= limits.memory) return;
  limits.memory = bytes;
  limits.memory_name = name;
}

/// Version 2 alone: the folder of this process and those above it.
void limit_by_control_groups(SystemLimits& limits) {
  std::ifstream in("/proc/self/cgroup");
  std::string line;
  constexpr std::string_view prefix = "0::/";
  while (std::getline(in, line) && !line.starts_with(prefix)) {
  }
  if (!line.starts_with(prefix)) return;
  std::filesystem::path const root = "/sys/fs/cgroup";
  for (auto folder = root / line.substr(prefix.size());; folder = folder.parent_path()) {
    auto const most = number_in(folder / "memory.max");
    auto const now = number_in(folder / "memory.current").value_or(0);
    if (most) limit_memory(limits, *most - std::min(*most, now), (folder / "memory.max").string());
    if (folder == root || !folder.has_relative_path()) break;
  }
}

std::uint64_t most_descriptors() {
  rlimit limit{};
  bool const known = getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_max != RLIM_INFINITY;
  return known ? limit.rlim_max : unlimited;
}

/// Of its address space, which more than memory counts for.
void limit_by_address_space(SystemLimits& limits) {
  rlimit space{};
  if (getrlimit(RLIMIT_AS, &space) != 0 || space.rlim_cur == RLIM_INFINITY) return;
  auto const taken = kilobytes_in("/proc/self/status", "VmSize").value_or(0);
  limit_memory(limits, space.rlim_cur - std::min<std::uint64_t>(space.rlim_cur, taken), "ulimit -v");
}

std::uint32_t local_ports() {
  std::ifstream in("/proc/sys/net/ipv4/ip_local_port_range");
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  constexpr std::uint32_t usual = 28'232;
  return in >> first >> last && last >= first ? last - first + 1 : usual;
}

}  // namespace

SystemLimits system_limits(bool loopback) {
  SystemLimits limits{.memory = unlimited, .memory_name = "no limit"};
  if (auto const available = kilobytes_in("/proc/meminfo", "MemAvailable"))
    limit_memory(limits, *available, "MemAvailable of /proc/meminfo");
  limit_by_control_groups(limits);
  limit_by_address_space(limits);
  limits.descriptors = most_descriptors();
  limits.ports = local_ports();
  // A connection's last state rests for a minute; tcp_tw_reuse lets its port be used again after a second.
  auto const reuse = number_in("/proc/sys/net/ipv4/tcp_tw_reuse").value_or(0);
  constexpr double minute = 60;
  limits.port_rest = reuse == 1 || (reuse == 2 && loopback) ? 1 : minute;
  return limits;
}

void allow_descriptors(std::uint64_t count) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur >= count) return;
  limit.rlim_cur = std::min<rlim_t>(count, limit.rlim_max);
  setrlimit(RLIMIT_NOFILE, &limit);  // what cannot be raised shows in system_limits
}

std::uint64_t peak_memory() { return kilobytes_in("/proc/self/status", "VmHWM").value_or(0); }

std::uint64_t processor_time() {
  rusage usage{};
  if (getrusage(RUSAGE_SELF, &usage) != 0) return 0;
  constexpr std::uint64_t million = 1'000'000;
  auto const of = [](timeval const& time) {
    return static_cast<std::uint64_t>(time.tv_sec) * million + static_cast<std::uint64_t>(time.tv_usec);
  };
  return of(usage.ru_utime) + of(usage.ru_stime);
}

}  // namespace wsus::fleet
