// The answers of the services as plain values; everything is copied out of the message's arena.
#include "client_sim/transport/read_reply.hpp"

#include "wsdl/wire/arena.hpp"

#include <charconv>
#include <fmt/format.h>
#include <soapClientSoapProxy.h>
#include <soapSimpleAuthSoapProxy.h>
#include <soapWebServiceSoapProxy.h>

namespace wsus::transport {

namespace {

std::string bytes(xsd__base64Binary const* binary) {
  return binary ? std::string(wire::bytes_of(*binary)) : std::string();
}

machine::ClientCookie cookie_of(client__Cookie const& cookie) {
  return {cookie.Expiration, bytes(cookie.EncryptedData)};
}

std::vector<int> ints(wire::IntList const* array) { return array ? array->values : std::vector<int>(); }

std::string action_of(struct soap* soap, client__Deployment const* deployment) {
  return deployment ? soap_client__DeploymentAction2s(soap, deployment->Action) : "";
}

/// Without an answer's content there is nothing to go on with (the Result elements are required on success).
template <class Result, class Read>
int receive(int code, Result const* result, std::string_view element, ReadResult& into, Read const& read) {
  if (code != SOAP_OK) return code;
  if (result)
    read(*result);
  else
    into.problem = fmt::format("there is no <{}>", element);
  return SOAP_OK;
}

// GetConfig

/// SimpleTargeting when it is among the plug-ins, else the first (wusp-protocol 3.2: other servers answer others).
client__AuthPlugInInfo const* choose_plug_in(client__ArrayOfAuthPlugInInfo const* plug_ins) {
  client__AuthPlugInInfo const* chosen = nullptr;
  if (!plug_ins) return chosen;
  for (auto const* plug_in : plug_ins->AuthPlugInInfo) {
    if (!plug_in) continue;
    if (plug_in->PlugInID == "SimpleTargeting") return plug_in;
    if (!chosen) chosen = plug_in;
  }
  return chosen;
}

/// A limit that is no number from 1 is handed on as -1: the agent has a code of its own for it.
void read_property(std::string const& name, std::string const& value, machine::CachedConfig& config) {
  if (name == "ProtocolVersion") config.protocol_version = value;
  if (name != "MaxExtendedUpdatesPerRequest") return;
  int number = 0;
  auto const [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  bool const is_limit = error == std::errc{} && end == value.data() + value.size() && number >= 1;
  config.max_extended_updates_per_request = is_limit ? number : -1;
}

void read_config(client__Config const& from, ReadResult& into) {
  machine::CachedConfig config{.last_change = from.LastChange,
                               .registration_required = from.IsRegistrationRequired,
                               .max_extended_updates_per_request = 0};
  if (auto const* plug_in = choose_plug_in(from.AuthInfo)) {
    config.plug_in_id = plug_in->PlugInID.value_or("");
    config.auth_service_url = plug_in->ServiceUrl.value_or("");
  }
  if (from.Properties)
    for (auto const* property : from.Properties->ConfigurationProperty)
      if (property) read_property(property->Name.value_or(""), property->Value.value_or(""), config);
  into.reply = std::move(config);
}

int read(struct soap* soap, agent::GetConfigCall const&, ReadResult& into) {
  _client__GetConfigResponse response;
  int const code = ClientSoapProxy(soap).recv_GetConfig(response);
  return receive(code, response.GetConfigResult, "GetConfigResult", into,
                 [&](client__Config const& config) { read_config(config, into); });
}

// Handshake

int read(struct soap* soap, agent::GetAuthorizationCookieCall const&, ReadResult& into) {
  _auth__GetAuthorizationCookieResponse response;
  int const code = SimpleAuthSoapProxy(soap).recv_GetAuthorizationCookie(response);
  return receive(code, response.GetAuthorizationCookieResult, "GetAuthorizationCookieResult", into,
                 [&](auto const& cookie) {
                   into.reply = agent::AuthorizationReply{cookie.PlugInId.value_or(""), bytes(cookie.CookieData)};
                 });
}

int read(struct soap* soap, agent::GetCookieCall const&, ReadResult& into) {
  _client__GetCookieResponse response;
  int const code = ClientSoapProxy(soap).recv_GetCookie(response);
  return receive(code, response.GetCookieResult, "GetCookieResult", into,
                 [&](client__Cookie const& cookie) { into.reply = agent::CookieReply{cookie_of(cookie)}; });
}

int read(struct soap* soap, agent::RegisterComputerCall const&, ReadResult& into) {
  _client__RegisterComputerResponse response;
  into.reply = agent::EmptyReply{};
  return ClientSoapProxy(soap).recv_RegisterComputer(response);
}

std::vector<wusp::Guid> guids(client__ArrayOfGuid const* array, std::string_view element, ReadResult& into) {
  std::vector<wusp::Guid> result;
  if (!array) return result;
  result.reserve(array->guid.size());
  for (auto const& text : array->guid) {
    if (auto const guid = wusp::parse_guid(text))
      result.push_back(*guid);
    else
      into.problem = fmt::format("<{}> has '{}', which is no GUID", element, text);
  }
  return result;
}

int read(struct soap* soap, agent::StartCategoryScanCall const&, ReadResult& into) {
  _client__StartCategoryScanResponse response;
  int const code = ClientSoapProxy(soap).recv_StartCategoryScan(response);
  into.reply = agent::CategoryScanReply{
      .preferred = guids(response.preferredCategoryIds, "preferredCategoryIds", into),
      .in_error = guids(response.requestedCategoryIdsInError, "requestedCategoryIdsInError", into)};
  return code;
}

// SyncUpdates

std::vector<agent::ReceivedUpdate> updates(struct soap* soap, client__ArrayOfUpdateInfo const* array) {
  std::vector<agent::ReceivedUpdate> result;
  if (!array) return result;
  result.reserve(array->UpdateInfo.size());
  for (auto const* info : array->UpdateInfo) {
    if (!info) continue;
    result.push_back({.revision_id = info->ID,
                      .action = action_of(soap, info->Deployment),
                      .is_leaf = info->IsLeaf,
                      .core_xml = info->Xml.value_or("")});
    if (!info->Deployment) continue;
    result.back().deployment_id = info->Deployment->ID;
    result.back().deadline = info->Deployment->Deadline.value_or("");
  }
  return result;
}

int read(struct soap* soap, agent::SyncUpdatesCall const&, ReadResult& into) {
  _client__SyncUpdatesResponse response;
  int const code = ClientSoapProxy(soap).recv_SyncUpdates(response);
  return receive(code, response.SyncUpdatesResult, "SyncUpdatesResult", into, [&](client__SyncInfo const& info) {
    agent::SyncReply reply{.new_updates = updates(soap, info.NewUpdates),
                           .changed_updates = updates(soap, info.ChangedUpdates),
                           .out_of_scope = ints(info.OutOfScopeRevisionIDs),
                           .deployed_out_of_scope = ints(info.DeployedOutOfScopeRevisionIds),
                           .truncated = info.Truncated};
    if (info.NewCookie) reply.new_cookie = cookie_of(*info.NewCookie);
    auto const driver = info.DriverSyncNotNeeded.value_or("");
    reply.driver_sync_not_needed = driver == "true" || driver == "1";
    into.reply = std::move(reply);
  });
}

// RefreshCache

void read_refreshed(struct soap* soap, client__RefreshCacheResult const& from, agent::RefreshReply& reply,
                    ReadResult& into) {
  auto const guid = from.GlobalID ? wusp::parse_guid(from.GlobalID->UpdateID) : std::nullopt;
  if (!guid) {
    into.problem = fmt::format("revision {} has no GlobalID with a GUID", from.RevisionID);
    return;
  }
  auto& item = reply.items.emplace_back(agent::RefreshReply::Item{.revision_id = from.RevisionID,
                                                                  .update_id = *guid,
                                                                  .revision_number = from.GlobalID->RevisionNumber,
                                                                  .is_leaf = from.IsLeaf,
                                                                  .action = action_of(soap, from.Deployment)});
  if (!from.Deployment) return;
  item.deployment_id = from.Deployment->ID;
  item.deadline = from.Deployment->Deadline.value_or("");
}

int read(struct soap* soap, agent::RefreshCacheCall const&, ReadResult& into) {
  _client__RefreshCacheResponse response;
  int const code = ClientSoapProxy(soap).recv_RefreshCache(response);
  if (code != SOAP_OK) return code;
  agent::RefreshReply reply;  // no element and no items mean the same: nothing that was asked for exists any more
  if (response.RefreshCacheResult)
    for (auto const* item : response.RefreshCacheResult->RefreshCacheResult)
      if (item) read_refreshed(soap, *item, reply, into);
  into.reply = std::move(reply);
  return code;
}

// GetExtendedUpdateInfo

/// The fragments that were asked for come as items of one list, told apart by their root element.
bool begins_with(std::string_view xml, std::string_view element) {
  auto const start = xml.find_first_not_of(" \t\r\n");
  return start != std::string_view::npos && xml.substr(start).starts_with(element);
}

std::vector<agent::FileLocation> locations(client__ArrayOfFileLocation const* array) {
  std::vector<agent::FileLocation> result;
  if (!array) return result;
  result.reserve(array->FileLocation.size());
  for (auto const* location : array->FileLocation)
    if (location && location->FileDigest)
      result.push_back(
          {.file_digest = std::string(wire::bytes_of(*location->FileDigest)), .url = location->Url.value_or("")});
  return result;
}

int read(struct soap* soap, agent::GetExtendedUpdateInfoCall const&, ReadResult& into) {
  _client__GetExtendedUpdateInfoResponse response;
  int const code = ClientSoapProxy(soap).recv_GetExtendedUpdateInfo(response);
  return receive(code, response.GetExtendedUpdateInfoResult, "GetExtendedUpdateInfoResult", into,
                 [&](auto const& info) {
                   agent::ExtendedReply reply{.file_locations = locations(info.FileLocations),
                                              .out_of_scope = ints(info.OutOfScopeRevisionIDs)};
                   if (info.Updates)
                     for (auto const* update : info.Updates->Update) {
                       if (!update) continue;
                       auto const xml = update->Xml.value_or("");
                       if (begins_with(xml, "<LocalizedProperties"))
                         reply.localized.push_back({update->ID, xml});
                       else if (begins_with(xml, "<EulaFile"))
                         reply.licenses.push_back({update->ID, xml});
                       else
                         reply.extended.push_back({update->ID, xml});
                     }
                   into.reply = std::move(reply);
                 });
}

int read(struct soap* soap, agent::GetFileLocationsCall const&, ReadResult& into) {
  _client__GetFileLocationsResponse response;
  int const code = ClientSoapProxy(soap).recv_GetFileLocations(response);
  return receive(code, response.GetFileLocationsResult, "GetFileLocationsResult", into, [&](auto const& result) {
    agent::FileLocationsReply reply{.file_locations = locations(result.FileLocations)};
    if (result.NewCookie) reply.new_cookie = cookie_of(*result.NewCookie);
    into.reply = std::move(reply);
  });
}

int read(struct soap* soap, agent::ReportEventBatchCall const&, ReadResult& into) {
  _report__ReportEventBatchResponse response;
  int const code = WebServiceSoapProxy(soap).recv_ReportEventBatch(response);
  into.reply = agent::EmptyReply{};
  if (code == SOAP_OK && !response.ReportEventBatchResult)
    into.problem = "<ReportEventBatchResult> is not true: the events are not stored";
  return code;
}

}  // namespace

int read_reply(struct soap* soap, agent::Call const& call, ReadResult& into) {
  return std::visit([&](auto const& given) { return read(soap, given, into); }, call);
}

}  // namespace wsus::transport
