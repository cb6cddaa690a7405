// What Windows itself keeps beside registry, services and files: a value that snapshots and state files keep whole.
#pragma once

#include "client_sim/machine/system/certificate_store.hpp"
#include "client_sim/machine/system/firewall.hpp"
#include "client_sim/machine/system/group_policy.hpp"
#include "wsdl/wusp/date_time.hpp"

#include <vector>

namespace wsus::machine {

struct SystemState {
  /// How much the machine's clock is ahead of the world's; negative: behind. w32tm /resync makes it 0.
  wusp::Ticks clock_offset{};
  GroupPolicy policy{};
  CertificateStores certificates{};
  std::vector<FirewallRule> firewall{};
  /// Whether the WMI repository can be used; winmgmt /salvagerepository repairs it.
  bool wmi_consistent = true;
};

}  // namespace wsus::machine
