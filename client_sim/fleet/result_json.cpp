// Results as JSON.
#include "client_sim/agent/hresult.hpp"
#include "client_sim/fleet/result.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <utility>

namespace wsus::fleet {
namespace {

namespace json = boost::json;

constexpr int format = 1;

json::object to_value(Histogram const& histogram) {
  json::array buckets;
  for (auto const& bucket : histogram.buckets()) buckets.push_back(json::array{bucket.lowest, bucket.count});
  return {{"count", histogram.count()},      {"min", histogram.min()},
          {"max", histogram.max()},          {"mean", histogram.mean()},
          {"p50", histogram.percentile(50)}, {"p90", histogram.percentile(90)},
          {"p99", histogram.percentile(99)}, {"p99_9", histogram.percentile(99.9)},
          {"sum", histogram.sum()},          {"buckets", std::move(buckets)}};
}

json::object ends_value(std::array<std::uint64_t, scan_ends> const& ends) {
  json::object object;
  for (std::size_t i = 0; i < scan_ends; ++i) object[to_string(static_cast<ScanEnd>(i))] = ends[i];
  return object;
}

json::object settings_value(std::vector<Fact> const& settings) {
  json::object object;
  for (auto const& fact : settings) object[fact.name] = fact.value;
  return object;
}

json::array parts_value(std::vector<RunPart> const& parts) {
  json::array array;
  for (auto const& part : parts)
    array.push_back(json::object{{"shard", part.shard.number},
                                 {"of", part.shard.count},
                                 {"agents", part.agents},
                                 {"wall_us", part.wall_us},
                                 {"cpu_us", part.cpu_us},
                                 {"peak_memory", part.peak_memory},
                                 {"interrupted", part.interrupted}});
  return array;
}

json::object calls_value(Tally const& tally) {
  json::object object;
  for (auto const& [name, calls] : tally.calls) {
    json::object faults;
    for (auto const& [code, count] : calls.faults) faults[code] = count;
    object[name] = json::object{{"calls", calls.calls},
                                {"faults", std::move(faults)},
                                {"http_statuses", calls.http_statuses},
                                {"transport_errors", calls.transport_errors},
                                {"malformed", calls.malformed},
                                {"latency_us", to_value(calls.latency)}};
  }
  return object;
}

json::object series_value(Series const& series) {
  json::array slots;
  for (auto const& slot : series.slots())
    slots.push_back(json::object{{"ends", ends_value(slot.ends)}, {"latency_us", to_value(slot.latency)}});
  auto const width = std::chrono::duration_cast<std::chrono::milliseconds>(series.width());
  return {{"slot_ms", width.count()}, {"slots", std::move(slots)}};
}

json::object scans_value(Tally const& tally) {
  json::object hresults;
  for (auto const& [hresult, count] : tally.by_hresult) hresults[agent::to_hex(hresult)] = count;
  return {{"count", tally.scans()},
          {"ends", ends_value(tally.ends)},
          {"by_hresult", std::move(hresults)},
          {"overlapped", tally.overlapped},
          {"needed_updates", tally.needed_updates}};
}

}  // namespace

std::string to_json(FleetResult const& result) {
  auto const& tally = result.tally;
  json::object const document{{"format", format},
                              {"program", result.program},
                              {"settings", settings_value(result.settings)},
                              {"shards", parts_value(result.parts)},
                              {"scans_per_second", scans_a_second(result)},
                              {"warm_up", {{"scans", result.warm_up_scans}, {"calls", result.warm_up_calls}}},
                              {"scans", scans_value(tally)},
                              {"latency_us",
                               {{"from_intended_start", to_value(tally.latency)},
                                {"from_start", to_value(tally.service)},
                                {"waited", to_value(tally.waited)}}},
                              {"calls", calls_value(tally)},
                              {"over_time", series_value(tally.series)}};
  return json::serialize(document) + "\n";
}

}  // namespace wsus::fleet
