// Times of detections: see detection_cycle.hpp.
#include "client_sim/agent/detection_cycle.hpp"

#include "windows/fs/caseless.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace wsus::agent {
namespace {

constexpr double jitter = 0.2;

/// FNV-1a and a finisher: neighbours in time get shares far apart, with every build.
std::uint64_t scattered(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (char const c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001B3U;
  }
  hash ^= hash >> 33U;
  hash *= 0xFF51AFD7ED558CCDU;
  hash ^= hash >> 33U;
  return hash;
}

}  // namespace

DetectionSettings detection_settings(machine::Registry const& registry) {
  constexpr std::uint32_t most_hours = 22;
  DetectionSettings settings;
  if (registry.get_dword(machine::keys::policy_au, "DetectionFrequencyEnabled") != 1U) return settings;
  auto const hours = registry.get_dword(machine::keys::policy_au, "DetectionFrequency").value_or(most_hours);
  if (hours >= 1 && hours <= most_hours) settings.frequency = std::chrono::hours(hours);
  return settings;
}

wusp::UtcTime next_detection(wusp::UtcTime now, bool succeeded, DetectionSettings const& settings, double share) {
  if (!succeeded) return now + settings.retry_after_failure;
  auto const most = std::chrono::duration_cast<wusp::Ticks>(settings.frequency);
  auto const taken = static_cast<double>(most.count()) * jitter * std::clamp(share, 0.0, 1.0);
  // Whole seconds, as the log and the registry of the agent have them.
  return std::chrono::floor<std::chrono::seconds>(now + most - wusp::Ticks(static_cast<std::int64_t>(taken)));
}

double detection_share(machine::MachineOptions const& options, wusp::UtcTime now) {
  constexpr std::uint64_t steps = 1'000'000;
  auto const text =
      fmt::format("{}|{}|{}", windows::to_lower(options.name), options.seed, now.time_since_epoch().count());
  return static_cast<double>(scattered(text) % (steps + 1)) / static_cast<double>(steps);
}

}  // namespace wsus::agent
