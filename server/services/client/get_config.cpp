// GetConfig: what a client has to know before it may ask for a cookie (wusp-protocol 3.2, capture GetConfig); and
// GetConfig2, which the public Windows Update has beside it, with the same answer (wusp-protocol 3.4).
#include "server/services/client/operations.hpp"

#include "server/services/checks.hpp"
#include "wsdl/wire/arena.hpp"

#include <string>
#include <utility>

namespace wsus::services {
namespace {

/// One plug-in, addressed relative to the server (wusp-protocol 4.2).
client__ArrayOfAuthPlugInInfo* plug_ins(struct soap* soap) {
  auto* const plug_in = wire::make<client__AuthPlugInInfo>(soap);
  plug_in->PlugInID = "SimpleTargeting";
  plug_in->ServiceUrl = "SimpleAuthWebService/SimpleAuth.asmx";
  plug_in->Parameter = "";
  auto* const list = wire::make<client__ArrayOfAuthPlugInInfo>(soap);
  list->AuthPlugInInfo.push_back(plug_in);
  return list;
}

/// Names, order and constants as a real server sends them.
client__ArrayOfConfigurationProperty* properties(struct soap* soap, domain::Settings const& settings) {
  std::pair<std::string, std::string> const rows[] = {
      {"MaxExtendedUpdatesPerRequest", std::to_string(settings.max_extended_updates_per_request)},
      {"PackageServerShare", settings.package_server_share},
      {"ProtocolVersion", settings.protocol_version},
      {"IsInventoryRequired", "0"},
      {"ClientReportingLevel", "2"},
  };
  auto* const list = wire::make<client__ArrayOfConfigurationProperty>(soap);
  for (auto const& [name, value] : rows) {
    auto* const property = wire::make<client__ConfigurationProperty>(soap);
    property->Name = name;
    property->Value = value;
    list->ConfigurationProperty.push_back(property);
  }
  return list;
}

client__Config* make_config(struct soap* soap, domain::Settings const& settings) {
  auto* const config = wire::make<client__Config>(soap);
  config->LastChange = wusp::to_xsd_date_time(domain::config_last_change_for(settings, "GetConfig"));
  config->IsRegistrationRequired = settings.registration_required;
  config->AuthInfo = plug_ins(soap);
  config->Properties = properties(soap, settings);
  return config;
}

}  // namespace

void get_config(ServiceCall& call, struct soap* soap, _client__GetConfig const& request,
                _client__GetConfigResponse& response) {
  if (!is_protocol_version(request.protocolVersion)) invalid_parameter("protocolVersion");
  response.GetConfigResult = make_config(soap, *call.settings);
}

void get_config2(ServiceCall& call, struct soap* soap, _client__GetConfig2 const& request,
                 _client__GetConfig2Response& response) {
  if (request.clientConfiguration == nullptr) invalid_parameter("clientConfiguration");
  if (!is_protocol_version(request.clientConfiguration->ProtocolVersion))
    invalid_parameter("clientConfiguration.ProtocolVersion");
  response.GetConfig2Result = make_config(soap, *call.settings);
}

}  // namespace wsus::services
