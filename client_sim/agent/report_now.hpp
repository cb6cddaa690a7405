// Sends the events that wait, without a scan (wuauclt /reportnow): the last part of a scan as a state machine of its
// own.
#pragma once

#include "client_sim/agent/agent_log.hpp"
#include "client_sim/agent/error_mapping.hpp"
#include "client_sim/agent/messages.hpp"
#include "client_sim/machine/machine.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace wsus::agent {

/// Use: start(), then resume() with each answer, until there is no call. Without a cookie that is good, a server to
/// report to or an event there is none at all, and the events stay where they are, as after a scan (assumption).
/// Lifetime: machine and log must outlive it.
class ReportNow {
public:
  ReportNow(machine::Machine& machine, AgentLog& log, MappingSettings mapping = {});

  [[nodiscard]] std::optional<AddressedCall> start();
  /// A report that fails ends it: its events wait for the next scan.
  [[nodiscard]] std::optional<AddressedCall> resume(Reply const& reply);

private:
  [[nodiscard]] std::optional<AddressedCall> next();

  machine::Machine& machine_;
  AgentLog& log_;
  MappingSettings mapping_;
  std::string url_{};
  std::size_t on_the_way_ = 0;  ///< events of the call that is under way
};

}  // namespace wsus::agent
