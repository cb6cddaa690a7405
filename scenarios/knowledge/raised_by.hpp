// What raises a code in the simulated agent: its own tables, asked the other way round.
#pragma once

#include "client_sim/agent/hresult.hpp"

#include <string>
#include <vector>

namespace wsus::lab {

/// One clause each: "an answer with HTTP status 503 that is no SOAP fault". Empty: nothing raises it here. Codes that
/// only stand in the chain of another one are told as such. In the order: the agent's own, connections, statuses,
/// faults, replies.
[[nodiscard]] std::vector<std::string> raised_by(agent::Hresult code);

}  // namespace wsus::lab
