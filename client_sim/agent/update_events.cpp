// Events 161, 162, 167, 181, 182, 183, 201, 202 and 222.
#include "client_sim/agent/update_events.hpp"

#include "client_sim/agent/reporting.hpp"

#include <fmt/format.h>

namespace wsus::agent {
namespace {

/// DeviceID of a driver's event: "1" where it is about the download, else a text that only the machine understands
/// (wusp-protocol 4.5); the lab's is the GUID of the update (assumption, M). Others have none.
std::string device_id(int event_id, UpdateSubject const& update) {
  if (!update.is_driver) return {};
  bool const is_download = event_id == 161 || event_id == 162 || event_id == 167;
  return is_download ? "1" : wusp::to_string(update.update_id);
}

/// Tag Q: 2 for a bundle, else 1 (wusp-protocol 10.2).
machine::PendingEvent about(machine::Machine& machine, int event_id, UpdateSubject const& update) {
  auto event = new_event(machine, event_id);
  event.update_id = update.update_id;
  event.revision_number = update.revision_number;
  event.device_id = device_id(event_id, update);
  event.misc_data.push_back(fmt::format("Q={}", update.is_bundle ? 2 : 1));
  return event;
}

machine::PendingEvent with_title(machine::Machine& machine, int event_id, UpdateSubject const& update) {
  auto event = about(machine, event_id, update);
  event.replacement_strings.push_back(update.title);
  return event;
}

}  // namespace

machine::PendingEvent download_started(machine::Machine& machine, UpdateSubject const& update) {
  return with_title(machine, 167, update);
}

machine::PendingEvent download_succeeded(machine::Machine& machine, UpdateSubject const& update, std::uint64_t bytes) {
  auto event = with_title(machine, 162, update);
  event.misc_data.push_back(fmt::format("B={}", bytes));
  return event;
}

machine::PendingEvent download_failed(machine::Machine& machine, UpdateSubject const& update, Hresult hresult) {
  auto event = with_title(machine, 161, update);
  event.hresult = static_cast<std::int32_t>(hresult);
  return event;
}

machine::PendingEvent install_started(machine::Machine& machine, UpdateSubject const& update) {
  return with_title(machine, 181, update);
}

machine::PendingEvent install_succeeded(machine::Machine& machine, UpdateSubject const& update) {
  return with_title(machine, 183, update);
}

machine::PendingEvent install_failed(machine::Machine& machine, UpdateSubject const& update, Hresult hresult) {
  auto event = about(machine, 182, update);
  event.hresult = static_cast<std::int32_t>(hresult);
  event.replacement_strings = {to_hex(hresult), update.title};
  return event;
}

machine::PendingEvent install_pending(machine::Machine& machine, UpdateSubject const& update) {
  auto event = about(machine, 201, update);
  event.hresult = static_cast<std::int32_t>(hr::reboot_required);
  return event;
}

machine::PendingEvent uninstall_succeeded(machine::Machine& machine, UpdateSubject const& update) {
  return with_title(machine, 222, update);
}

machine::PendingEvent reboot_completed(machine::Machine& machine) {
  auto event = new_event(machine, 202);
  constexpr int automatic_updates = 102;
  event.source_id = automatic_updates;
  return event;
}

}  // namespace wsus::agent
