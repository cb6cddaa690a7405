// ReportEventBatch: events of a client are stored, the answer is true (wusp-protocol 3.3).
#include "server/services/reporting/operations.hpp"

#include "server/services/checks.hpp"
#include "wsdl/wire/arena.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace wsus::services {
namespace {

std::optional<std::string_view> encrypted_data(report__Cookie const* cookie) {
  if (cookie == nullptr || cookie->EncryptedData == nullptr) return std::nullopt;
  return wire::bytes_of(*cookie->EncryptedData);
}

/// An event without BasicData says nothing that could be stored.
std::vector<domain::ReportedEvent> events_of(report__ArrayOfReportingEvent const& batch) {
  std::vector<domain::ReportedEvent> events;
  for (auto const* const event : batch.ReportingEvent) {
    if (event == nullptr || event->BasicData == nullptr) continue;
    auto const& basic = *event->BasicData;
    events.push_back({.event_id = basic.EventID,
                      .hresult = basic.Win32HResult,
                      .time_at_target = wusp::parse_xsd_date_time(basic.TimeAtTarget).value_or(wusp::UtcTime{}),
                      .app_name = basic.AppName.value_or("")});
  }
  return events;
}

}  // namespace

void report_event_batch(ServiceCall& call, struct soap*, _report__ReportEventBatch const& request,
                        _report__ReportEventBatchResponse& response) {
  auto const cookie = require_cookie(call, encrypted_data(request.cookie), /*check_config=*/true);
  if (request.eventBatch == nullptr) invalid_parameter("eventBatch");
  call.state.computers().add_events(cookie.client_id, events_of(*request.eventBatch));
  response.ReportEventBatchResult = true;
}

}  // namespace wsus::services
