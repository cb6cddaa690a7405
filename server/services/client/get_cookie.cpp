// GetCookie: from an authorisation to a cookie that lives for a while (wusp-protocol 3.2, wua-behaviour 3.4).
#include "server/services/client/operations.hpp"

#include "server/services/checks.hpp"
#include "server/services/client/wire_values.hpp"
#include "wsdl/wire/arena.hpp"

#include <optional>

namespace wsus::services {
namespace {

/// Exactly one cookie, and one that this server has sealed; empty otherwise.
std::optional<domain::AuthorizationState> open_authorization(ServiceCall const& call,
                                                             client__ArrayOfAuthorizationCookie const* cookies) {
  if (cookies == nullptr || cookies->AuthorizationCookie.size() != 1) return std::nullopt;
  auto const* const cookie = cookies->AuthorizationCookie.front();
  if (cookie == nullptr || cookie->CookieData == nullptr) return std::nullopt;
  return sealer_of(call).open_authorization(wire::bytes_of(*cookie->CookieData));
}

/// The cookie to renew. Agents without one send only its Expiration; older ones send EncryptedData as nil.
std::optional<domain::CookieState> old_cookie(ServiceCall const& call, client__Cookie const* cookie) {
  auto const bytes = encrypted_data(cookie);
  if (!bytes || bytes->empty()) return std::nullopt;
  auto state = sealer_of(call).open_cookie(*bytes);
  if (!state) throw Refused{.error_code = wusp::ErrorCode::invalid_cookie};
  if (state->server_id != call.state.server_id()) throw Refused{.error_code = wusp::ErrorCode::server_changed};
  return state;
}

}  // namespace

void get_cookie(ServiceCall& call, struct soap* soap, _client__GetCookie const& request,
                _client__GetCookieResponse& response) {
  auto const authorization = open_authorization(call, request.authCookies);
  if (!authorization) throw Refused{.error_code = wusp::ErrorCode::invalid_authorization_cookie};
  call.record.client_id = authorization->client_id;
  call.record.dns_name = authorization->dns_name;
  call.record.target_group = authorization->target_group;
  examine(call);
  auto const old = old_cookie(call, request.oldCookie);
  auto const& settings = *call.settings;
  auto const last_change = domain::config_last_change_for(settings, call.record.operation);
  if (wusp::parse_xsd_date_time(request.lastChange) != last_change)
    throw Refused{.error_code = wusp::ErrorCode::config_changed};
  if (!is_protocol_version(request.protocolVersion)) invalid_parameter("protocolVersion");

  domain::CookieState state{.client_id = authorization->client_id,
                            .target_group = authorization->target_group,
                            .protocol_version = *request.protocolVersion,
                            .server_id = call.state.server_id(),
                            .expires = call.state.now() + settings.cookie_lifetime,
                            .config_last_change = last_change,
                            .content_generation = settings.content_generation};
  // Another group sees other deployments: what was told before says nothing about them.
  bool const same_view = old && old->client_id == state.client_id && old->target_group == state.target_group;
  if (same_view) {
    state.anchor = old->anchor;
    state.driver_anchor = old->driver_anchor;
    state.filter_anchor = old->filter_anchor;
    state.filter_mark = old->filter_mark;
  }
  response.GetCookieResult = make_cookie(call, soap, state);
}

}  // namespace wsus::services
