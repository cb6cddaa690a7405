// The events of downloads, installs and restarts (wusp-protocol 10.1). Internal to the room.
#pragma once

#include "client_sim/agent/hresult.hpp"
#include "client_sim/machine/machine.hpp"

#include <cstdint>
#include <string>

namespace wsus::agent {

/// What an event tells of the deployed update: a bundle, not its children (wusp-protocol 10.1).
struct UpdateSubject {
  wusp::Guid update_id{};
  int revision_number = 0;
  std::string title{};
  bool is_bundle = false;
  bool is_driver = false;
  std::string device_id{};        ///< of a driver; empty: not known
  unsigned earlier_failures = 0;  ///< of its installation (tag C)
};

/// How an update failed: what its event says as Win32HResult, and the innermost code (tag F).
struct UpdateFailure {
  Hresult hresult = 0;
  Hresult secondary = 0;  ///< 0: there is none beside `hresult`
};

[[nodiscard]] machine::PendingEvent download_started(machine::Machine& machine, UpdateSubject const& update);  // 167
/// 162; `bytes` came over the wire (tag B).
[[nodiscard]] machine::PendingEvent download_succeeded(machine::Machine& machine, UpdateSubject const& update,
                                                       std::uint64_t bytes);
[[nodiscard]] machine::PendingEvent download_failed(machine::Machine& machine, UpdateSubject const& update,
                                                    UpdateFailure const& failure);                              // 161
[[nodiscard]] machine::PendingEvent install_started(machine::Machine& machine, UpdateSubject const& update);    // 181
[[nodiscard]] machine::PendingEvent install_succeeded(machine::Machine& machine, UpdateSubject const& update);  // 183
[[nodiscard]] machine::PendingEvent install_failed(machine::Machine& machine, UpdateSubject const& update,
                                                   UpdateFailure const& failure);  // 182
/// 201 with Win32HResult 0x00240005: complete after a restart.
[[nodiscard]] machine::PendingEvent install_pending(machine::Machine& machine, UpdateSubject const& update);
/// 222.
[[nodiscard]] machine::PendingEvent uninstall_succeeded(machine::Machine& machine, UpdateSubject const& update);
/// 202, from the Automatic Updates component (source 102); about no update (assumption).
[[nodiscard]] machine::PendingEvent reboot_completed(machine::Machine& machine);

}  // namespace wsus::agent
