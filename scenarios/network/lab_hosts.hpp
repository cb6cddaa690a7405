// Real listeners for the hosts of a world, on loopback addresses and ports of their own.
#pragma once

#include "client_sim/machine/network.hpp"
#include "scenarios/model/scenario.hpp"
#include "server/faults/connection_plan.hpp"
#include "server/http/tls_settings.hpp"
#include "server/iis/response_dress.hpp"
#include "wsdl/wusp/timeline.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wsus::lab {

/// The address of the WSUS in every world; the other hosts have the next ones. The same in all worlds, because a port
/// that the system chooses keeps worlds apart: so a machine's snapshot is good in another world.
inline constexpr std::string_view server_address = "127.8.53.10";
/// The address of the host at this position of World::hosts.
[[nodiscard]] std::string address_of_host(std::size_t position);

/// What all hosts of a world have in common.
struct HostSetting {
  wusp::Timeline* timeline = nullptr;  ///< the world's time; null: real time
  iis::ResponseDress dress{};          ///< of the server behind them: what they pass on stays as it was
  /// Certificate and key for hosts that listen for TLS, by name; a flaw: with that wrong. Empty: there is none.
  std::function<http::CertificatePem(std::string const& name, std::optional<faults::CertificateFlaw> flaw)>
      certificates{};
  std::string trusted_certificates{};  ///< PEM: authorities that hosts trust as clients
};

/// Listens from construction to destruction. Throws std::runtime_error when a socket cannot be opened. A host whose
/// answer is `nothing` has an address and refuses connections.
class LabHosts {
public:
  /// `network` gets names and listeners of the hosts; it has to have the server's already, so that hosts that pass on
  /// requests know it, too. What is added to it later they do not see. What `setting` points at must outlive the hosts.
  LabHosts(std::vector<scenario::HostSpec> const& hosts, machine::LabNetwork& network, HostSetting const& setting = {});
  ~LabHosts();
  /// A host that redirects or passes on does so otherwise from the next request on. Throws std::out_of_range for
  /// another.
  void change(scenario::HostSpec const& host);
  LabHosts(LabHosts const&) = delete;
  LabHosts& operator=(LabHosts const&) = delete;

private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace wsus::lab
