// Everything that a rule can ask about at a stage. Views and values of the exchange under way.
#pragma once

#include "server/faults/call_facts.hpp"
#include "server/faults/connection_plan.hpp"
#include "server/faults/exchange_view.hpp"

namespace wsus::faults {

/// What is not known yet is null or empty. Lifetime: of the exchange, as its members.
struct Facts {
  ConnectionView connection{};
  ExchangeView const* request = nullptr;
  CallFacts const* call = nullptr;
  unsigned status = 0;  ///< of the reply; 0 before there is one
};

}  // namespace wsus::faults
