// The events of sample_timeline.hpp.
#include "tests/unit/scenarios/report/sample_timeline.hpp"

#include <fmt/format.h>

#include <utility>

namespace wsus::test {

using lab::CallEvent;
using lab::RecordedEvent;

namespace {

constexpr auto* url = "http://wsus.lab.example:8530/ClientWebService/client.asmx";

RecordedEvent event_of(CallEvent call) {
  RecordedEvent event;
  event.took = 0.0021;
  event.what = std::move(call);
  return event;
}

}  // namespace

RecordedEvent good_call(std::string const& operation) {
  CallEvent call{.machine = "PC01", .service = "Client", .operation = operation};
  call.hops = {{.url = url, .status = 200}};
  call.server = {{.sequence = 1, .method = "POST", .target = "/ClientWebService/client.asmx", .status = 200}};
  call.request = {.text = fmt::format("<s:Envelope><{}/></s:Envelope>", operation), .bytes = 60};
  call.response = {.text = "<s:Envelope>answer</s:Envelope>", .bytes = 31};
  return event_of(std::move(call));
}

RecordedEvent refused_call() {
  auto event = good_call("SyncUpdates");
  auto& call = std::get<CallEvent>(event.what);
  call.hops[0].status = 500;
  call.error_code = "InvalidParameters";
  call.server[0].status = 500;
  call.server[0].error_code = "InvalidParameters";
  call.server[0].error_message = "parameters.InstalledNonLeafUpdateIDs";
  call.server[0].fault_id = sample_fault_id;
  event.logs = {{.machine = "PC01", .text = fmt::format("SOAP fault\nID:{}\n", sample_fault_id)},
                {.kind = lab::LogKind::software_distribution,
                 .text = fmt::format("Warning ThrowException {}\n", sample_fault_id)},
                {.kind = lab::LogKind::iis, .text = "POST /ClientWebService/client.asmx 500\n"}};
  return event;
}

RecordedEvent lost_call() {
  CallEvent call{.machine = "PC01", .service = "Client", .operation = "GetConfig"};
  call.hops = {{.url = url, .proxy = "proxy.lab.example"}};
  call.transport_error = 12002;
  call.what = "timeout";
  return event_of(std::move(call));
}

RecordedEvent typed(std::string const& at, std::string const& line, std::string const& output) {
  lab::StepEvent step;
  step.step.what = scenario::TypeCommand{.at = at, .line = line};
  step.answers = {{.exit_code = 0, .output = output}};
  RecordedEvent event;
  event.what = std::move(step);
  return event;
}

RecordedEvent scan_end(std::uint32_t hresult, std::string const& symbol) {
  RecordedEvent event;
  event.what = lab::ScanEvent{.machine = "PC01", .end = {.hresult = hresult, .symbol = symbol, .updates_found = 3}};
  return event;
}

lab::PhaseTimeline phase_of(std::string name, std::vector<RecordedEvent> events) {
  return {.name = std::move(name), .seconds = 0.25, .held = true, .events = std::move(events)};
}

std::vector<lab::PhaseTimeline> sample_timeline() {
  return {phase_of("reproduce", {typed("PC01", "usoclient StartScan", ""), good_call("GetConfig"), refused_call(),
                                 scan_end(0x80244007, "WU_E_PT_SOAPCLIENT_SOAPFAULT")}),
          phase_of("verify", {typed("PC01", "usoclient StartScan", ""), good_call("GetConfig"), scan_end(0, "S_OK")})};
}

}  // namespace wsus::test
