// The result of a fleet for people, and as a table.
#include "client_sim/agent/hresult.hpp"
#include "client_sim/fleet/limits.hpp"
#include "client_sim/fleet/result.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace wsus::fleet {
namespace {

constexpr std::array<double, 5> shown_percentiles{50, 90, 99, 99.9, 100};
constexpr std::array<ScanEnd, scan_ends> all_ends{ScanEnd::warm, ScanEnd::cold, ScanEnd::recovered, ScanEnd::failed,
                                                  ScanEnd::unfinished};

std::string settings_text(FleetResult const& result) {
  std::string text;
  for (auto const& fact : result.settings) text += fmt::format("  {:<18} {}\n", fact.name, fact.value);
  return text;
}

std::string parts_text(FleetResult const& result) {
  constexpr double microseconds = 1e6;
  std::string text;
  for (auto const& part : result.parts)
    text +=
        fmt::format("  shard {}/{}: {} agents, {:.1f} s, {:.1f} s of processor time, {} at most{}\n", part.shard.number,
                    part.shard.count, part.agents, static_cast<double>(part.wall_us) / microseconds,
                    static_cast<double>(part.cpu_us) / microseconds, bytes_text(part.peak_memory),
                    part.interrupted ? ", interrupted" : "");
  if (!is_whole(result) && !result.parts.empty())
    text += fmt::format("  {} of {} shards\n", result.parts.size(), result.parts.front().shard.count);
  return text;
}

std::string latency_row(std::string_view name, Histogram const& histogram) {
  std::string text = fmt::format("  {:<28}", name);
  for (auto const percent : shown_percentiles)
    text += fmt::format(" {:>10}", latency_text(histogram.percentile(percent)));
  return text + "\n";
}

std::string ends_text(Tally const& tally) {
  std::string text;
  for (auto const end : all_ends) {
    if (tally.of(end) != 0) text += fmt::format("  {:<12} {:>10}\n", to_string(end), tally.of(end));
  }
  if (tally.overlapped != 0)
    text += fmt::format("  {} scans waited because their agent was still scanning\n", tally.overlapped);
  return text;
}

std::string hresults_text(Tally const& tally) {
  std::string text;
  for (auto const& [hresult, count] : tally.by_hresult) {
    if (hresult != 0)
      text += fmt::format("  {} {:<40} {:>10}\n", agent::to_hex(hresult), agent::symbol_of(hresult), count);
  }
  return text;
}

std::string trouble_of(CallTally const& tally) {
  std::string text;
  auto const add = [&text](std::string_view what, std::uint64_t count) {
    if (count != 0) text += fmt::format("{}{} {}", text.empty() ? "  " : ", ", count, what);
  };
  for (auto const& [code, count] : tally.faults) add(code.empty() ? "faults without a code" : code, count);
  add("other HTTP statuses", tally.http_statuses);
  add("without an answer", tally.transport_errors);
  add("malformed answers", tally.malformed);
  return text;
}

std::string calls_text(Tally const& tally) {
  auto text = fmt::format("  {:<26} {:>10} {:>10} {:>10} {:>10}\n", "", "calls", "50 %", "99 %", "most");
  for (auto const& [name, calls] : tally.calls) {
    text += fmt::format("  {:<26} {:>10} {:>10} {:>10} {:>10}{}\n", name, calls.calls,
                        latency_text(calls.latency.percentile(50)), latency_text(calls.latency.percentile(99)),
                        latency_text(calls.latency.max()), trouble_of(calls));
  }
  return text;
}

}  // namespace

std::string latency_text(std::uint64_t microseconds) {
  constexpr double thousand = 1'000;
  auto const time = static_cast<double>(microseconds);
  if (time < thousand) return fmt::format("{} us", microseconds);
  if (time < thousand * 100) return fmt::format("{:.3g} ms", time / thousand);
  if (time < thousand * thousand) return fmt::format("{:.0f} ms", time / thousand);
  return fmt::format("{:.{}f} s", time / (thousand * thousand), time < 100 * thousand * thousand ? 1 : 0);
}

std::string to_text(FleetResult const& result) {
  auto const& tally = result.tally;
  std::string text = "Fleet\n" + settings_text(result) + parts_text(result);
  text += fmt::format("\nScans: {}, {:.1f} a second\n{}", tally.scans(), scans_a_second(result), ends_text(tally));
  if (result.warm_up_scans != 0)
    text += fmt::format("  not counted: {} scans with {} calls before the warm-up was over\n", result.warm_up_scans,
                        result.warm_up_calls);
  if (auto const failed = hresults_text(tally); !failed.empty()) text += "\nFailed with\n" + failed;
  text +=
      fmt::format("\nLatency of scans{:>24} {:>10} {:>10} {:>10} {:>10}\n", "50 %", "90 %", "99 %", "99.9 %", "most");
  text += latency_row("from when it was to begin", tally.latency) + latency_row("from its beginning", tally.service) +
          latency_row("waited for its beginning", tally.waited);
  return text + fmt::format("\nCalls: {}\n", tally.call_count()) + calls_text(tally);
}

std::string to_csv(FleetResult const& result) {
  std::string text = "at_s,warm,cold,recovered,failed,unfinished,p50_ms,p90_ms,p99_ms,max_ms\n";
  auto const& series = result.tally.series;
  auto const milliseconds = [](std::uint64_t us) { return static_cast<double>(us) / 1'000.0; };
  for (std::size_t i = 0; i < series.slots().size(); ++i) {
    auto const& slot = series.slots()[i];
    auto const begin = std::chrono::duration<double>(series.width() * static_cast<std::int64_t>(i)).count();
    text += fmt::format("{}", begin);
    for (auto const count : slot.ends) text += fmt::format(",{}", count);
    text += fmt::format(",{},{},{},{}\n", milliseconds(slot.latency.percentile(50)),
                        milliseconds(slot.latency.percentile(90)), milliseconds(slot.latency.percentile(99)),
                        milliseconds(slot.latency.max()));
  }
  return text;
}

}  // namespace wsus::fleet
