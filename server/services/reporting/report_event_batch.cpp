// ReportEventBatch and ReportEventBatch2: events of a client are stored whole (wusp-protocol 3.3, 4.5, 10).
#include "server/services/reporting/operations.hpp"

#include "server/services/checks.hpp"
#include "server/services/reporting/event_batch.hpp"
#include "wsdl/wire/arena.hpp"

namespace wsus::services {
namespace {

void note_hresults(ServiceCall& call, std::vector<domain::ReportedEvent> const& events) {
  for (auto const& event : events) {
    if (event.hresult != 0) call.record.reported_hresults.push_back(event.hresult);
  }
}

}  // namespace

void report_event_batch(ServiceCall& call, struct soap*, _report__ReportEventBatch const& request,
                        _report__ReportEventBatchResponse& response) {
  auto const cookie = require_cookie(call, encrypted_data(request.cookie), /*check_config=*/true);
  check_client_time(request.clientTime);
  auto const events = read_events(request.eventBatch);
  // A computer that was deleted while its cookie lives: nothing is stored, and the agent keeps its events only if it
  // is told so; a real server's answer is not known, so it stays the usual one (assumption).
  call.state.computers().add_events(cookie.client_id, events, call.state.now());
  note_hresults(call, events);
  response.ReportEventBatchResult = true;
}

void report_event_batch2(ServiceCall& call, struct soap*, _report__ReportEventBatch2 const& request,
                         _report__ReportEventBatch2Response& response) {
  auto const id = request.computerId.value_or("");
  if (!is_client_id(id)) invalid_parameter("computerId");
  call.record.client_id = id;
  examine(call);
  check_client_time(request.clientTime);
  auto const events = read_events(request.eventBatch);
  // true = stored (wusp-protocol 3.3): an id that the server does not know has nowhere to store them.
  note_hresults(call, events);
  response.ReportEventBatch2Result = call.state.computers().add_events(id, events, call.state.now());
}

}  // namespace wsus::services
