// Back-off after an endpoint did not answer: the agent asks it no more for a while and ends at once with 0x80240438
// (wua-behaviour 5.5, FM54). Pure state in the datastore: it goes with the datastore, or with time.
#pragma once

#include "client_sim/machine/data_store.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace wsus::agent {

/// That it exists, its code and what ends it: C1, one build. Its numbers, and that only calls without any answer count:
/// assumptions (M).
struct BackOffSettings {
  unsigned after = 10;               ///< calls in a row without an answer; 0: there is no back-off
  std::chrono::minutes lasting{60};  ///< above 0
};

/// Whom a URL asks: "http://wsus:8530", in small letters, the scheme's own port left out. Any text.
[[nodiscard]] std::string endpoint_of(std::string_view url);

/// Until when this endpoint is not asked; empty: it is. A beginning in the future (the clock was set back) is over.
[[nodiscard]] std::optional<wusp::UtcTime> backed_off_until(machine::DataStore const& store, std::string_view endpoint,
                                                            wusp::UtcTime now, BackOffSettings const& settings);

/// A call had no answer, its last attempt neither. When the time of a back-off is over, one more such call begins the
/// next.
void call_failed(machine::DataStore& store, std::string_view endpoint, wusp::UtcTime now,
                 BackOffSettings const& settings);
/// Any answer, a refusal too.
void call_answered(machine::DataStore& store, std::string_view endpoint);

}  // namespace wsus::agent
