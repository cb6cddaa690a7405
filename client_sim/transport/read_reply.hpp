// Reads the answer of a call with the generated proxies. Private to client_sim/transport.
#pragma once

#include "client_sim/agent/messages.hpp"

#include <string>

struct soap;

namespace wsus::transport {

/// What an answer says. `problem` is empty, or why a well-formed answer cannot be used.
struct ReadResult {
  agent::Reply reply = agent::EmptyReply{};
  std::string problem{};
};

/// Receives the answer that belongs to `call`; returns gSOAP's code. `into` is complete when that is SOAP_OK.
int read_reply(struct soap* soap, agent::Call const& call, ReadResult& into);

}  // namespace wsus::transport
