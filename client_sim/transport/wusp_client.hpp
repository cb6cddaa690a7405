// Encodes a call, exchanges it over HTTP, decodes the answer: the simulated agent's wire.
#pragma once

#include "client_sim/agent/messages.hpp"
#include "client_sim/transport/agent_traits.hpp"
#include "client_sim/transport/http_exchange.hpp"
#include "wsdl/wire/engine.hpp"

#include <cstddef>
#include <string>

namespace wsus::transport {

/// The body of a call, as the agent sends it (capture client/*.xml). Empty arrays are left out, as the agent does.
/// Throws std::runtime_error only when gSOAP cannot write, which no call makes it do.
[[nodiscard]] std::string encode(wire::Engine& engine, agent::Call const& call, AgentTraits const& traits = {});

/// The HTTP request of a call: SOAPAction, user agent and, for the Client service of agents with newer elements, MS-CV.
[[nodiscard]] HttpRequest request_of(agent::AddressedCall const& call, AgentTraits const& traits, std::string body,
                                     std::string ms_cv);

/// What an HTTP answer means for a call: the answer, or the failure (transport, status, fault, malformed).
///
/// In this order: no answer -> TransportFailure; a SOAP fault with whatever status and type -> FaultFailure; a status
/// other than 200 -> HttpFailure; a content coding other than xpress, bytes that are not in it or are more than
/// `max_body` when decoded, another type than text/xml, or another document than the call's answer -> MalformedReply.
/// Sources: wua-behaviour 5.2, 5.3; wusp-protocol 2.3; the check of the type is an assumption.
[[nodiscard]] agent::Reply decode(wire::Engine& engine, agent::Call const& call, HttpResult const& result,
                                  std::size_t max_body = HttpOptions{}.max_body);

/// What the agent's log wants to know of an answer.
[[nodiscard]] agent::ReplyFacts facts_of(HttpResult const& result);

}  // namespace wsus::transport
