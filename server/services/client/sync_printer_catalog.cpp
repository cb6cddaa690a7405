// SyncPrinterCatalog: printer drivers for the Add Printer wizard (wusp-protocol 3.2, 5.3).
#include "server/services/client/operations.hpp"

#include "server/catalogue/fragments.hpp"
#include "server/domain/printer_catalog.hpp"
#include "server/services/checks.hpp"
#include "server/services/client/wire_values.hpp"
#include "wsdl/wire/arena.hpp"

#include <utility>
#include <vector>

namespace wsus::services {
namespace {

/// MS-WUSP names no InvalidParameters here; that the application's limits hold as in SyncUpdates is an assumption (M).
void check_limits(ServiceCall const& call, domain::PrinterQuery const& query) {
  if (std::cmp_greater(query.installed_non_leaf.size(), call.limits.max_installed_prerequisites))
    invalid_parameter("installedNonLeafUpdateIDs");
  if (std::cmp_greater(query.cached_printers.size(), call.limits.max_cached_updates))
    invalid_parameter("printerUpdateIDs");
}

client__UpdateInfo* make_printer(struct soap* soap, domain::Catalogue const& catalogue, domain::RevisionIndex index,
                                 std::string const& protocol_version) {
  auto const& revision = catalogue.at(index);
  auto* const update = wire::make<client__UpdateInfo>(soap);
  update->ID = revision.id;
  update->Deployment = make_deployment(soap, revision, protocol_version);
  update->IsLeaf = catalogue.is_leaf(index);
  return update;
}

}  // namespace

void sync_printer_catalog(ServiceCall& call, struct soap* soap, _client__SyncPrinterCatalog const& request,
                          _client__SyncPrinterCatalogResponse& response) {
  call.record.lists = {.installed_non_leaf_ids = ints_of(request.installedNonLeafUpdateIDs).size(),
                       .cached_driver_ids = ints_of(request.printerUpdateIDs).size()};
  auto const cookie = require_cookie(call, encrypted_data(request.cookie), /*check_config=*/true);
  require_registration(call, cookie.client_id);
  domain::PrinterQuery const query{.installed_non_leaf = ints_of(request.installedNonLeafUpdateIDs),
                                   .cached_printers = ints_of(request.printerUpdateIDs),
                                   .anchor = cookie.driver_anchor};
  check_limits(call, query);

  auto const catalogue = call.state.catalogue_for(cookie.target_group);
  auto const result =
      domain::sync_printer_catalog(*catalogue, query, call.settings->page, catalogue::core_fragment_size);
  auto* const info = wire::make<client__SyncInfo>(soap);
  if (!result.new_updates.empty()) info->NewUpdates = wire::make<client__ArrayOfUpdateInfo>(soap);
  for (auto const index : result.new_updates) {
    auto* const update = make_printer(soap, *catalogue, index, cookie.protocol_version);
    update->Xml = catalogue::core_fragment(catalogue->at(index));
    info->NewUpdates->UpdateInfo.push_back(update);
  }
  if (!result.changed_updates.empty()) info->ChangedUpdates = wire::make<client__ArrayOfUpdateInfo>(soap);
  for (auto const index : result.changed_updates)
    info->ChangedUpdates->UpdateInfo.push_back(make_printer(soap, *catalogue, index, cookie.protocol_version));
  info->OutOfScopeRevisionIDs = make_ints(soap, result.out_of_scope);
  info->Truncated = result.truncated;
  info->NewCookie = make_cookie(call, soap, cookie);
  info->DriverSyncNotNeeded = "true";
  response.SyncPrinterCatalogResult = info;
}

}  // namespace wsus::services
