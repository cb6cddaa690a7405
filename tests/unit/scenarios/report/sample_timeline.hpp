// A timeline as a recorder makes it, with everything that a page has to show: a refused call, one through a proxy that
// nobody answered, many that are alike, a file, a fix, hostile text.
#pragma once

#include "scenarios/runner/record.hpp"

#include <string>
#include <vector>

namespace wsus::test {

inline constexpr auto* sample_fault_id = "8f3c1e52-0a4d-4a53-9d1e-0123456789ab";
/// Whatever tries to leave the place where text stands.
inline constexpr auto* hostile_text =
    "</script><script>window.pwned=1</script>\"'><img src=x onerror=alert(1)><!--\x01\xFF";

/// SyncUpdates, refused with InvalidParameters and the ID above, in both logs.
[[nodiscard]] lab::RecordedEvent refused_call();
/// Sent through "proxy.lab.example"; nobody answered (WinHTTP 12002).
[[nodiscard]] lab::RecordedEvent lost_call();
[[nodiscard]] lab::RecordedEvent good_call(std::string const& operation);
[[nodiscard]] lab::RecordedEvent typed(std::string const& at, std::string const& line, std::string const& output);
[[nodiscard]] lab::RecordedEvent scan_end(std::uint32_t hresult, std::string const& symbol);

/// A phase of these events that held.
[[nodiscard]] lab::PhaseTimeline phase_of(std::string name, std::vector<lab::RecordedEvent> events);
/// reproduce: typed, GetConfig, refused, scan end; verify: typed, GetConfig, scan end.
[[nodiscard]] std::vector<lab::PhaseTimeline> sample_timeline();

}  // namespace wsus::test
