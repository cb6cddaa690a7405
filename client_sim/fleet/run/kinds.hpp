// The kinds of agents of a fleet, and machines for them that go from scan to scan.
#pragma once

#include "client_sim/agent/scan.hpp"
#include "client_sim/fleet/agent_record.hpp"
#include "client_sim/fleet/settings.hpp"
#include "client_sim/machine/machine.hpp"
#include "client_sim/transport/agent_traits.hpp"
#include "wsdl/wusp/clock.hpp"

#include <cstddef>
#include <memory>
#include <vector>

namespace wsus::fleet {

/// What is the same for all agents of a kind, worked out once.
struct Kind {
  machine::MachineOptions machine{};
  KindFacts facts{};
  agent::AgentSettings agent{};
  transport::AgentTraits traits{};
};

/// Machines are made when they are needed and kept for the next agent of their kind, as many as scans can be under way.
/// Thread safety: none. Lifetime: `settings` and `clock` outlive it, and it outlives its machines.
class Kinds {
public:
  Kinds(FleetSettings const& settings, wusp::Clock const& clock);

  [[nodiscard]] std::size_t size() const { return kinds_.size(); }
  [[nodiscard]] Kind const& operator[](std::size_t index) const { return kinds_[index]; }

  [[nodiscard]] std::unique_ptr<machine::Machine> take(std::size_t index);
  void give_back(std::size_t index, std::unique_ptr<machine::Machine> machine);

private:
  [[nodiscard]] Kind make_kind(AgentKind const& kind) const;
  [[nodiscard]] std::unique_ptr<machine::Machine> make_machine(machine::MachineOptions const& options) const;

  FleetSettings const& settings_;
  wusp::Clock const& clock_;
  std::vector<Kind> kinds_{};
  std::vector<std::vector<std::unique_ptr<machine::Machine>>> idle_{};  ///< by kind
  std::size_t idle_count_ = 0;
};

}  // namespace wsus::fleet
