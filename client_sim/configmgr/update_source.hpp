// The software update point as the machine's WSUS server: what the client sets, and who overrules it.
#pragma once

#include "client_sim/machine/registry.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace wsus::configmgr {

/// What a site tells its clients, and what the domain says about the same values.
struct Site {
  std::string update_point{};  ///< URL of the software update point, "http://wsus.lab.example:8530"
  /// What a group policy of the domain writes to WUServer whenever it is refreshed; empty: the domain says nothing.
  std::optional<std::string> domain_server{};
};

/// What becomes of the update source when a scan begins.
enum class UpdateSource {
  added,      ///< the policy named another server, or none: it names the update point now
  known,      ///< the policy names the update point already
  overruled,  ///< the domain's policy names another server and wins
};

/// The HRESULT that a scan job ends with when it is overruled: "Group policy conflict". The agent is not asked then.
inline constexpr std::uint32_t group_policy_conflict = 0x87D00692;

/// Writes WUServer, WUStatusServer and AU\UseWUServer as the client does, and as the policy refresh after it leaves
/// them. URLs are compared without regard to letter case, and to a slash at the end.
UpdateSource set_update_source(machine::Registry& registry, Site const& site);

}  // namespace wsus::configmgr
