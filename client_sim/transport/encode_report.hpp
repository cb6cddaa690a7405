// ReportEventBatch requests. Private to client_sim/transport.
#pragma once

#include "client_sim/agent/messages.hpp"
#include "client_sim/transport/agent_traits.hpp"

struct soap;

namespace wsus::transport {

/// Writes the request with the generated proxy; returns gSOAP's code.
int send_report(struct soap* soap, agent::ReportEventBatchCall const& call, AgentTraits const& traits);

}  // namespace wsus::transport
