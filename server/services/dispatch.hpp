// The three services as dispatch functions, and what all their operations share.
#pragma once

#include "server/services/service_call.hpp"

#include <functional>
#include <string_view>

namespace wsus::services {

/// One file each: simple_auth/simple_auth_service.cpp and so on. Lifetime: `call` must outlive the result.
[[nodiscard]] wire::Engine::Dispatch simple_auth_dispatch(ServiceCall& call);
[[nodiscard]] wire::Engine::Dispatch client_dispatch(ServiceCall& call);
[[nodiscard]] wire::Engine::Dispatch reporting_dispatch(ServiceCall& call);

/// Runs one operation: names it in the record, lets fault rules refuse it (inject_fault), turns a Refused into its
/// fault and any other exception into an InternalServerError whose reason stays in the record. Returns gSOAP's code.
int answer(ServiceCall& call, struct soap* soap, std::string_view operation, std::function<void()> const& run);

/// For operations of the WSDLs that this server does not offer: InternalServerError with a Message that says so.
int not_offered(ServiceCall& call, struct soap* soap, std::string_view operation);

}  // namespace wsus::services
