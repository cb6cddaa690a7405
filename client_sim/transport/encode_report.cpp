// ReportEventBatch as XML (wusp-protocol 4.5, 10.1).
#include "client_sim/transport/encode_report.hpp"

#include "wsdl/wire/arena.hpp"
#include "wsdl/wusp/date_time.hpp"

#include <algorithm>
#include <array>
#include <soapWebServiceSoapProxy.h>
#include <utility>

namespace wsus::transport {

namespace {

/// Windows' language identifiers of the locales that lab machines use; any other one is
/// LOCALE_CUSTOM_UNSPECIFIED (docs: LCID constants).
int locale_id(std::string_view locale) {
  constexpr int custom_unspecified = 0x1000;
  constexpr std::array<std::pair<std::string_view, int>, 8> table{{{"en-US", 0x0409},
                                                                   {"en-GB", 0x0809},
                                                                   {"de-DE", 0x0407},
                                                                   {"fr-FR", 0x040c},
                                                                   {"es-ES", 0x0c0a},
                                                                   {"it-IT", 0x0410},
                                                                   {"ja-JP", 0x0411},
                                                                   {"zh-CN", 0x0804}}};
  auto const* found = std::ranges::find(table, locale, &std::pair<std::string_view, int>::first);
  return found == table.end() ? custom_unspecified : found->second;
}

/// The cookie of the Client service in the Reporting namespace (wusp-protocol 1.1).
report__Cookie* cookie_of(struct soap* soap, machine::ClientCookie const& cookie) {
  auto* element = wire::make<report__Cookie>(soap);
  element->Expiration = cookie.expiration;
  element->EncryptedData = wire::make_binary(soap, cookie.encrypted_data);
  return element;
}

/// Null when there are none: the agent leaves empty arrays out (wusp-protocol 1.2).
report__ArrayOfString* strings(struct soap* soap, std::vector<std::string> const& values) {
  if (values.empty()) return nullptr;
  auto* array = wire::make<report__ArrayOfString>(soap);
  array->string = values;
  return array;
}

report__ProcessorArchitecture architecture(int processor_architecture) {
  switch (processor_architecture) {
  case 0: return report__ProcessorArchitecture::X86Compatible;
  case 6: return report__ProcessorArchitecture::IA64Compatible;
  case 9: return report__ProcessorArchitecture::Amd64Compatible;
  default: return report__ProcessorArchitecture::Unknown;
  }
}

report__BasicData* basic_data(struct soap* soap, machine::PendingEvent const& event, std::string const& client_id,
                              AgentTraits const& traits) {
  auto* data = wire::make<report__BasicData>(soap);
  data->TargetID = wire::make<report__ComputerTargetIdentifier>(soap);
  data->TargetID->Sid = client_id;
  data->TimeAtTarget = wusp::to_xsd_date_time(event.time);
  data->EventInstanceID = to_string(event.instance);
  data->NamespaceID = 1;
  data->EventID = static_cast<short>(event.event_id);
  data->SourceID = static_cast<short>(event.source_id);
  data->UpdateID = wire::make<report__UpdateRevisionIdentifier>(soap);  // no update: zero GUID, revision 0
  data->UpdateID->UpdateID = to_string(event.update_id);
  data->UpdateID->RevisionNumber = event.revision_number;
  data->Win32HResult = event.hresult;
  data->AppName = traits.caller;
  return data;
}

report__ExtendedData* extended_data(struct soap* soap, machine::PendingEvent const& event,
                                    agent::ReportEventBatchCall const& call) {
  auto const& facts = call.facts;
  auto* data = wire::make<report__ExtendedData>(soap);
  data->ReplacementStrings = strings(soap, event.replacement_strings);
  data->MiscData = strings(soap, event.misc_data);
  data->ComputerBrand = facts.manufacturer;
  data->ComputerModel = facts.model;
  data->BiosRevision = facts.bios_version;  // as BiosVersion of RegisterComputer (assumption)
  data->ProcessorArchitecture = architecture(facts.processor_architecture);
  data->OSVersion = wire::make<report__DetailedVersion>(soap);
  data->OSVersion->Major = facts.os_major;
  data->OSVersion->Minor = facts.os_minor;
  data->OSVersion->Build = facts.os_build;
  data->OSVersion->Revision = 65792;  // as seen (wusp-protocol 4.5)
  data->OSVersion->ServicePackMajor = call.service_pack_major;
  data->OSVersion->ServicePackMinor = call.service_pack_minor;
  data->OSLocaleID = locale_id(facts.locale);
  if (!event.device_id.empty())
    data->DeviceID = event.device_id;  // left out for other than drivers (wusp-protocol 4.5)
  return data;
}

}  // namespace

int send_report(struct soap* soap, agent::ReportEventBatchCall const& call, AgentTraits const& traits) {
  _report__ReportEventBatch request;
  request.cookie = cookie_of(soap, call.cookie);
  request.clientTime = call.client_time;
  if (!call.events.empty()) request.eventBatch = wire::make<report__ArrayOfReportingEvent>(soap);
  for (auto const& event : call.events) {
    auto* item = wire::make<report__ReportingEvent>(soap);
    item->BasicData = basic_data(soap, event, call.client_id, traits);
    item->ExtendedData = extended_data(soap, event, call);
    item->PrivateData = wire::make<report__PrivateData>(soap);  // present and empty (wusp-protocol 1.2)
    request.eventBatch->ReportingEvent.push_back(item);
  }
  return WebServiceSoapProxy(soap).send_ReportEventBatch(nullptr, nullptr, &request);
}

}  // namespace wsus::transport
