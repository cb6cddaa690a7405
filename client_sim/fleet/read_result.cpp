// Takes results back from JSON.
#include "client_sim/agent/hresult.hpp"
#include "client_sim/fleet/result.hpp"
#include "client_sim/machine/json_reader.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace wsus::fleet {
namespace {

using machine::JsonReader;

constexpr int format = 1;

std::uint64_t count_of(JsonReader const& from) { return from.integer<std::uint64_t>(); }

Histogram read_histogram(JsonReader const& from) {
  from.expect_members({"count", "min", "max", "mean", "p50", "p90", "p99", "p99_9", "sum", "buckets"});
  std::vector<Histogram::Bucket> buckets;
  for (auto const& item : from.at("buckets").items()) {
    auto const pair = item.items();
    if (pair.size() != 2) item.refuse("the least value of a bucket and its count");
    buckets.push_back({.lowest = count_of(pair[0]), .highest = 0, .count = count_of(pair[1])});
  }
  try {
    return Histogram::restored(buckets, count_of(from.at("min")), count_of(from.at("max")), count_of(from.at("sum")));
  } catch (std::invalid_argument const& error) {
    from.refuse(fmt::format("a histogram that wua-sim has written, found {}", error.what()));
  }
}

std::array<std::uint64_t, scan_ends> read_ends(JsonReader const& from) {
  from.expect_members({"warm", "cold", "recovered", "failed", "unfinished"});
  std::array<std::uint64_t, scan_ends> ends{};
  for (std::size_t i = 0; i < scan_ends; ++i) ends[i] = count_of(from.at(to_string(static_cast<ScanEnd>(i))));
  return ends;
}

std::vector<Fact> read_settings(JsonReader const& from) {
  std::vector<Fact> facts;
  for (auto const& [name, value] : from.members()) facts.push_back({.name = name, .value = value.text()});
  return facts;
}

RunPart read_part(JsonReader const& from) {
  from.expect_members({"shard", "of", "agents", "wall_us", "cpu_us", "peak_memory", "interrupted"});
  RunPart part{
      .shard = {.number = from.at("shard").integer<std::uint32_t>(), .count = from.at("of").integer<std::uint32_t>()},
      .agents = from.at("agents").integer<std::uint32_t>(),
      .wall_us = count_of(from.at("wall_us")),
      .cpu_us = count_of(from.at("cpu_us")),
      .peak_memory = count_of(from.at("peak_memory")),
      .interrupted = from.at("interrupted").boolean()};
  if (part.shard.number < 1 || part.shard.number > part.shard.count)
    from.at("shard").refuse("a shard from 1 to \"of\"");
  return part;
}

CallTally read_call(JsonReader const& from) {
  from.expect_members({"calls", "faults", "http_statuses", "transport_errors", "malformed", "latency_us"});
  CallTally tally{.calls = count_of(from.at("calls")),
                  .http_statuses = count_of(from.at("http_statuses")),
                  .transport_errors = count_of(from.at("transport_errors")),
                  .malformed = count_of(from.at("malformed")),
                  .latency = read_histogram(from.at("latency_us"))};
  for (auto const& [code, count] : from.at("faults").members()) tally.faults.emplace(code, count_of(count));
  return tally;
}

Series read_series(JsonReader const& from) {
  from.expect_members({"slot_ms", "slots"});
  std::vector<Series::Slot> slots;
  for (auto const& item : from.at("slots").items()) {
    item.expect_members({"ends", "latency_us"});
    slots.push_back({.ends = read_ends(item.at("ends")), .latency = read_histogram(item.at("latency_us"))});
  }
  auto const width = std::chrono::milliseconds(from.at("slot_ms").integer<std::int32_t>());
  try {
    return Series::restored(width, std::move(slots));
  } catch (std::invalid_argument const&) {
    from.refuse("at most 200 slots of 100 ms times a power of two");
  }
}

void read_scans(JsonReader const& from, Tally& tally) {
  from.expect_members({"count", "ends", "by_hresult", "overlapped", "needed_updates"});
  tally.ends = read_ends(from.at("ends"));
  for (auto const& [text, count] : from.at("by_hresult").members()) {
    auto const hresult = agent::parse_hresult(text);
    if (!hresult) from.at("by_hresult").refuse("HRESULTs as in 0x80244007");
    tally.by_hresult.emplace(*hresult, count_of(count));
  }
  tally.overlapped = count_of(from.at("overlapped"));
  tally.needed_updates = count_of(from.at("needed_updates"));
}

FleetResult read_result(JsonReader const& from) {
  from.expect_members({"format", "program", "settings", "shards", "scans_per_second", "warm_up", "scans", "latency_us",
                       "calls", "over_time"});
  if (from.at("format").integer<int>() != format) from.at("format").refuse(fmt::format("format {}", format));
  FleetResult result{.program = from.at("program").text(), .settings = read_settings(from.at("settings"))};
  for (auto const& item : from.at("shards").items()) result.parts.push_back(read_part(item));
  if (result.parts.empty()) from.at("shards").refuse("at least one shard");
  auto const warm_up = from.at("warm_up");
  warm_up.expect_members({"scans", "calls"});
  result.warm_up_scans = count_of(warm_up.at("scans"));
  result.warm_up_calls = count_of(warm_up.at("calls"));
  auto& tally = result.tally;
  read_scans(from.at("scans"), tally);
  auto const latency = from.at("latency_us");
  latency.expect_members({"from_intended_start", "from_start", "waited"});
  tally.latency = read_histogram(latency.at("from_intended_start"));
  tally.service = read_histogram(latency.at("from_start"));
  tally.waited = read_histogram(latency.at("waited"));
  for (auto const& [name, call] : from.at("calls").members()) tally.calls.emplace(name, read_call(call));
  tally.series = read_series(from.at("over_time"));
  return result;
}

}  // namespace

std::variant<FleetResult, Mistake> from_json(std::string_view text, std::string_view file) {
  try {
    auto const document = machine::parse_json(text, file);
    return read_result(JsonReader(document, fmt::format("{}: $", file)));
  } catch (std::runtime_error const& error) {
    return Mistake{error.what()};
  }
}

}  // namespace wsus::fleet
