// A simulated PC ready for use: machine, agent, transport and prompt wired together. Used by wua-sim and by wsus-lab.
#pragma once

#include "client_sim/agent/agent_options.hpp"
#include "client_sim/agent/scan.hpp"
#include "client_sim/app/call_listener.hpp"
#include "client_sim/configmgr/update_source.hpp"
#include "client_sim/machine/machine.hpp"
#include "client_sim/report/scan_report.hpp"
#include "client_sim/transport/http_exchange.hpp"
#include "windows/prompt/prompt.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace wsus::client {

/// Fetches content files: asks `next` for requests until it is empty on every one of its connections (1 to 7 at a time)
/// and hands each answer to `answered`. Returns when nothing is on its way any more; throws nothing for what a peer
/// does.
using ContentPort =
    std::function<void(std::function<std::optional<agent::ContentRequest>()> const& next,
                       std::function<void(agent::ContentRequest const&, agent::ContentReply const&)> const& answered,
                       unsigned connections)>;

/// `http` with what the options say of redirects and timeouts.
[[nodiscard]] transport::HttpOptions with_options(transport::HttpOptions http, agent::AgentOptions const& options);

/// Errors of the network and of the server end up in the report; nothing is thrown for them. With `http.timeline` the
/// PC takes part in it (one Running) from the beginning of each call that scans or types to its end, and certificates
/// are looked at in the machine's time; without, at the system's, moved by as much as the machine's clock is wrong.
/// Thread safety: none; one thread uses a PC at a time. Lifetime: `clock` and the timeline must outlive it.
class SimulatedPc {
public:
  SimulatedPc(machine::MachineOptions options, wusp::Clock const& clock, agent::AgentSettings settings = {},
              transport::HttpOptions http = {});
  ~SimulatedPc();
  SimulatedPc(SimulatedPc const&) = delete;
  SimulatedPc& operator=(SimulatedPc const&) = delete;

  /// One scan from start to end, over real sockets; also kept in scans(). The reference is good until the next scan.
  report::ScanReport const& scan();
  /// A scan, and when it succeeds downloads and installs of what it found; kept in scans() too.
  report::ScanReport const& update();
  /// A scan of Automatic Updates, after which it is known when the next one is due
  /// (client_sim/agent/detection_cycle.hpp).
  report::ScanReport const& detect();
  /// From now on the scans of this PC are asked for by its Configuration Manager client, which logs them in its own
  /// way. Throws std::invalid_argument for a site without a software update point.
  void scan_for_configmgr(configmgr::Site site);
  /// Another way to fetch files than over the machine's network.
  void set_content_port(ContentPort port);
  /// Who is told of every web call and request for a file from now on.
  void set_call_listener(CallListener listener);
  /// Types a line at the machine's elevated prompt. Commands that start a scan return when it is over.
  /// `begun` is called once the PC takes part in its timeline, before the line is run: several PCs can wait for each
  /// other there.
  windows::CommandResult type_command(std::string_view line, std::function<void()> const& begun = {});

  [[nodiscard]] std::vector<report::ScanReport> const& scans() const;
  [[nodiscard]] machine::Machine& machine();
  [[nodiscard]] windows::Prompt& prompt();

private:
  struct State;
  class Turn;
  std::unique_ptr<State> state_;
};

}  // namespace wsus::client
