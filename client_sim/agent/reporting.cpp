// Events 147, 148 and 156.
#include "client_sim/agent/reporting.hpp"

#include "client_sim/agent/identity.hpp"
#include "client_sim/machine/identity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace wsus::agent {
namespace {

/// "U=GUID;GUID", upper case (wusp-protocol 6.5); "U=" when there is none, so that old rows go away.
std::string guid_list(std::string_view tag, std::vector<machine::CachedUpdate const*> const& updates) {
  std::string text = fmt::format("{}=", tag);
  for (auto const* update : updates) {
    if (!text.ends_with('=')) text += ';';
    text += wusp::to_upper_string(update->update_id);
  }
  return text;
}

/// What every event carries (wusp-protocol 10.2); the form of the values of A, K and L: M. Q is 2 for a bundle only, so
/// it is 1 for events about no update.
std::vector<std::string> tags_of_all_events(machine::Machine const& machine) {
  auto const& facts = machine.facts();
  constexpr int vista = 6;
  std::vector<std::string> tags{"A=0",  // build of the service pack; that of Windows 7 is not known
                                fmt::format("G={}", traits_of(machine.options().profile).client_version),
                                fmt::format("J={}", machine.sampling_value()),
                                fmt::format("K={}", facts.bios_name),
                                fmt::format("L={}", facts.bios_date),
                                "Q=1"};
  if (facts.os_major >= vista) tags.push_back(fmt::format("c={}", machine::product_sku(facts)));
  return tags;
}

}  // namespace

machine::PendingEvent new_event(machine::Machine& machine, int event_id) {
  machine::PendingEvent event{.instance = machine.next_guid(), .time = machine.now(), .event_id = event_id};
  event.misc_data = tags_of_all_events(machine);
  return event;
}

void set_tag(machine::PendingEvent& event, std::string_view tag, std::string_view value) {
  auto text = fmt::format("{}={}", tag, value);
  auto const prefix = std::string_view(text).substr(0, tag.size() + 1);
  auto const known =
      std::ranges::find_if(event.misc_data, [prefix](std::string const& each) { return each.starts_with(prefix); });
  if (known == event.misc_data.end()) {
    event.misc_data.push_back(std::move(text));
  } else {
    *known = std::move(text);
  }
}

machine::PendingEvent detection_finished(machine::Machine& machine, std::size_t updates) {
  auto event = new_event(machine, 147);
  event.replacement_strings.push_back(std::to_string(updates));
  set_tag(event, "D", std::to_string(updates));
  return event;
}

machine::PendingEvent client_status(machine::Machine& machine, UpdateCache const& cache) {
  auto event = new_event(machine, 156);
  event.misc_data.push_back(guid_list("U", cache.needed()));
  event.misc_data.push_back(guid_list("V", cache.installed()));
  using machine::UpdateProgress;
  event.misc_data.push_back(guid_list("W", cache.in_progress(UpdateProgress::pending_reboot)));
  event.misc_data.push_back(guid_list("g", cache.in_progress(UpdateProgress::failed)));
  event.misc_data.push_back(guid_list("h", cache.in_progress(UpdateProgress::downloaded)));
  return event;
}

machine::PendingEvent detection_failed(machine::Machine& machine, Hresult hresult) {
  auto event = new_event(machine, 148);
  event.hresult = static_cast<std::int32_t>(hresult);
  event.replacement_strings.push_back(to_hex(hresult));
  return event;
}

void keep_event(machine::DataStore& store, machine::PendingEvent event) {
  store.pending_events.push_back(std::move(event));
}

void limit_pending_events(machine::DataStore& store) {
  auto& pending = store.pending_events;
  if (pending.size() <= max_pending_events) return;
  pending.erase(pending.begin(), pending.end() - static_cast<std::ptrdiff_t>(max_pending_events));
}

ReportEventBatchCall report_call(machine::Machine& machine) {
  auto const& store = machine.data_store();
  auto const& pending = store.pending_events;
  auto const count = static_cast<std::ptrdiff_t>(std::min(pending.size(), max_events_per_batch));
  return {store.cookie.value_or(machine::ClientCookie{}),
          wire_time(machine),
          client_id(machine),
          machine::dns_name(machine),
          machine.facts(),
          {pending.begin(), pending.begin() + count},
          machine.system_info().service_pack_major,
          machine.system_info().service_pack_minor};
}

}  // namespace wsus::agent
