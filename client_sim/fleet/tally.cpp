// Counts scans and calls.
#include "client_sim/fleet/tally.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace wsus::fleet {
namespace {

constexpr FleetTime narrowest = std::chrono::milliseconds(100);

bool is_width(FleetTime width) {
  auto narrow = narrowest;
  while (narrow < width) narrow *= 2;
  return narrow == width;
}

void add_slot(Series::Slot& into, Series::Slot const& other) {
  for (std::size_t i = 0; i < scan_ends; ++i) into.ends[i] += other.ends[i];
  into.latency.add(other.latency);
}

}  // namespace

std::string_view to_string(ScanEnd end) {
  switch (end) {
  case ScanEnd::warm: return "warm";
  case ScanEnd::cold: return "cold";
  case ScanEnd::recovered: return "recovered";
  case ScanEnd::failed: return "failed";
  case ScanEnd::unfinished: break;
  }
  return "unfinished";
}

void CallTally::add(CallTally const& other) {
  calls += other.calls;
  for (auto const& [code, count] : other.faults) faults[code] += count;
  http_statuses += other.http_statuses;
  transport_errors += other.transport_errors;
  malformed += other.malformed;
  latency.add(other.latency);
}

std::uint64_t CallTally::fault_count() const {
  std::uint64_t sum = 0;
  for (auto const& [code, count] : faults) sum += count;
  return sum;
}

std::uint64_t Series::Slot::scans() const { return std::accumulate(ends.begin(), ends.end(), std::uint64_t{0}); }

void Series::record(ScanRecord const& scan) {
  auto const index_now = [&] { return static_cast<std::size_t>(std::max(scan.intended, FleetTime{}) / width_); };
  while (index_now() >= most_slots) widen();
  if (index_now() >= slots_.size()) slots_.resize(index_now() + 1);
  auto& slot = slots_[index_now()];
  ++slot.ends[static_cast<std::size_t>(scan.end)];
  slot.latency.record(scan.latency);
}

void Series::widen() {
  width_ *= 2;
  std::vector<Slot> wider((slots_.size() + 1) / 2);
  for (std::size_t i = 0; i < slots_.size(); ++i) add_slot(wider[i / 2], slots_[i]);
  slots_ = std::move(wider);
}

void Series::add(Series const& other) {
  auto theirs = other;
  while (width_ < theirs.width_) widen();
  while (theirs.width_ < width_) theirs.widen();
  if (theirs.slots_.size() > slots_.size()) slots_.resize(theirs.slots_.size());
  for (std::size_t i = 0; i < theirs.slots_.size(); ++i) add_slot(slots_[i], theirs.slots_[i]);
}

Series Series::restored(FleetTime width, std::vector<Slot> slots) {
  if (!is_width(width) || slots.size() > most_slots) throw std::invalid_argument("no slots of a series");
  Series series;
  series.width_ = width;
  series.slots_ = std::move(slots);
  return series;
}

void Tally::record(ScanRecord const& scan) {
  ++ends[static_cast<std::size_t>(scan.end)];
  if (scan.end != ScanEnd::unfinished) ++by_hresult[scan.hresult];
  latency.record(scan.latency);
  waited.record(scan.waited);
  service.record(scan.latency - std::min(scan.latency, scan.waited));
  series.record(scan);
}

void Tally::record(CallRecord const& call) {
  auto found = calls.find(call.name);
  if (found == calls.end()) found = calls.emplace(std::string(call.name), CallTally{}).first;
  auto& tally = found->second;
  ++tally.calls;
  tally.latency.record(call.latency);
  switch (call.end) {
  case CallRecord::End::answered: break;
  case CallRecord::End::fault: ++tally.faults[std::string(call.error_code)]; break;
  case CallRecord::End::http_status: ++tally.http_statuses; break;
  case CallRecord::End::transport: ++tally.transport_errors; break;
  case CallRecord::End::malformed: ++tally.malformed; break;
  }
}

void Tally::add(Tally const& other) {
  for (std::size_t i = 0; i < scan_ends; ++i) ends[i] += other.ends[i];
  for (auto const& [hresult, count] : other.by_hresult) by_hresult[hresult] += count;
  overlapped += other.overlapped;
  needed_updates += other.needed_updates;
  for (auto const& [name, tally] : other.calls) calls[name].add(tally);
  latency.add(other.latency);
  service.add(other.service);
  waited.add(other.waited);
  series.add(other.series);
}

std::uint64_t Tally::scans() const { return std::accumulate(ends.begin(), ends.end(), std::uint64_t{0}); }

std::uint64_t Tally::call_count() const {
  std::uint64_t sum = 0;
  for (auto const& [name, tally] : calls) sum += tally.calls;
  return sum;
}

}  // namespace wsus::fleet
