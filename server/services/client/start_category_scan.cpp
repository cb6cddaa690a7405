// StartCategoryScan: which categories a filtered scan has to name (wusp-protocol 3.2, 6.4).
#include "server/services/client/operations.hpp"

#include "server/domain/sync.hpp"
#include "server/services/checks.hpp"
#include "wsdl/wire/arena.hpp"

#include <vector>

namespace wsus::services {
namespace {

constexpr std::size_t category_limit = 200;  ///< as many or more are refused (wusp-protocol 5.3)

std::vector<domain::CategoryRequest> read(client__ArrayOfCategoryRelationship const& list) {
  std::vector<domain::CategoryRequest> requested;
  for (auto const* const item : list.CategoryRelationship) {
    if (item == nullptr) continue;
    auto const category = wusp::parse_guid(item->CategoryId);
    if (!category) invalid_parameter("requestedCategories");
    requested.push_back({.and_group = item->IndexOfAndGroup, .category = *category});
  }
  return requested;
}

client__ArrayOfGuid* make_guids(struct soap* soap, std::vector<wusp::Guid> const& guids) {
  auto* const list = wire::make<client__ArrayOfGuid>(soap);
  for (auto const& guid : guids) list->guid.push_back(wusp::to_string(guid));
  return list;
}

}  // namespace

void start_category_scan(ServiceCall& call, struct soap* soap, _client__StartCategoryScan const& request,
                         _client__StartCategoryScanResponse& response) {
  if (request.requestedCategories == nullptr ||
      request.requestedCategories->CategoryRelationship.size() >= category_limit)
    invalid_parameter("requestedCategories");
  auto const catalogue = call.state.catalogue();
  auto const result = domain::start_category_scan(*catalogue, read(*request.requestedCategories));
  response.preferredCategoryIds = make_guids(soap, result.preferred);
  if (!result.in_error.empty()) response.requestedCategoryIdsInError = make_guids(soap, result.in_error);
}

}  // namespace wsus::services
