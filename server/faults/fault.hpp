// Every fault as one value, and the stages at which faults are asked.
#pragma once

#include "server/faults/redirect.hpp"
#include "server/faults/refuse_client.hpp"
#include "server/faults/soap_fault.hpp"

#include <optional>
#include <variant>

namespace wsus::faults {

/// A fault takes part in a stage by having the member function of its name; fault.cpp refuses a type that has none.
/// Whether a fault is asked at all is its rule's business, never its own.
using Fault = std::variant<RaiseSoapFault, RefuseClient, Redirect>;

/// Stage 1, a request has arrived and neither IIS nor a service has seen it: the answer instead of theirs, or empty.
/// Pure; thread safe.
[[nodiscard]] std::optional<ResponsePlan> on_request(Fault const& fault, ExchangeView const& request);

/// Stage 2, an operation knows its client and has checked and changed nothing: the refusal instead of its answer, or
/// empty. Pure; thread safe.
[[nodiscard]] std::optional<InjectedSoapFault> on_call(Fault const& fault, CallFacts const& call);

}  // namespace wsus::faults
