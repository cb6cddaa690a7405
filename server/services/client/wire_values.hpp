// Small conversions between generated types and the domain, shared by the operations of ClientWebService.
#pragma once

#include "server/domain/catalogue.hpp"
#include "server/services/service_call.hpp"
#include "wsdl/wire/int_list.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

class client__Cookie;
class client__Deployment;
class client__UpdateIdentity;

namespace wsus::services {

/// Bytes of Cookie/EncryptedData; empty when the cookie or the element is absent. Valid while the message lives.
[[nodiscard]] std::optional<std::string_view> encrypted_data(client__Cookie const* cookie);

/// A cookie with its clear-text expiry and the sealed state.
[[nodiscard]] client__Cookie* make_cookie(ServiceCall const& call, struct soap* soap, domain::CookieState const& state);

/// The entries of a list; an absent list is an empty one.
[[nodiscard]] std::span<int const> ints_of(wire::IntList const* list);
/// Null for an empty list: WSUS leaves empty lists out (wusp-protocol 6.2).
[[nodiscard]] wire::IntList* make_ints(struct soap* soap, std::vector<int> const& values);

/// Deployment as a client of `protocol_version` may see it: AutoSelect and its like from 1.8 on, HardwareIds (of
/// drivers, left out when there are none) from 1.6 on (wusp-protocol 1.5).
[[nodiscard]] client__Deployment* make_deployment(struct soap* soap, domain::Revision const& revision,
                                                  std::string_view protocol_version,
                                                  std::span<std::string const> hardware_ids = {});

/// Identities that carry no readable GUID are left out: they name nothing.
[[nodiscard]] std::optional<domain::UpdateIdentity> identity_of(client__UpdateIdentity const* identity);
[[nodiscard]] client__UpdateIdentity* make_identity(struct soap* soap, domain::UpdateIdentity const& identity);

}  // namespace wsus::services
