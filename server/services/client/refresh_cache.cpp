// RefreshCache: from global identities to this server's revision ids (wusp-protocol 3.2, 6.4).
#include "server/services/client/operations.hpp"

#include "server/services/checks.hpp"
#include "server/services/client/wire_values.hpp"
#include "wsdl/wire/arena.hpp"

namespace wsus::services {

void refresh_cache(ServiceCall& call, struct soap* soap, _client__RefreshCache const& request,
                   _client__RefreshCacheResponse& response) {
  auto const cookie = require_cookie(call, encrypted_data(request.cookie), /*check_config=*/false);
  if (request.globalIDs == nullptr) invalid_parameter("globalIDs");
  auto const catalogue = call.state.catalogue_for(cookie.target_group);
  auto* const list = wire::make<client__ArrayOfRefreshCacheResult>(soap);
  for (auto const* const wanted : request.globalIDs->UpdateIdentity) {
    if (wanted == nullptr) continue;  // xsi:nil names nothing
    auto const identity = identity_of(wanted);
    if (!identity) invalid_parameter("globalIDs");
    auto const index = catalogue->find(*identity);
    // WSUS leaves out what is not deployed, and bundle children: a client fetches those again (wusp-protocol 6.4).
    if (!index || !catalogue->in_scope(*index)) continue;
    auto const& revision = catalogue->at(*index);
    if (revision.deployment.action == domain::DeploymentAction::bundle) continue;
    auto* const result = wire::make<client__RefreshCacheResult>(soap);
    result->RevisionID = revision.id;
    result->GlobalID = make_identity(soap, *identity);
    result->IsLeaf = catalogue->is_leaf(*index);
    result->Deployment = make_deployment(soap, revision, cookie.protocol_version);
    list->RefreshCacheResult.push_back(result);
  }
  response.RefreshCacheResult = list;
}

}  // namespace wsus::services
