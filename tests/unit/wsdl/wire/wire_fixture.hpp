// What the tests of wire share: captures, and services that write down what they understood.
#pragma once

#include "wsdl/wire/engine.hpp"

#include <soapClientSoapProxy.h>
#include <soapClientSoapService.h>
#include <soapSimpleAuthSoapProxy.h>
#include <soapSimpleAuthSoapService.h>
#include <soapWebServiceSoapProxy.h>
#include <soapWebServiceSoapService.h>

#include <string>
#include <string_view>

namespace wsus::wire {

/// The bytes of tests/golden/captures/<name>. A missing file is a failure of the test.
[[nodiscard]] std::string capture(std::string const& name);

/// An agent's envelope around `body`.
[[nodiscard]] std::string agent_envelope(std::string_view body);

/// What a service understood of `request`: decoded into generated types, written again as an agent writes it.
/// Tries the services one by one, as the body element decides. Empty when it was not understood.
[[nodiscard]] std::string understood(Engine& engine, std::string const& request);

/// Dispatches to the recording client service, for tests that care about the outcome only.
int understood_dispatch(struct soap* soap);

/// Answers GetConfig with a fixed LastChange, faults every GetCookie, throws on RegisterComputer.
class SmallClientService final : public ClientSoapService {
public:
  explicit SmallClientService(struct soap* context) : ClientSoapService(context) {}
  int GetConfig(_client__GetConfig* request, _client__GetConfigResponse& response) override;
  int GetCookie(_client__GetCookie* request, _client__GetCookieResponse& response) override;
  int RegisterComputer(_client__RegisterComputer* request, _client__RegisterComputerResponse& response) override;
};

[[nodiscard]] Engine::Dispatch small_service();

}  // namespace wsus::wire
