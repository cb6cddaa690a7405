// Results that are merged, and what can be asked of them.
#include "client_sim/fleet/result.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace wsus::fleet {
namespace {

std::optional<Mistake> difference(std::vector<Fact> const& first, std::vector<Fact> const& second) {
  auto const [here, there] = std::ranges::mismatch(first, second);
  if (here == first.end() && there == second.end()) return std::nullopt;
  if (here == first.end() || there == second.end() || here->name != there->name)
    return Mistake{"the settings are not those of one version of the program"};
  return Mistake{fmt::format("{} is \"{}\" in one and \"{}\" in the other; allowed are results of one fleet",
                             here->name, here->value, there->value)};
}

bool has(FleetResult const& result, Shard const& shard) {
  return std::ranges::find(result.parts, shard, &RunPart::shard) != result.parts.end();
}

}  // namespace

std::optional<Mistake> merge(FleetResult& into, FleetResult const& other) {
  if (into.program != other.program)
    return Mistake{fmt::format("one is of {} and the other of {}; allowed are results of one version", into.program,
                               other.program)};
  if (auto different = difference(into.settings, other.settings)) return different;
  for (auto const& part : other.parts) {
    if (!into.parts.empty() && part.shard.count != into.parts.front().shard.count)
      return Mistake{fmt::format("one is of {} shards and the other of {}; allowed are shards of one division",
                                 into.parts.front().shard.count, part.shard.count)};
    if (has(into, part.shard))
      return Mistake{
          fmt::format("shard {}/{} is there twice; allowed is each shard once", part.shard.number, part.shard.count)};
  }
  into.parts.insert(into.parts.end(), other.parts.begin(), other.parts.end());
  std::ranges::sort(into.parts, {}, [](RunPart const& part) { return part.shard.number; });
  into.tally.add(other.tally);
  into.warm_up_scans += other.warm_up_scans;
  into.warm_up_calls += other.warm_up_calls;
  return std::nullopt;
}

bool is_whole(FleetResult const& result) {
  return !result.parts.empty() && result.parts.size() == result.parts.front().shard.count;
}

bool all_succeeded(FleetResult const& result) {
  return result.tally.of(ScanEnd::failed) == 0 && result.tally.of(ScanEnd::unfinished) == 0;
}

double scans_a_second(FleetResult const& result) {
  constexpr double microseconds = 1e6;
  double seconds = 0;  // machines work at the same time
  for (auto const& part : result.parts) seconds = std::max(seconds, static_cast<double>(part.wall_us) / microseconds);
  auto const finished = result.tally.scans() - result.tally.of(ScanEnd::unfinished);
  return seconds > 0 ? static_cast<double>(finished) / seconds : 0.0;
}

}  // namespace wsus::fleet
