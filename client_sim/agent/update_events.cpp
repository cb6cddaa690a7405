// Events 161, 162, 167, 181, 182, 183, 201, 202 and 222.
#include "client_sim/agent/update_events.hpp"

#include "client_sim/agent/reporting.hpp"

namespace wsus::agent {
namespace {

enum class Phase { download, install, uninstall };

/// ExtendedData/DeviceID (wusp-protocol 4.5); a driver whose device is not known has its update as the opaque text
/// (assumption).
std::string device_of(Phase phase, UpdateSubject const& update) {
  if (!update.is_driver) return {};
  if (phase == Phase::download) return "1";
  return update.device_id.empty() ? wusp::to_string(update.update_id) : update.device_id;
}

/// Tag Q: 2 for a bundle, else 1; tag F: the secondary error, here none (wusp-protocol 10.2; its form: M).
machine::PendingEvent about(machine::Machine& machine, int event_id, Phase phase, UpdateSubject const& update) {
  auto event = new_event(machine, event_id);
  event.update_id = update.update_id;
  event.revision_number = update.revision_number;
  event.device_id = device_of(phase, update);
  if (phase != Phase::uninstall) set_tag(event, "F", to_hex(hr::ok));
  if (update.is_bundle) set_tag(event, "Q", "2");
  return event;
}

machine::PendingEvent with_title(machine::Machine& machine, int event_id, Phase phase, UpdateSubject const& update) {
  auto event = about(machine, event_id, phase, update);
  event.replacement_strings.push_back(update.title);
  return event;
}

void set_failure(machine::PendingEvent& event, UpdateFailure const& failure) {
  event.hresult = static_cast<std::int32_t>(failure.hresult);
  set_tag(event, "F", to_hex(failure.secondary));
}

}  // namespace

machine::PendingEvent download_started(machine::Machine& machine, UpdateSubject const& update) {
  return with_title(machine, 167, Phase::download, update);
}

machine::PendingEvent download_succeeded(machine::Machine& machine, UpdateSubject const& update, std::uint64_t bytes) {
  auto event = with_title(machine, 162, Phase::download, update);
  set_tag(event, "B", std::to_string(bytes));
  return event;
}

machine::PendingEvent download_failed(machine::Machine& machine, UpdateSubject const& update,
                                      UpdateFailure const& failure) {
  auto event = with_title(machine, 161, Phase::download, update);
  set_failure(event, failure);
  return event;
}

machine::PendingEvent install_started(machine::Machine& machine, UpdateSubject const& update) {
  return with_title(machine, 181, Phase::install, update);
}

machine::PendingEvent install_succeeded(machine::Machine& machine, UpdateSubject const& update) {
  return with_title(machine, 183, Phase::install, update);
}

machine::PendingEvent install_failed(machine::Machine& machine, UpdateSubject const& update,
                                     UpdateFailure const& failure) {
  auto event = about(machine, 182, Phase::install, update);
  set_failure(event, failure);
  set_tag(event, "C", std::to_string(update.earlier_failures));
  event.replacement_strings = {to_hex(failure.hresult), update.title};
  return event;
}

machine::PendingEvent install_pending(machine::Machine& machine, UpdateSubject const& update) {
  auto event = about(machine, 201, Phase::install, update);
  event.hresult = static_cast<std::int32_t>(hr::reboot_required);
  return event;
}

machine::PendingEvent uninstall_succeeded(machine::Machine& machine, UpdateSubject const& update) {
  return with_title(machine, 222, Phase::uninstall, update);
}

machine::PendingEvent reboot_completed(machine::Machine& machine) {
  auto event = new_event(machine, 202);
  constexpr int automatic_updates = 102;
  event.source_id = automatic_updates;
  return event;
}

}  // namespace wsus::agent
