// The events a scan leaves behind and the batch that carries them (wusp-protocol 10). Internal to the room.
#pragma once

#include "client_sim/agent/hresult.hpp"
#include "client_sim/agent/messages.hpp"
#include "client_sim/agent/update_cache.hpp"
#include "client_sim/machine/machine.hpp"

#include <cstddef>
#include <string_view>

namespace wsus::agent {

/// More events than this are not kept from one scan to the next; the oldest go first (assumption).
inline constexpr std::size_t max_pending_events = 200;
/// Events of one ReportEventBatch; what is more follows in another (assumption). Keeps a batch far below the
/// maxRequestLength of a server.
inline constexpr std::size_t max_events_per_batch = 200;

/// A fresh event of the agent (source 101) now, with the MiscData tags that all events have: A, G, J, K, L, Q, c
/// (wusp-protocol 10.2).
[[nodiscard]] machine::PendingEvent new_event(machine::Machine& machine, int event_id);
/// Sets a MiscData tag; an event has each tag at most once.
void set_tag(machine::PendingEvent& event, std::string_view tag, std::string_view value);

/// 147, AGENT_DETECTION_FINISHED, with the number of updates found.
[[nodiscard]] machine::PendingEvent detection_finished(machine::Machine& machine, std::size_t updates);
/// 156, AGENT_STATUS_30: updates as lists of GUIDs: U needed, V installed, W installed with a restart to come, g
/// failed, h downloaded but not installed (wusp-protocol 6.5, 10.2). What is in W, g or h is in U too, as long as it is
/// needed.
[[nodiscard]] machine::PendingEvent client_status(machine::Machine& machine, UpdateCache const& cache);
/// 148, AGENT_DETECTION_FAILED.
[[nodiscard]] machine::PendingEvent detection_failed(machine::Machine& machine, Hresult hresult);

/// Keeps the event in the datastore until a batch has taken it.
void keep_event(machine::DataStore& store, machine::PendingEvent event);
/// At the end of a scan or of what follows it: no server took what is still there.
void limit_pending_events(machine::DataStore& store);

/// The oldest events that are pending, as many as a batch holds.
[[nodiscard]] ReportEventBatchCall report_call(machine::Machine& machine);

}  // namespace wsus::agent
