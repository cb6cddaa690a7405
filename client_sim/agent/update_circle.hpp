// Circles in what updates need of each other (WU_E_CYCLE_DETECTED, FM82). Pure.
#pragma once

#include "wsdl/wusp/guid.hpp"

#include <map>
#include <vector>

namespace wsus::agent {

/// Each update with what it needs: prerequisites, any of a clause's, and the updates that it bundles. What is named
/// without being there needs nothing.
using Relations = std::map<wusp::Guid, std::vector<wusp::Guid>>;

/// The updates of one circle, each needing the next one and the last one the first; an update that names itself is a
/// circle of one. Empty: there is none. The same circle for the same relations. Cost: one walk over all of them,
/// without recursion: a server may send a chain of any length.
[[nodiscard]] std::vector<wusp::Guid> find_circle(Relations const& relations);

}  // namespace wsus::agent
