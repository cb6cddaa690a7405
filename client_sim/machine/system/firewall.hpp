// What stands between a machine and the hosts it connects to: its own firewall, and those on the way.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::machine {

/// What becomes of a connection that somebody opens.
enum class Passage {
  open,
  refused,  ///< answered at once: nobody may go there
  dropped,  ///< never answered: whoever connects waits until his time is up
};

/// A firewall on the way, run by somebody else; part of the world (LabNetwork). The first barrier that matches counts.
struct Barrier {
  std::string address{};   ///< dotted IPv4 as names resolve to it; empty: every address
  std::uint16_t port = 0;  ///< as people write it (8530); 0: every port
  Passage effect = Passage::dropped;
  bool operator==(Barrier const&) const = default;
};

/// A rule of Windows Defender Firewall, as `netsh advfirewall firewall` writes it. The lab's firewall looks at outgoing
/// TCP; other rules are kept and do nothing.
struct FirewallRule {
  std::string name{};
  bool enabled = true;
  bool inbound = false;
  bool blocks = false;                ///< action=block; else allow
  std::string protocol = "any";       ///< "any", "TCP", "UDP", as typed
  std::string remote_address{"any"};  ///< "any", an address, or several between commas
  std::string remote_port{"any"};     ///< "any", a port, a range "8530-8531", or several between commas
  bool operator==(FirewallRule const&) const = default;
};

/// What the barriers make of a connection to address and port.
[[nodiscard]] Passage passage_of(std::vector<Barrier> const& barriers, std::string_view address, std::uint16_t port);

/// Whether the machine's own rules let a TCP connection out. Blocking rules win over allowing ones; what no rule names
/// may go (defaults of Windows Defender Firewall).
[[nodiscard]] bool lets_out(std::vector<FirewallRule> const& rules, std::string_view address, std::uint16_t port);

/// Whether text is "any", or ports 0 to 65535 and ranges of them between commas.
[[nodiscard]] bool is_port_list(std::string_view text);

}  // namespace wsus::machine
