// The three services as dispatch functions, and what all their operations share.
#pragma once

#include "server/services/service_call.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace wsus::services {

/// One file each: simple_auth/simple_auth_service.cpp and so on. Lifetime: `call` must outlive the result.
[[nodiscard]] wire::Engine::Dispatch simple_auth_dispatch(ServiceCall& call);
[[nodiscard]] wire::Engine::Dispatch client_dispatch(ServiceCall& call);
[[nodiscard]] wire::Engine::Dispatch reporting_dispatch(ServiceCall& call);

/// Runs one operation: names it in the record, lets fault rules refuse it (examine), turns a Refused into its
/// fault and any other exception into an InternalServerError whose reason stays in the record. Returns gSOAP's code.
int answer(ServiceCall& call, struct soap* soap, std::string_view operation, std::function<void()> const& run);

/// After a dispatch that was answered, of a call with `pages`: puts the known page into the envelope, or keeps the one
/// that stands there.
void complete_page(ServiceCall& call, std::string& envelope);

/// Whether a server with these settings has the operation at all. GetConfig2 and GetTimestamps belong to the public
/// Windows Update (wusp-protocol 3.4): without live_operations they are as unknown as any other name.
/// GetExtendedUpdateInfo2 came with Windows Server 2012 (wusp-protocol 3.2): servers of asmx_only are older.
[[nodiscard]] bool offers(domain::Settings const& settings, wusp::Service service, std::string_view operation);

/// Whether a request with this SOAPAction (quoted or not) is let in at the address of `service`: the action of an
/// operation that is offered there, or that of IMonitorable/Ping with Settings::offer_ping.
[[nodiscard]] bool takes_action(domain::Settings const& settings, wusp::Service service, std::string_view soap_action);

/// SOAPAction of IMonitorable/Ping (wusp-protocol 1.3): a namespace of its own, the same at every service.
inline constexpr std::string_view ping_action =
    "http://www.microsoft.com/SoftwareDistribution/Server/IMonitorable/Ping";

/// A service that answers Ping as well. Lifetime: `call` must outlive the result.
[[nodiscard]] wire::Engine::Dispatch with_ping(ServiceCall& call, wire::Engine::Dispatch service);

}  // namespace wsus::services
