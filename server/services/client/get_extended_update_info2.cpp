// GetExtendedUpdateInfo2: the same by global identity, with locations and decryption data as types of their own
// (wusp-protocol 3.2, 4.2). Nothing that this server has is encrypted, so there are no keys, only the statement of it.
#include "server/services/client/operations.hpp"

#include "server/services/checks.hpp"
#include "server/services/client/extended_info.hpp"
#include "server/services/client/wire_values.hpp"
#include "wsdl/wire/arena.hpp"

#include <vector>

namespace wsus::services {
namespace {

using Revisions = std::vector<domain::Revision const*>;

/// Identities that the server does not know or has not deployed are left out: the answer has no list for them.
Revisions revisions_of(domain::Catalogue const& catalogue, client__ArrayOfUpdateIdentity const& list) {
  Revisions known;
  for (auto const* const wanted : list.UpdateIdentity) {
    if (wanted == nullptr) continue;  // xsi:nil names nothing
    auto const identity = identity_of(wanted);
    if (!identity) invalid_parameter("updateIDs");
    auto const index = catalogue.find(*identity);
    if (index && catalogue.in_scope(*index)) known.push_back(&catalogue.at(*index));
  }
  return known;
}

client__ArrayOfUpdateEncryptionDetail* make_details(struct soap* soap, Revisions const& revisions) {
  if (revisions.empty()) return nullptr;
  auto* const list = wire::make<client__ArrayOfUpdateEncryptionDetail>(soap);
  for (auto const* const revision : revisions) {
    auto* const detail = wire::make<client__UpdateEncryptionDetail>(soap);
    detail->UpdateIdentity = make_identity(soap, revision->identity);
    detail->HasEncryptedFiles = false;
    list->UpdateEncryptionDetail.push_back(detail);
  }
  return list;
}

}  // namespace

void get_extended_update_info2(ServiceCall& call, struct soap* soap, _client__GetExtendedUpdateInfo2 const& request,
                               _client__GetExtendedUpdateInfo2Response& response) {
  auto const cookie = require_cookie(call, encrypted_data(request.cookie), /*check_config=*/false);
  // The announced limit of GetExtendedUpdateInfo, for want of one of its own (assumption).
  if (request.updateIDs == nullptr ||
      request.updateIDs->UpdateIdentity.size() > call.settings->max_extended_updates_per_request)
    invalid_parameter("updateIDs");
  auto const asked = read_info_request(request.infoTypes, request.locales);
  auto const catalogue = call.state.catalogue_for(cookie.target_group);
  auto const known = revisions_of(*catalogue, *request.updateIDs);

  auto* const info = wire::make<client__ExtendedUpdateInfo2>(soap);
  info->Updates = make_fragments(soap, asked, known);
  if (asked.file_url) info->FileLocations = make_locations(call, soap, asked, known);
  if (asked.file_decryption) info->UpdateEncryptionDetails = make_details(soap, known);
  response.GetExtendedUpdateInfo2Result = info;
}

}  // namespace wsus::services
