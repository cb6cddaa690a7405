// The line of progress.
#include "client_sim/fleet/progress.hpp"

#include "client_sim/fleet/result.hpp"

#include <fmt/format.h>

namespace wsus::fleet {
namespace {

std::string clock_text(FleetTime time) {
  constexpr std::int64_t sixty = 60;
  auto const seconds = std::chrono::duration_cast<std::chrono::seconds>(time).count();
  return fmt::format("{}:{:02}:{:02}", seconds / (sixty * sixty), seconds / sixty % sixty, seconds % sixty);
}

}  // namespace

std::string progress_line(Progress const& progress) {
  auto const& tally = progress.tally;
  auto text = fmt::format("{} of {} | {} scans, {:.1f}/s", clock_text(progress.now), clock_text(progress.duration),
                          tally.scans(), progress.rate);
  if (progress.uncounted != 0) text += fmt::format(", {} not counted", progress.uncounted);
  if (auto const failed = tally.of(ScanEnd::failed); failed != 0) text += fmt::format(", {} failed", failed);
  text += fmt::format(" | {} running, {} waiting", progress.running, progress.waiting);
  if (tally.latency.count() != 0)
    text += fmt::format(" | latency 50 % {}, 99 % {}", latency_text(tally.latency.percentile(50)),
                        latency_text(tally.latency.percentile(99)));
  return text;
}

}  // namespace wsus::fleet
