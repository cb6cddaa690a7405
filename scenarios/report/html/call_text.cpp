// Calls in words: see call_text.hpp.
#include "scenarios/report/html/call_text.hpp"

#include <fmt/format.h>

#include <string_view>

namespace wsus::lab::html {
namespace {

constexpr unsigned first_error = 400;

std::string file_name(std::string_view url) {
  auto const path = url.substr(0, url.find('?'));
  return std::string(path.substr(path.rfind('/') + 1));
}

/// What the agent got, or what the server sent where no agent is known.
unsigned status_of(CallEvent const& call) {
  if (!call.hops.empty()) return call.hops.back().status.value_or(0);
  return call.server.empty() ? 0 : call.server.back().status;
}

/// "403.6": the server tells of the sub-status in its log alone.
std::string status_text(CallEvent const& call, unsigned status) {
  for (auto const& view : call.server) {
    if (view.status == status && view.sub_status != 0) return fmt::format("{}.{}", status, view.sub_status);
  }
  return fmt::format("{}", status);
}

std::string hop_text(RecordedHop const& hop) {
  auto text = hop.url;
  if (!hop.proxy.empty()) text += fmt::format(" through {}", hop.proxy);
  return hop.status ? fmt::format("{} → {}", text, *hop.status) : text + " → no answer";
}

std::string bytes_text(RecordedBody const& body) { return fmt::format("{} bytes", body.bytes); }

void add_server_facts(std::vector<Fact>& facts, ServerView const& view) {
  auto line = fmt::format("#{} {} {}", view.sequence, view.method.empty() ? "connection" : view.method, view.target);
  line += view.status == 0 ? " → no response" : fmt::format(" → {}", view.status);
  if (view.sub_status != 0) line += fmt::format(".{}", view.sub_status);
  if (!view.response_coding.empty()) line += fmt::format(", {} bytes as {}", view.wire_bytes, view.response_coding);
  facts.emplace_back("in the server's journal", std::move(line));
  if (!view.error_code.empty())
    facts.emplace_back("SOAP fault", fmt::format("{}: {}", view.error_code, view.error_message));
  if (!view.fault_id.empty()) facts.emplace_back("fault ID", view.fault_id);
  if (!view.refused.empty()) facts.emplace_back("refused", view.refused);
  if (!view.injected.empty()) facts.emplace_back("injected", view.injected);
}

}  // namespace

std::string title_of(CallEvent const& call) {
  if (!call.service.empty() || call.hops.empty()) return call.operation.empty() ? "a connection" : call.operation;
  return fmt::format("{} {}", call.operation, file_name(call.hops.back().url));
}

std::string end_of(CallEvent const& call) {
  auto const status = status_of(call);
  std::string text = status == 0 ? "no answer" : status_text(call, status);
  if (call.transport_error != 0) text += fmt::format(" ({})", call.transport_error);
  if (!call.error_code.empty()) text += " " + call.error_code;
  return text;
}

bool has_failed(CallEvent const& call) {
  auto const status = status_of(call);
  return call.transport_error != 0 || !call.error_code.empty() || status == 0 || status >= first_error;
}

std::string fault_id_of(CallEvent const& call) {
  for (auto const& view : call.server) {
    if (!view.fault_id.empty()) return view.fault_id;
  }
  return {};
}

std::vector<Fact> facts_of(RecordedEvent const& event, CallEvent const& call) {
  std::vector<Fact> facts;
  if (!call.machine.empty()) facts.emplace_back("from", call.machine);
  if (!call.service.empty()) facts.emplace_back("service", call.service);
  for (auto const& hop : call.hops) facts.emplace_back("request", hop_text(hop));
  if (!call.range.empty()) facts.emplace_back("range", call.range);
  if (!call.what.empty())
    facts.emplace_back("no answer because", call.transport_error == 0
                                                ? call.what
                                                : fmt::format("{} (WinHTTP {})", call.what, call.transport_error));
  for (auto const& view : call.server) add_server_facts(facts, view);
  if (call.server.empty()) facts.emplace_back("in the server's journal", "nothing: the WSUS server never saw it");
  if (call.request.bytes > 0) facts.emplace_back("request body", bytes_text(call.request));
  if (call.response.bytes > 0) facts.emplace_back("response body", bytes_text(call.response));
  facts.emplace_back("time in the lab", wusp::to_xsd_date_time(event.time));
  if (event.took > 0) facts.emplace_back("took", fmt::format("{:.1f} ms", event.took * 1000));
  return facts;
}

}  // namespace wsus::lab::html
