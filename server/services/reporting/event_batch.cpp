// From generated events to stored ones: see event_batch.hpp.
#include "server/services/reporting/event_batch.hpp"

#include "server/services/checks.hpp"
#include "wsdl/wire/arena.hpp"

#include <fmt/format.h>

#include <string>

namespace wsus::services {
namespace {

[[noreturn]] void invalid(std::string_view path) { invalid_parameter(fmt::format("eventBatch.{}", path)); }

wusp::Guid read_guid(std::string const& text, std::string_view path) {
  auto const guid = wusp::parse_guid(text);
  if (!guid) invalid(path);
  return *guid;
}

std::string read_name(std::optional<std::string> const& text, std::string_view path) {
  if (text && text->size() > max_event_name) invalid(path);
  return text.value_or("");
}

/// An absent list is good.
void check_strings(report__ArrayOfString const* list, std::string_view path) {
  if (list == nullptr) return;
  if (list->string.size() > max_event_strings) invalid(path);
  for (auto const& text : list->string) {
    if (text.size() > max_event_string) invalid(path);
  }
}

void read_basic(report__BasicData const& basic, domain::ReportedEvent& event) {
  auto const time = wusp::parse_xsd_date_time(basic.TimeAtTarget);
  if (!time) invalid("BasicData.TimeAtTarget");
  event.event_id = basic.EventID;
  event.hresult = basic.Win32HResult;
  event.time_at_target = *time;
  event.app_name = read_name(basic.AppName, "BasicData.AppName");
  event.source_id = basic.SourceID;
  event.namespace_id = basic.NamespaceID;
  event.sequence_number = basic.SequenceNumber;
  event.instance = read_guid(basic.EventInstanceID, "BasicData.EventInstanceID");
  if (basic.TargetID != nullptr) event.sid = read_name(basic.TargetID->Sid, "BasicData.TargetID.Sid");
  if (basic.UpdateID == nullptr) return;
  event.update_id = read_guid(basic.UpdateID->UpdateID, "BasicData.UpdateID.UpdateID");
  event.revision_number = basic.UpdateID->RevisionNumber;
}

std::string_view name_of(report__ProcessorArchitecture architecture) {
  switch (architecture) {
  case report__ProcessorArchitecture::X86Compatible: return "X86Compatible";
  case report__ProcessorArchitecture::IA64Compatible: return "IA64Compatible";
  case report__ProcessorArchitecture::Amd64Compatible: return "Amd64Compatible";
  case report__ProcessorArchitecture::Unknown: break;
  }
  return "Unknown";
}

void read_extended(report__ExtendedData const& extended, domain::ReportedEvent& event) {
  check_strings(extended.ReplacementStrings, "ExtendedData.ReplacementStrings");
  check_strings(extended.MiscData, "ExtendedData.MiscData");
  if (extended.ReplacementStrings != nullptr) event.replacement_strings = extended.ReplacementStrings->string;
  if (extended.MiscData != nullptr) {
    for (auto const& text : extended.MiscData->string) event.misc_data.push_back(domain::parse_misc_tag(text));
  }
  event.computer_brand = read_name(extended.ComputerBrand, "ExtendedData.ComputerBrand");
  event.computer_model = read_name(extended.ComputerModel, "ExtendedData.ComputerModel");
  event.bios_revision = read_name(extended.BiosRevision, "ExtendedData.BiosRevision");
  event.processor_architecture = name_of(extended.ProcessorArchitecture);
  event.os_locale_id = extended.OSLocaleID;
  event.device_id = read_name(extended.DeviceID, "ExtendedData.DeviceID");
  if (extended.OSVersion == nullptr) return;
  auto const& version = *extended.OSVersion;
  event.os_version = {.major = version.Major,
                      .minor = version.Minor,
                      .build = version.Build,
                      .revision = version.Revision,
                      .service_pack_major = version.ServicePackMajor,
                      .service_pack_minor = version.ServicePackMinor};
}

}  // namespace

std::optional<std::string_view> encrypted_data(report__Cookie const* cookie) {
  if (cookie == nullptr || cookie->EncryptedData == nullptr) return std::nullopt;
  return wire::bytes_of(*cookie->EncryptedData);
}

std::vector<domain::ReportedEvent> read_events(report__ArrayOfReportingEvent const* batch) {
  if (batch == nullptr || batch->ReportingEvent.size() > max_batch_events) invalid_parameter("eventBatch");
  std::vector<domain::ReportedEvent> events;
  events.reserve(batch->ReportingEvent.size());
  for (auto const* const item : batch->ReportingEvent) {
    if (item == nullptr || item->BasicData == nullptr) continue;
    domain::ReportedEvent event;
    read_basic(*item->BasicData, event);
    if (item->ExtendedData != nullptr) read_extended(*item->ExtendedData, event);
    events.push_back(std::move(event));
  }
  return events;
}

void check_client_time(std::string const& text) {
  if (!wusp::parse_xsd_date_time(text)) invalid_parameter("clientTime");
}

}  // namespace wsus::services
