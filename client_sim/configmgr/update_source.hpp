// The software update point as the machine's WSUS server: what the client sets, and who overrules it.
#pragma once

#include "client_sim/machine/machine.hpp"

#include <cstdint>
#include <string>

namespace wsus::configmgr {

/// What a site tells its clients.
struct Site {
  std::string update_point{};  ///< URL of the software update point, "http://wsus.lab.example:8530"
};

/// What becomes of the update source when a scan begins.
enum class UpdateSource {
  added,      ///< the policy named another server, or none: it names the update point now
  known,      ///< the policy names the update point already
  overruled,  ///< the domain's policy names another server and wins
};

/// The HRESULT that a scan job ends with when it is overruled: "Group policy conflict". The agent is not asked then.
inline constexpr std::uint32_t group_policy_conflict = 0x87D00692;

/// Writes WUServer, WUStatusServer and AU\UseWUServer into the machine's own policy as the client does, unless they are
/// there, and has the policies refreshed: the domain's are processed after it. URLs are compared without regard to
/// letter case, and to a slash at the end.
UpdateSource set_update_source(machine::Machine& machine, Site const& site);

/// WUServer of the registry; empty: none.
[[nodiscard]] std::string policy_server(machine::Machine const& machine);

}  // namespace wsus::configmgr
