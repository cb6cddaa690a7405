// The steps before the first SyncUpdates: configuration, authorization, cookie, registration, refresh of the cache.
#include "client_sim/agent/identity.hpp"
#include "client_sim/agent/scan_state.hpp"
#include "client_sim/machine/identity.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace wsus::agent {
namespace {

constexpr std::string_view simple_targeting = "SimpleTargeting";

}  // namespace

AddressedCall Scan::State::get_config_call() const {
  return to_client_service(GetConfigCall{settings.protocol_version});
}

Outcome Scan::State::got_config(machine::CachedConfig config) const {
  // 0 stands for a property that is missing, a negative number for one that is no number (FM25, hresults).
  if (config.max_extended_updates_per_request == 0) {
    if (!settings.accept_missing_properties) {
      return AgentFailure{0x8024402A, "The configuration lacks the property MaxExtendedUpdatesPerRequest"};
    }
    config.max_extended_updates_per_request = machine::CachedConfig{}.max_extended_updates_per_request;
  }
  if (config.max_extended_updates_per_request < 0) {
    return AgentFailure{0x80244029, "The value of the property MaxExtendedUpdatesPerRequest is invalid"};
  }
  if (config.plug_in_id.empty() && config.auth_service_url.empty()) {
    return AgentFailure{0x80244027, "The configuration lists no authorization plug-in"};
  }
  // Plug-ins without a URL are left alone: real clients go on with "Anonymous" (wusp-protocol 3.2).
  if (!config.auth_service_url.empty() && config.plug_in_id != simple_targeting) {
    return AgentFailure{0x80244028,
                        fmt::format("No authorization cookie can be created: the only plug-in that the agent knows is "
                                    "{}, the configuration lists \"{}\"",
                                    simple_targeting, config.plug_in_id)};
  }
  store().config = std::move(config);
  return Progress::step_done;
}

AddressedCall Scan::State::authorize_call() {
  GetAuthorizationCookieCall call{client_id(machine), target_group(machine), machine::dns_name(machine)};
  auto url = simple_auth_url(server, config().auth_service_url);
  log.authorization_started(call.client_id, call.target_group.value_or(""), call.dns_name, server.policy_url, url);
  return {std::move(url), std::move(call)};
}

Outcome Scan::State::got_authorization(AuthorizationReply const& reply) {
  if (reply.data.empty()) {
    return AgentFailure{0x80244028,
                        fmt::format("The authorization cookie of plug-in \"{}\" is empty", reply.plug_in_id)};
  }
  authorization = reply;
  return Progress::step_done;
}

AddressedCall Scan::State::get_cookie_call() const {
  auto const known = config();
  GetCookieCall call{.plug_in_id = known.plug_in_id,
                     .old_cookie = store().cookie,
                     .last_change = known.last_change,
                     .current_time = wire_time(machine),
                     .protocol_version = settings.protocol_version};
  if (auto const& stored = store().authorization) {
    call.plug_in_id = stored->plug_in_id;
    call.authorization_data = stored->data;
    return to_client_service(std::move(call));
  }
  // A plug-in without a URL has no authorization cookie to show (wusp-protocol 3.2).
  if (authorization && !known.auth_service_url.empty()) {
    call.plug_in_id = authorization->plug_in_id;
    call.authorization_data = authorization->data;
  }
  return to_client_service(std::move(call));
}

bool Scan::State::registration_is_due() const {
  return store().config && config().registration_required && store().registered_data != registration_data(machine);
}

AddressedCall Scan::State::register_call() const {
  return to_client_service(registration(machine, store().cookie.value_or(machine::ClientCookie{})));
}

AddressedCall Scan::State::refresh_call() const {
  return to_client_service(RefreshCacheCall{store().cookie.value_or(machine::ClientCookie{}), cache.identities()});
}

}  // namespace wsus::agent
