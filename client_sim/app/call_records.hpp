// A web call that is over, as reports and listeners tell of it.
#pragma once

#include "client_sim/agent/messages.hpp"
#include "client_sim/app/call_listener.hpp"
#include "client_sim/report/scan_report.hpp"
#include "client_sim/transport/http_exchange.hpp"

#include <string>
#include <vector>

namespace wsus::client {

/// Host of the proxy of each hop of a call; empty: straight.
using Proxies = std::vector<std::string>;

/// Adds one record a hop; the fault belongs to the last one.
void record(std::vector<report::CallRecord>& calls, agent::Call const& call, transport::HttpResult const& result,
            agent::Reply const& reply);

/// What a listener is told of the call that `last` records. Lifetime: views into what is given.
[[nodiscard]] CallSeen seen_of(report::CallRecord const& last, transport::HttpRequest const& request,
                               transport::HttpResult const& result, Proxies const& proxies);

}  // namespace wsus::client
