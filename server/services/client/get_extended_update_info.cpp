// GetExtendedUpdateInfo: fragments beyond Core, and where the files lie (wusp-protocol 3.2, 6.4).
#include "server/services/client/operations.hpp"

#include "server/catalogue/fragments.hpp"
#include "server/services/checks.hpp"
#include "server/services/client/wire_values.hpp"
#include "wsdl/wire/arena.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace wsus::services {
namespace {

using FragmentType = client__XmlUpdateFragmentType;

bool asks_for(client__ArrayOfXmlUpdateFragmentType const& types, FragmentType type) {
  return std::ranges::find(types.XmlUpdateFragmentType, type) != types.XmlUpdateFragmentType.end();
}

void check(ServiceCall const& call, _client__GetExtendedUpdateInfo const& request) {
  if (request.revisionIDs == nullptr ||
      request.revisionIDs->int_.size() > call.state.settings()->max_extended_updates_per_request)
    invalid_parameter("revisionIDs");
  if (request.infoTypes == nullptr) invalid_parameter("infoTypes");
  bool const needs_locale = asks_for(*request.infoTypes, FragmentType::LocalizedProperties) ||
                            asks_for(*request.infoTypes, FragmentType::Eula);
  if (needs_locale && (request.locales == nullptr || request.locales->string.empty())) invalid_parameter("locales");
}

/// The catalogue's texts are English; a client that asks for none of it gets English all the same.
constexpr std::string_view language = "en";

/// Collects the answer; null lists stay out of it.
struct Collector {
  struct soap* soap;
  client__ExtendedUpdateInfo& info;

  void add(int revision_id, std::string xml) const {
    if (info.Updates == nullptr) info.Updates = wire::make<client__ArrayOfUpdateData>(soap);
    auto* const data = wire::make<client__UpdateData>(soap);
    data->ID = revision_id;
    data->Xml = std::move(xml);
    info.Updates->Update.push_back(data);
  }
  void add(domain::File const& file, std::string const& base_url) const {
    if (info.FileLocations == nullptr) info.FileLocations = wire::make<client__ArrayOfFileLocation>(soap);
    auto* const location = wire::make<client__FileLocation>(soap);
    std::string_view const digest(reinterpret_cast<char const*>(file.sha1.data()), file.sha1.size());
    location->FileDigest = wire::make_binary(soap, digest);
    location->Url = base_url + catalogue::content_path(file);
    info.FileLocations->FileLocation.push_back(location);
  }
};

}  // namespace

void get_extended_update_info(ServiceCall& call, struct soap* soap, _client__GetExtendedUpdateInfo const& request,
                              _client__GetExtendedUpdateInfoResponse& response) {
  auto const cookie = require_cookie(call, encrypted_data(request.cookie), /*check_config=*/false);
  check(call, request);
  auto const catalogue = call.state.catalogue_for(cookie.target_group);
  auto& info = *wire::make<client__ExtendedUpdateInfo>(soap);
  std::vector<domain::Revision const*> known;
  std::vector<int> out_of_scope;
  for (int const id : request.revisionIDs->int_) {
    auto const index = catalogue->find(id);
    if (index && catalogue->in_scope(*index))
      known.push_back(&catalogue->at(*index));
    else
      out_of_scope.push_back(id);
  }
  // Order of a real server: every Extended fragment in id order, then one LocalizedProperties an id.
  std::ranges::sort(known, {}, [](domain::Revision const* revision) { return revision->id; });
  Collector const collector{soap, info};
  if (asks_for(*request.infoTypes, FragmentType::Extended)) {
    for (auto const* const revision : known) {
      collector.add(revision->id, catalogue::extended_fragment(*revision));
      for (auto const& file : revision->files) collector.add(file, call.base_url);
    }
  }
  if (asks_for(*request.infoTypes, FragmentType::LocalizedProperties)) {
    for (auto const* const revision : known)
      collector.add(revision->id, catalogue::localized_properties_fragment(*revision, language));
  }
  info.OutOfScopeRevisionIDs = make_ints(soap, out_of_scope);
  response.GetExtendedUpdateInfoResult = &info;
}

}  // namespace wsus::services
