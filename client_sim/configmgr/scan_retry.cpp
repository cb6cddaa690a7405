// The table of codes that a scan is tried again for: see scan_retry.hpp.
#include "client_sim/configmgr/scan_retry.hpp"

#include <algorithm>
#include <array>

namespace wsus::configmgr {
namespace {

// The article lists them in decimal and in no order.
constexpr auto retried = std::to_array<agent::Hresult>({
    0x80040693, 0x80072EFD, 0x80072EFE, 0x8024001A, 0x8024001E, 0x80244004, 0x80244005, 0x80244006, 0x80244007,
    0x80244008, 0x80244009, 0x8024400A, 0x8024400B, 0x8024400C, 0x8024400D, 0x8024400E, 0x80244010, 0x80244015,
    0x80244016, 0x80244018, 0x80244019, 0x8024401A, 0x8024401C, 0x8024401D, 0x8024401E, 0x8024401F, 0x80244020,
    0x80244021, 0x80244022, 0x80244023, 0x80244024, 0x80244026, 0x80244027, 0x8024402B, 0x8024402C, 0x8024F004,
});

}  // namespace

std::span<agent::Hresult const> retried_hresults() { return retried; }

AfterScan after_scan(agent::Hresult hresult, unsigned retries) {
  if (!std::ranges::binary_search(retried, hresult)) return AfterScan::nothing;
  return retries < max_retries ? AfterScan::retry : AfterScan::switch_server;
}

}  // namespace wsus::configmgr
