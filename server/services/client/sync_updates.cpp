// SyncUpdates: checks in the order of the protocol, then delivery (wusp-protocol 5.3, 6.2, 6.3; wua-behaviour 3.4).
#include "server/services/client/operations.hpp"

#include "server/catalogue/fragments.hpp"
#include "server/domain/protocol_version.hpp"
#include "server/domain/sync_anchors.hpp"
#include "server/services/checks.hpp"
#include "server/services/client/system_spec.hpp"
#include "server/services/client/wire_values.hpp"
#include "server/susdb/delivered_rows.hpp"
#include "wsdl/wire/arena.hpp"

#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace wsus::services {
namespace {

/// A filter comes from StartCategoryScan, which refuses as many categories or more (wusp-protocol 5.3); that
/// SyncUpdates refuses them too is an assumption (I).
constexpr std::size_t category_limit = 200;

std::vector<wusp::Guid> filter_of(client__ArrayOfCategoryIdentifier const* list) {
  std::vector<wusp::Guid> filter;
  if (list == nullptr) return filter;
  if (list->CategoryIdentifier.size() >= category_limit) invalid_parameter("parameters.FilterCategoryIds");
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
  domain::SyncAnswer const& answer;
  susdb::SusDb const& rows;
};

std::span<std::string const> hardware_ids(Delivery const& delivery, domain::RevisionIndex index) {
  auto const entry = delivery.answer.hardware_ids.find(index);
  if (entry == delivery.answer.hardware_ids.end()) return {};
  return entry->second;
}

client__UpdateInfo* make_update(Delivery const& delivery, susdb::DeliveredRow const& row, bool with_xml) {
  auto const index = row.revision;
  auto const& revision = delivery.catalogue.at(index);
  auto* const update = wire::make<client__UpdateInfo>(delivery.soap);
  update->ID = row.id;
  if (row.has_deployment)
    update->Deployment =
        make_deployment(delivery.soap, revision, delivery.cookie.protocol_version, hardware_ids(delivery, index));
  update->IsLeaf = delivery.catalogue.is_leaf(index);
  if (with_xml) update->Xml = catalogue::core_fragment(revision);
  return update;
}

/// Of damaged rows the page cannot be made: the service throws, as it would.
std::vector<susdb::DeliveredRow> rows_of(Delivery const& delivery, std::vector<domain::RevisionIndex> const& indexes,
                                         bool with_xml) {
  auto delivered = susdb::deliver(delivery.rows, delivery.catalogue, indexes, with_xml);
  if (auto const* const unreadable = std::get_if<susdb::UnreadableRow>(&delivered))
    throw std::runtime_error(unreadable->exception);
  return std::get<std::vector<susdb::DeliveredRow>>(std::move(delivered));
}

/// Null when there are none: WSUS leaves empty lists out.
client__ArrayOfUpdateInfo* make_updates(Delivery const& delivery, std::vector<domain::RevisionIndex> const& indexes,
                                        bool with_xml) {
  if (indexes.empty()) return nullptr;
  auto* const list = wire::make<client__ArrayOfUpdateInfo>(delivery.soap);
  list->UpdateInfo.reserve(indexes.size());
  for (auto const& row : rows_of(delivery, indexes, with_xml))
    list->UpdateInfo.push_back(make_update(delivery, row, with_xml));
  return list;
}

ListSizes sizes_of(client__SyncUpdateParameters const& parameters) {
  return {.installed_non_leaf_ids = ints_of(parameters.InstalledNonLeafUpdateIDs).size(),
          .other_cached_ids = ints_of(parameters.OtherCachedUpdateIDs).size(),
          .cached_driver_ids = ints_of(parameters.CachedDriverIDs).size()};
}

/// Everything of a request that delivery depends on. `query` views into the other members and into the message.
struct Request {
  std::vector<wusp::Guid> filter{};
  std::optional<domain::SystemSpec> system{};
  domain::SyncQuery query{};
};

/// Category filters of a client or server that is too old for them are passed over (wusp-protocol 1.5; assumption, I).
void read(client__SyncUpdateParameters const& parameters, domain::ProtocolGates const& gates, Request& request) {
  if (gates.category_scan) {
    request.filter = filter_of(parameters.FilterCategoryIds);
    request.query.filter_categories = request.filter;
    request.query.two_group_out_of_scope = parameters.NeedTwoGroupOutOfScopeUpdates.value_or(false);
  }
  if (parameters.SystemSpec != nullptr) {
    request.system = read_system_spec(parameters);
    request.query.system = &*request.system;
  }
  request.query.installed_non_leaf = ints_of(parameters.InstalledNonLeafUpdateIDs);
  request.query.other_cached = ints_of(parameters.OtherCachedUpdateIDs);
  request.query.cached_drivers = ints_of(parameters.CachedDriverIDs);
  request.query.skip_software = parameters.SkipSoftwareSync;
}

/// A page that was written before is named in the call, and an empty element stands for it (complete_page).
client__ArrayOfUpdateInfo* make_new_updates(ServiceCall& call, Delivery const& delivery,
                                            std::shared_ptr<domain::Catalogue const> const& catalogue,
                                            domain::ProtocolGates const& gates) {
  auto const& answer = delivery.answer;
  bool const may_be_known = call.pages != nullptr && !answer.new_updates.empty() && answer.hardware_ids.empty() &&
                            delivery.rows.damage.empty();
  if (may_be_known) {
    call.page = PageKey{.catalogue = catalogue, .auto_select = gates.auto_select, .updates = answer.new_updates};
    call.known_page = call.pages->find(*call.page);
    if (call.known_page) return wire::make<client__ArrayOfUpdateInfo>(delivery.soap);
  }
  return make_updates(delivery, answer.new_updates, /*with_xml=*/true);
}

client__SyncInfo* make_info(ServiceCall& call, Delivery const& delivery,
                            std::shared_ptr<domain::Catalogue const> const& catalogue,
                            domain::ProtocolGates const& gates) {
  auto const& answer = delivery.answer;
  auto* const info = wire::make<client__SyncInfo>(delivery.soap);
  info->NewUpdates = make_new_updates(call, delivery, catalogue, gates);
  info->OutOfScopeRevisionIDs = make_ints(delivery.soap, answer.out_of_scope);
  info->ChangedUpdates = make_updates(delivery, answer.changed_updates, /*with_xml=*/false);
  info->Truncated = answer.truncated;
  info->NewCookie = make_cookie(call, delivery.soap, delivery.cookie);
  if (gates.category_scan) {
    info->DeployedOutOfScopeRevisionIds = make_ints(delivery.soap, answer.deployed_out_of_scope);
    info->DriverSyncNotNeeded = answer.driver_sync_not_needed ? "true" : "false";
  }
  return info;
}

}  // namespace

void sync_updates(ServiceCall& call, struct soap* soap, _client__SyncUpdates const& message,
                  _client__SyncUpdatesResponse& response) {
  if (message.parameters != nullptr) call.record.lists = sizes_of(*message.parameters);
  auto cookie = require_cookie(call, encrypted_data(message.cookie), /*check_config=*/true);
  auto const& settings = *call.settings;
  auto admission = call.state.admit_sync(settings.max_concurrent_syncs);
  if (!admission) throw Refused{.error_code = wusp::ErrorCode::server_busy};
  call.lease = std::make_shared<SyncAdmission>(std::move(*admission));
  require_registration(call, cookie.client_id);
  if (message.parameters == nullptr) invalid_parameter("parameters");
  auto const& parameters = *message.parameters;
  if (parameters.SystemSpec != nullptr && !parameters.SkipSoftwareSync) invalid_parameter("parameters.SystemSpec");

  auto const gates = domain::protocol_gates(cookie.protocol_version, settings.protocol_version);
  Request request;
  read(parameters, gates, request);
  request.query.anchor = domain::anchor_of(cookie, request.query);
  auto const& query = request.query;
  if (auto const parameter = domain::exceeded_limit(query, call.limits, settings.cached_count))
    invalid_parameter(*parameter);

  auto const catalogue = call.state.catalogue_for(cookie.target_group);
  auto const answer = domain::sync_updates(*catalogue, query, settings.page, catalogue::core_fragment_size);
  call.state.computers().synced(cookie.client_id, call.state.now());
  // The expiry stays: use does not extend a cookie (wusp-protocol 3.2).
  domain::move_anchor(cookie, query, answer.anchor);
  response.SyncUpdatesResult = make_info(call, {soap, *catalogue, cookie, answer, *call.rows}, catalogue, gates);
}

}  // namespace wsus::services
