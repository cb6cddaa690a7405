// SyncUpdates: checks in the order of the protocol, then delivery (wusp-protocol 5.3, 6.2, 6.3; wua-behaviour 3.4).
#include "server/services/client/operations.hpp"

#include "server/catalogue/fragments.hpp"
#include "server/domain/sync.hpp"
#include "server/services/checks.hpp"
#include "server/services/client/wire_values.hpp"
#include "wsdl/wire/arena.hpp"

#include <vector>

namespace wsus::services {
namespace {

std::vector<wusp::Guid> filter_of(client__ArrayOfCategoryIdentifier const* list) {
  std::vector<wusp::Guid> filter;
  if (list == nullptr) return filter;
  for (auto const* const item : list->CategoryIdentifier) {
    auto const guid = item == nullptr ? std::nullopt : wusp::parse_guid(item->Id);
    if (!guid) invalid_parameter("parameters.FilterCategoryIds");
    filter.push_back(*guid);
  }
  return filter;
}

/// What the reply is made for: everything it reads.
struct Delivery {
  struct soap* soap;
  domain::Catalogue const& catalogue;
  domain::CookieState const& cookie;
};

client__UpdateInfo* make_update(Delivery const& delivery, domain::RevisionIndex index, bool with_xml) {
  auto const& revision = delivery.catalogue.at(index);
  auto* const update = wire::make<client__UpdateInfo>(delivery.soap);
  update->ID = revision.id;
  update->Deployment = make_deployment(delivery.soap, revision, delivery.cookie.protocol_version);
  update->IsLeaf = delivery.catalogue.is_leaf(index);
  if (with_xml) update->Xml = catalogue::core_fragment(revision);
  return update;
}

/// Null when there are none: WSUS leaves empty lists out.
client__ArrayOfUpdateInfo* make_updates(Delivery const& delivery, std::vector<domain::RevisionIndex> const& indexes,
                                        bool with_xml) {
  if (indexes.empty()) return nullptr;
  auto* const list = wire::make<client__ArrayOfUpdateInfo>(delivery.soap);
  list->UpdateInfo.reserve(indexes.size());
  for (auto const index : indexes) list->UpdateInfo.push_back(make_update(delivery, index, with_xml));
  return list;
}

void check_registration(ServiceCall& call, domain::Settings const& settings, std::string const& client_id) {
  if (settings.registration_required && !call.state.computers().is_registered(client_id))
    throw Refused{.error_code = wusp::ErrorCode::registration_required};
}

}  // namespace

void sync_updates(ServiceCall& call, struct soap* soap, _client__SyncUpdates const& request,
                  _client__SyncUpdatesResponse& response) {
  auto cookie = require_cookie(call, encrypted_data(request.cookie), /*check_config=*/true);
  auto const settings = call.state.settings();
  check_registration(call, *settings, cookie.client_id);
  if (request.parameters == nullptr) invalid_parameter("parameters");
  auto const& parameters = *request.parameters;
  if (parameters.SystemSpec != nullptr && !parameters.SkipSoftwareSync) invalid_parameter("parameters.SystemSpec");

  auto const filter = filter_of(parameters.FilterCategoryIds);
  domain::SyncQuery const query{.installed_non_leaf = ints_of(parameters.InstalledNonLeafUpdateIDs),
                                .other_cached = ints_of(parameters.OtherCachedUpdateIDs),
                                .cached_drivers = ints_of(parameters.CachedDriverIDs),
                                .skip_software = parameters.SkipSoftwareSync,
                                .filter_categories = filter,
                                .two_group_out_of_scope = parameters.NeedTwoGroupOutOfScopeUpdates.value_or(false),
                                .anchor = cookie.anchor};
  call.record.installed_non_leaf_ids = query.installed_non_leaf.size();
  call.record.other_cached_ids = query.other_cached.size();
  call.record.cached_driver_ids = query.cached_drivers.size();
  if (auto const parameter = domain::exceeded_limit(query, call.limits, settings->cached_count))
    invalid_parameter(*parameter);

  auto const catalogue = call.state.catalogue();
  auto const result = domain::sync_updates(*catalogue, query, settings->page, catalogue::core_fragment_size);
  call.state.computers().synced(cookie.client_id, call.state.now());
  cookie.anchor = result.anchor;  // the expiry stays: use does not extend a cookie (wusp-protocol 3.2)

  Delivery const delivery{soap, *catalogue, cookie};
  auto* const info = wire::make<client__SyncInfo>(soap);
  info->NewUpdates = make_updates(delivery, result.new_updates, /*with_xml=*/true);
  info->OutOfScopeRevisionIDs = make_ints(soap, result.out_of_scope);
  info->ChangedUpdates = make_updates(delivery, result.changed_updates, /*with_xml=*/false);
  info->Truncated = result.truncated;
  info->NewCookie = make_cookie(call, soap, cookie);
  info->DeployedOutOfScopeRevisionIds = make_ints(soap, result.deployed_out_of_scope);
  info->DriverSyncNotNeeded = result.driver_sync_not_needed ? "true" : "false";
  response.SyncUpdatesResult = info;
}

}  // namespace wsus::services
