// Needs against limits.
#include "client_sim/fleet/limits.hpp"

#include <cmath>
#include <fmt/format.h>

namespace wsus::fleet {

std::uint64_t memory_needed(Needs const& needs) {
  return bytes_of_program + needs.agents * bytes_of_agent + needs.at_once * bytes_of_scan;
}

std::uint64_t descriptors_needed(Needs const& needs) { return needs.at_once + descriptors_of_program; }

std::vector<std::string> obstacles(Needs const& needs, SystemLimits const& limits) {
  std::vector<std::string> result;
  if (auto const memory = memory_needed(needs); memory > limits.memory)
    result.push_back(
        fmt::format("{} agents with {} scans at once need about {} of memory, there are {} ({}); raise that "
                    "limit, lower --agents or --at-once, or share the fleet between machines with --shard",
                    needs.agents, needs.at_once, bytes_text(memory), bytes_text(limits.memory), limits.memory_name));
  if (auto const files = descriptors_needed(needs); files > limits.descriptors)
    result.push_back(fmt::format("{} scans at once need {} file descriptors, the limit is {}; raise it (ulimit -n {}, "
                                 "LimitNOFILE of a systemd unit, nofile in /etc/security/limits.conf), or lower "
                                 "--at-once",
                                 needs.at_once, files, limits.descriptors, files));
  auto const ports = needs.at_once + needs.connections_a_second * limits.port_rest;
  if (ports > limits.ports)
    result.push_back(fmt::format(
        "{} scans at once and {:.0f} new connections a second, whose ports rest for {:.0f} s, need {:.0f} local ports, "
        "there are {}; raise net.ipv4.ip_local_port_range, set net.ipv4.tcp_tw_reuse to 1, use connections again with "
        "--connections reuse, or share the fleet with --shard",
        needs.at_once, needs.connections_a_second, limits.port_rest, std::ceil(ports), limits.ports));
  return result;
}

double real_peak_rate(PlanSettings const& settings, double speed) {
  return peak_rate(settings) * speed / settings.shard.count;
}

std::string bytes_text(std::uint64_t bytes) {
  constexpr double kilo = 1'000;
  auto const size = static_cast<double>(bytes);
  if (size >= kilo * kilo * kilo) return fmt::format("{:.1f} GB", size / (kilo * kilo * kilo));
  if (size >= kilo * kilo) return fmt::format("{:.0f} MB", size / (kilo * kilo));
  return fmt::format("{:.0f} KB", std::ceil(size / kilo));
}

}  // namespace wsus::fleet
