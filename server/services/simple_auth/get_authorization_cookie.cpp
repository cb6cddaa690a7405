// GetAuthorizationCookie: the client names itself and gets a sealed statement of it (wusp-protocol 3.1).
#include "server/services/simple_auth/operations.hpp"

#include "server/services/checks.hpp"
#include "wsdl/wire/arena.hpp"

namespace wsus::services {
namespace {

constexpr std::size_t max_target_groups = 1'024;  ///< bytes of targetGroupName, all groups together (assumption M)
constexpr std::size_t kept_of_names = 256;        ///< for journal, logs and faults: a good one has 255 at most

/// Real WSUS answers a bad clientId or dnsName with InternalServerError, not InvalidParameters (wua-behaviour 3.4).
[[noreturn]] void refuse() {
  throw Refused{.error_code = wusp::ErrorCode::internal_server_error, .fault_code = wire::FaultCode::server};
}

}  // namespace

void get_authorization_cookie(ServiceCall& call, struct soap* soap, _auth__GetAuthorizationCookie const& request,
                              _auth__GetAuthorizationCookieResponse& response) {
  domain::AuthorizationState state{.client_id = request.clientId.value_or(""),
                                   .dns_name = request.dnsName.value_or(""),
                                   .target_group = request.targetGroupName.value_or("")};
  call.record.client_id = state.client_id.substr(0, kept_of_names);
  call.record.dns_name = state.dns_name.substr(0, kept_of_names);
  call.record.target_group = state.target_group.substr(0, max_target_groups);
  examine(call);
  if (!is_client_id(state.client_id) || !is_dns_name(state.dns_name)) refuse();
  if (state.target_group.size() > max_target_groups) refuse();
  state.target_group = domain::groups_of(call.settings->targeting, state.target_group);
  // A known id whose authorisation cannot be read: the exception of the service, for this client alone (assumption).
  if (!call.state.computers().authorise(state.client_id, state.dns_name, state.target_group, call.state.now()))
    refuse();

  auto* const cookie = wire::make<auth__AuthorizationCookie>(soap);
  cookie->PlugInId = "SimpleTargeting";
  cookie->CookieData = wire::make_binary(soap, sealer_of(call).seal(state));
  response.GetAuthorizationCookieResult = cookie;
}

}  // namespace wsus::services
