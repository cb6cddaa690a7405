// Which proxies a request of a service may go through, in the order in which they are tried: static settings,
// auto-configuration files (PAC), automatic detection (WPAD), and the user's where policy lets it.
#pragma once

#include "client_sim/machine/winhttp_proxy.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::machine {

class Machine;

/// A proxy auto-configuration file as a table, for the lab has no JavaScript: FindProxyForURL returns the answer of the
/// first rule that the host fits (shExpMatch(host, pattern)), and "DIRECT" when none does. A value.
struct PacRule {
  std::string host{};    ///< "*.lab.example"; letter case does not matter
  std::string answer{};  ///< "PROXY proxy:8080; PROXY other:8080; DIRECT"
  bool operator==(PacRule const&) const = default;
};
struct PacFile {
  std::vector<PacRule> rules{};
  bool operator==(PacFile const&) const = default;
};
/// By URL, as it is written; part of the world (LabNetwork).
using PacFiles = std::map<std::string, PacFile, windows::CaselessLess>;

/// Through a proxy, or straight to the host when empty.
using ProxyWay = std::optional<ProxyAddress>;

/// The ways in an answer of FindProxyForURL, those that cannot be read left out; empty when none can be.
[[nodiscard]] std::vector<ProxyWay> ways_of_pac_answer(std::string_view answer);

/// What a call is for: which of the two proxies is asked first (documentation "How the Windows Update client determines
/// which proxy server to use").
enum class ProxyUse {
  scan,    ///< the system's; the user's only where the policy SetProxyBehaviorForUpdateDetection is 1 and that fails
  report,  ///< the user's when there is one, then the system's
};

/// Never empty; the next one is tried when the one before cannot be reached. Of one setting: WPAD, then the PAC file,
/// then the static proxy; a file that the network does not have is passed over (assumption).
[[nodiscard]] std::vector<ProxyWay> proxy_ways(Machine const& machine, ProxyUse use, std::string_view scheme,
                                               std::string_view host);

}  // namespace wsus::machine
