// What scans and calls came to, in numbers that add up: of one run, and of the runs of several machines. Pure.
#pragma once

#include "client_sim/fleet/histogram.hpp"
#include "client_sim/fleet/plan.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::fleet {

/// How a scan ended, as pictures show it.
enum class ScanEnd : std::uint8_t {
  warm,        ///< it succeeded, and the agent knew updates before
  cold,        ///< it succeeded, and the agent knew none before
  recovered,   ///< it succeeded after a fault that the agent repaired
  failed,      ///< with an HRESULT
  unfinished,  ///< the run ended first: the scan was under way, or had not begun
};
inline constexpr std::size_t scan_ends = 5;
[[nodiscard]] std::string_view to_string(ScanEnd end);

/// A scan that is over. Times are real ones, in microseconds.
struct ScanRecord {
  FleetTime intended{};  ///< when it was to begin
  ScanEnd end = ScanEnd::warm;
  std::uint32_t hresult = 0;  ///< 0 for unfinished ones
  std::uint64_t latency = 0;  ///< from when it was to begin until its end; what a user waits
  std::uint64_t waited = 0;   ///< of it, until it began
};

/// How a call ended.
struct CallRecord {
  enum class End : std::uint8_t { answered, fault, http_status, transport, malformed };
  std::string_view name{};  ///< operation, or "GET wuident.cab"
  End end = End::answered;
  std::string_view error_code{};  ///< of a fault; empty: it has none
  std::uint64_t latency = 0;      ///< microseconds from the request to the whole answer
};

struct CallTally {
  std::uint64_t calls = 0;
  std::map<std::string, std::uint64_t> faults{};  ///< by ErrorCode; "" for those without
  std::uint64_t http_statuses = 0;                ///< other than 200, without a fault
  std::uint64_t transport_errors = 0;
  std::uint64_t malformed = 0;
  Histogram latency{};  ///< of all of them

  void add(CallTally const& other);
  [[nodiscard]] std::uint64_t fault_count() const;
  bool operator==(CallTally const&) const = default;
};

/// Scans over fleet time, by when they were to begin: so a server that stands still shows when it did. Slots are 100 ms
/// wide times a power of two, as many as most_slots at most.
class Series {
public:
  struct Slot {
    std::array<std::uint64_t, scan_ends> ends{};  ///< by ScanEnd
    Histogram latency{};
    [[nodiscard]] std::uint64_t scans() const;
    bool operator==(Slot const&) const = default;
  };
  static constexpr std::size_t most_slots = 200;

  void record(ScanRecord const& scan);
  void add(Series const& other);

  [[nodiscard]] FleetTime width() const { return width_; }
  /// From time 0 on, without a gap.
  [[nodiscard]] std::vector<Slot> const& slots() const { return slots_; }
  /// Throws std::invalid_argument for a width that is none of a series, and for too many slots.
  [[nodiscard]] static Series restored(FleetTime width, std::vector<Slot> slots);
  bool operator==(Series const&) const = default;

private:
  void widen();

  FleetTime width_ = std::chrono::milliseconds(100);
  std::vector<Slot> slots_{};
};

/// Everything that is counted.
struct Tally {
  std::array<std::uint64_t, scan_ends> ends{};            ///< by ScanEnd
  std::map<std::uint32_t, std::uint64_t> by_hresult{};    ///< of scans that finished
  std::uint64_t overlapped = 0;                           ///< arrivals whose agent was still scanning; they waited
  std::uint64_t needed_updates = 0;                       ///< found by the scans, all together
  std::map<std::string, CallTally, std::less<>> calls{};  ///< by name
  Histogram latency{};                                    ///< of scans, from when they were to begin
  Histogram service{};                                    ///< of scans, from when they began
  Histogram waited{};                                     ///< of scans, until they began
  Series series{};

  void record(ScanRecord const& scan);
  void record(CallRecord const& call);
  void add(Tally const& other);
  [[nodiscard]] std::uint64_t scans() const;
  [[nodiscard]] std::uint64_t of(ScanEnd end) const { return ends[static_cast<std::size_t>(end)]; }
  [[nodiscard]] std::uint64_t call_count() const;
  bool operator==(Tally const&) const = default;
};

}  // namespace wsus::fleet
