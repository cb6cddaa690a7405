// Calls to SimpleAuth and to the Client service as XML.
#include "client_sim/transport/encode_devices.hpp"
#include "client_sim/transport/encode_report.hpp"
#include "client_sim/transport/wusp_client.hpp"
#include "wsdl/wire/arena.hpp"
#include "wsdl/wusp/service.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <soapClientSoapProxy.h>
#include <soapSimpleAuthSoapProxy.h>
#include <sstream>

namespace wsus::transport {

namespace {

using agent::GetAuthorizationCookieCall;
using agent::GetConfigCall;
using agent::GetCookieCall;
using agent::GetExtendedUpdateInfoCall;
using agent::RefreshCacheCall;
using agent::RegisterComputerCall;
using agent::SyncUpdatesCall;

client__Cookie* cookie_of(struct soap* soap, machine::ClientCookie const& cookie) {
  auto* element = wire::make<client__Cookie>(soap);
  element->Expiration = cookie.expiration;
  element->EncryptedData = wire::make_binary(soap, cookie.encrypted_data);
  return element;
}

/// Null when there are none: the agent leaves empty arrays out (wusp-protocol 1.2).
wire::IntList* ints(struct soap* soap, std::vector<int> const& values) {
  if (values.empty()) return nullptr;
  auto* array = wire::make<wire::IntList>(soap);
  array->values = values;
  return array;
}

client__ArrayOfString* strings(struct soap* soap, std::vector<std::string> const& values) {
  if (values.empty()) return nullptr;
  auto* array = wire::make<client__ArrayOfString>(soap);
  array->string = values;
  return array;
}

int send(struct soap* soap, GetConfigCall const& call, AgentTraits const&) {
  _client__GetConfig request;
  request.protocolVersion = call.protocol_version;
  return ClientSoapProxy(soap).send_GetConfig(nullptr, nullptr, &request);
}

int send(struct soap* soap, GetAuthorizationCookieCall const& call, AgentTraits const&) {
  _auth__GetAuthorizationCookie request;
  request.clientId = call.client_id;
  request.targetGroupName = call.target_group;
  request.dnsName = call.dns_name;
  return SimpleAuthSoapProxy(soap).send_GetAuthorizationCookie(nullptr, nullptr, &request);
}

int send(struct soap* soap, GetCookieCall const& call, AgentTraits const&) {
  auto* authorization = wire::make<client__AuthorizationCookie>(soap);
  authorization->PlugInId = call.plug_in_id;
  authorization->CookieData = wire::make_binary(soap, call.authorization_data);

  _client__GetCookie request;
  request.authCookies = wire::make<client__ArrayOfAuthorizationCookie>(soap);
  request.authCookies->AuthorizationCookie.push_back(authorization);
  if (call.old_cookie) {
    request.oldCookie = cookie_of(soap, *call.old_cookie);
  } else {  // an agent without a cookie sends only an expiry, which is its own time (wusp-protocol 3.2)
    request.oldCookie = wire::make<client__Cookie>(soap);
    request.oldCookie->Expiration = call.current_time;
  }
  request.lastChange = call.last_change;
  request.currentTime = call.current_time;
  request.protocolVersion = call.protocol_version;
  return ClientSoapProxy(soap).send_GetCookie(nullptr, nullptr, &request);
}

/// `number` where the schema has xsd:short.
short to_short(int number) { return static_cast<short>(std::clamp<int>(number, 0, std::numeric_limits<short>::max())); }

/// "1507.2601.30012.0" as four numbers that fit xsd:short; what is missing or no number is 0.
std::array<short, 4> version_parts(std::string const& version) {
  std::array<short, 4> parts{};
  std::istringstream stream(version);
  for (auto& part : parts) {
    int number = 0;
    if (!(stream >> number)) break;
    part = to_short(number);
    stream.ignore(1, '.');
  }
  return parts;
}

/// The constants are those of the capture.
client__ComputerInfo* computer_info(struct soap* soap, RegisterComputerCall const& call) {
  auto const& facts = call.facts;
  auto* info = wire::make<client__ComputerInfo>(soap);
  info->DnsName = call.dns_name;
  info->OSMajorVersion = facts.os_major;
  info->OSMinorVersion = facts.os_minor;
  info->OSBuildNumber = facts.os_build;
  info->OSServicePackMajorNumber = to_short(call.service_pack_major);
  info->OSServicePackMinorNumber = to_short(call.service_pack_minor);
  info->OSLocale = facts.locale;
  info->ComputerManufacturer = facts.manufacturer;
  info->ComputerModel = facts.model;
  info->BiosVersion = facts.bios_version;
  info->BiosName = facts.bios_name;
  info->BiosReleaseDate = facts.bios_date;
  info->ProcessorArchitecture = std::string(architecture_name(facts.processor_architecture));
  info->SuiteMask = 256;  // VER_SUITE_SINGLEUSERTS
  info->OldProductType = static_cast<xsd__unsignedByte>(facts.product_type);
  info->NewProductType = machine::product_sku(facts);
  auto const version = version_parts(call.client_version);
  info->ClientVersionMajorNumber = version[0];
  info->ClientVersionMinorNumber = version[1];
  info->ClientVersionBuildNumber = version[2];
  info->ClientVersionQfeNumber = version[3];
  info->OSDescription = facts.os_description;
  if (facts.os_major < 10) return info;  // the rest: Windows 10 and later (wusp-protocol 4.2)
  info->OEM = facts.manufacturer;
  info->DeviceType = facts.model;
  info->FirmwareVersion = "unknown";
  info->MobileOperator = "Not Present";
  return info;
}

int send(struct soap* soap, RegisterComputerCall const& call, AgentTraits const&) {
  _client__RegisterComputer request;
  request.cookie = cookie_of(soap, call.cookie);
  request.computerInfo = computer_info(soap, call);
  return ClientSoapProxy(soap).send_RegisterComputer(nullptr, nullptr, &request);
}

int send(struct soap* soap, agent::StartCategoryScanCall const& call, AgentTraits const&) {
  _client__StartCategoryScan request;
  request.requestedCategories = wire::make<client__ArrayOfCategoryRelationship>(soap);
  for (auto const& wanted : call.requested) {
    auto* relationship = wire::make<client__CategoryRelationship>(soap);
    relationship->IndexOfAndGroup = wanted.index_of_and_group;
    relationship->CategoryId = to_string(wanted.category_id);
    request.requestedCategories->CategoryRelationship.push_back(relationship);
  }
  return ClientSoapProxy(soap).send_StartCategoryScan(nullptr, nullptr, &request);
}

client__SyncProductsParameters* products_parameters(struct soap* soap, AgentTraits const& traits) {
  auto* products = wire::make<client__SyncProductsParameters>(soap);
  products->SyncCurrentVersionOnly = false;
  products->DeviceAttributes = traits.device_attributes;
  products->CallerAttributes = traits.caller_attributes;
  products->Products = "";  // present and empty (wusp-protocol 1.2)
  return products;
}

client__ArrayOfCategoryIdentifier* filter(struct soap* soap, std::vector<wusp::Guid> const& categories) {
  if (categories.empty()) return nullptr;
  auto* array = wire::make<client__ArrayOfCategoryIdentifier>(soap);
  for (auto const& category : categories) {
    auto* identifier = wire::make<client__CategoryIdentifier>(soap);
    identifier->Id = to_string(category);
    array->CategoryIdentifier.push_back(identifier);
  }
  return array;
}

int send(struct soap* soap, SyncUpdatesCall const& call, AgentTraits const& traits) {
  auto* parameters = wire::make<client__SyncUpdateParameters>(soap);
  parameters->ExpressQuery = false;
  parameters->InstalledNonLeafUpdateIDs = ints(soap, call.installed_non_leaf);
  parameters->OtherCachedUpdateIDs = ints(soap, call.other_cached);
  parameters->SystemSpec = system_spec(soap, call.hardware.devices, traits);
  parameters->CachedDriverIDs = ints(soap, call.cached_drivers);
  parameters->SkipSoftwareSync = call.skip_software;
  parameters->FilterCategoryIds = filter(soap, call.filter_categories);
  parameters->NeedTwoGroupOutOfScopeUpdates = true;
  parameters->ComputerSpec = computer_spec(soap, call.hardware.computer_hardware_ids);
  if (!call.feature_score_matching_key.empty()) parameters->FeatureScoreMatchingKey = call.feature_score_matching_key;
  if (sends_newer_elements(traits.protocol_version)) {
    parameters->AlsoPerformRegularSync = false;
    parameters->ProductsParameters = products_parameters(soap, traits);
  }
  _client__SyncUpdates request;
  request.cookie = cookie_of(soap, call.cookie);
  request.parameters = parameters;
  return ClientSoapProxy(soap).send_SyncUpdates(nullptr, nullptr, &request);
}

int send(struct soap* soap, RefreshCacheCall const& call, AgentTraits const&) {
  _client__RefreshCache request;
  request.cookie = cookie_of(soap, call.cookie);
  if (!call.global_ids.empty()) request.globalIDs = wire::make<client__ArrayOfUpdateIdentity>(soap);
  for (auto const& id : call.global_ids) {
    auto* identity = wire::make<client__UpdateIdentity>(soap);
    identity->UpdateID = to_string(id.update_id);
    identity->RevisionNumber = id.revision_number;
    request.globalIDs->UpdateIdentity.push_back(identity);
  }
  return ClientSoapProxy(soap).send_RefreshCache(nullptr, nullptr, &request);
}

int send(struct soap* soap, GetExtendedUpdateInfoCall const& call, AgentTraits const& traits) {
  _client__GetExtendedUpdateInfo request;
  request.cookie = cookie_of(soap, call.cookie);
  request.revisionIDs = ints(soap, call.revision_ids);
  request.infoTypes = wire::make<client__ArrayOfXmlUpdateFragmentType>(soap);
  request.infoTypes->XmlUpdateFragmentType = {client__XmlUpdateFragmentType::Extended,
                                              client__XmlUpdateFragmentType::LocalizedProperties};
  if (call.with_licenses) request.infoTypes->XmlUpdateFragmentType.push_back(client__XmlUpdateFragmentType::Eula);
  request.locales = strings(soap, call.locales);
  if (sends_newer_elements(traits.protocol_version)) {
    request.deviceAttributes = traits.device_attributes;
    request.GeoId = traits.geo_id;
    request.callerAttributes = traits.caller_attributes;
  }
  return ClientSoapProxy(soap).send_GetExtendedUpdateInfo(nullptr, nullptr, &request);
}

int send(struct soap* soap, agent::GetFileLocationsCall const& call, AgentTraits const&) {
  _client__GetFileLocations request;
  request.cookie = cookie_of(soap, call.cookie);
  request.fileDigests = wire::make<client__ArrayOfBase64Binary>(soap);
  for (auto const& digest : call.file_digests)
    request.fileDigests->base64Binary.push_back(*wire::make_binary(soap, digest));
  return ClientSoapProxy(soap).send_GetFileLocations(nullptr, nullptr, &request);
}

int send(struct soap* soap, agent::ReportEventBatchCall const& call, AgentTraits const& traits) {
  return send_report(soap, call, traits);
}

}  // namespace

std::string encode(wire::Engine& engine, agent::Call const& call, AgentTraits const& traits) {
  return engine.encode([&](struct soap* soap) {
    return std::visit([&](auto const& given) { return send(soap, given, traits); }, call);
  });
}

HttpRequest request_of(agent::AddressedCall const& call, AgentTraits const& traits, std::string body,
                       std::string ms_cv) {
  auto const name = agent::name_of(call.call);
  bool const correlated = name.service == wusp::Service::client && sends_newer_elements(traits.protocol_version);
  return {.url = call.url,
          .soap_action = wusp::soap_action(name.service, name.operation),
          .user_agent = traits.user_agent,
          .ms_cv = correlated ? std::move(ms_cv) : std::string(),
          .body = std::move(body)};
}

}  // namespace wsus::transport
