// GetExtendedUpdateInfo: fragments beyond Core, and where the files lie (wusp-protocol 3.2, 6.4).
#include "server/services/client/operations.hpp"

#include "server/services/checks.hpp"
#include "server/services/client/extended_info.hpp"
#include "server/services/client/wire_values.hpp"
#include "wsdl/wire/arena.hpp"

#include <algorithm>
#include <vector>

namespace wsus::services {
namespace {

InfoRequest read(ServiceCall const& call, _client__GetExtendedUpdateInfo const& request) {
  if (request.revisionIDs == nullptr ||
      request.revisionIDs->values.size() > call.settings->max_extended_updates_per_request)
    invalid_parameter("revisionIDs");
  auto info = read_info_request(request.infoTypes, request.locales);
  info.geo_id = request.GeoId.value_or("");
  return info;
}

}  // namespace

void get_extended_update_info(ServiceCall& call, struct soap* soap, _client__GetExtendedUpdateInfo const& request,
                              _client__GetExtendedUpdateInfoResponse& response) {
  auto const cookie = require_cookie(call, encrypted_data(request.cookie), /*check_config=*/false);
  auto const asked = read(call, request);
  auto const catalogue = call.state.catalogue_for(cookie.target_group);
  std::vector<domain::Revision const*> known;
  std::vector<int> out_of_scope;
  for (int const id : request.revisionIDs->values) {
    auto const index = catalogue->find(id);
    if (index && catalogue->in_scope(*index))
      known.push_back(&catalogue->at(*index));
    else
      out_of_scope.push_back(id);
  }
  // Order of a real server: every Extended fragment in id order, then one LocalizedProperties an id.
  std::ranges::sort(known, {}, [](domain::Revision const* revision) { return revision->id; });
  auto& info = *wire::make<client__ExtendedUpdateInfo>(soap);
  info.Updates = make_fragments(soap, asked, known);
  // Locations come with Extended although no file type was asked for (wusp-protocol 6.4).
  if (asked.extended || asked.file_url || asked.eula) info.FileLocations = make_locations(call, soap, asked, known);
  info.OutOfScopeRevisionIDs = make_ints(soap, out_of_scope);
  response.GetExtendedUpdateInfoResult = &info;
}

}  // namespace wsus::services
