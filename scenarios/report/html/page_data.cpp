// JSON of a page: see page_data.hpp.
#include "scenarios/report/html/page_data.hpp"

#include "scenarios/report/html/call_text.hpp"
#include "scenarios/report/html/markup.hpp"
#include "scenarios/report/readable.hpp"
#include "scenarios/report/typed_lines.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace wsus::lab::html {
namespace {

namespace json = boost::json;

json::value body_of(RecordedBody const& body, TextStore& bodies) {
  if (body.text.empty()) return nullptr;
  return bodies.add(visible(body.text));
}

json::object call_of(RecordedEvent const& event, CallEvent const& call, TextStore& bodies) {
  json::array facts;
  for (auto const& [name, value] : facts_of(event, call)) facts.push_back(json::array{name, visible(value)});
  json::object object{{"facts", std::move(facts)},
                      {"request", body_of(call.request, bodies)},
                      {"response", body_of(call.response, bodies)}};
  if (call.response_as_sent) object["as_sent"] = true;
  if (call.bodies_left_out) object["left_out"] = true;
  return object;
}

std::string_view name_of(LogKind kind) {
  switch (kind) {
  case LogKind::agent: return "Windows Update log";
  case LogKind::wua_handler: return "WUAHandler.log";
  case LogKind::scan_agent: return "ScanAgent.log";
  case LogKind::software_distribution: return "SoftwareDistribution.log";
  case LogKind::iis: return "IIS log";
  case LogKind::http_error: break;
  }
  return "httperr log";
}

std::string label_of(RecordedEvent const& event) {
  if (auto const* call = std::get_if<CallEvent>(&event.what))
    return fmt::format("{} → {}", title_of(*call), end_of(*call));
  if (auto const* scan = std::get_if<ScanEvent>(&event.what)) return fmt::format("{}: the scan is over", scan->machine);
  auto const lines = typed_lines({std::get<StepEvent>(event.what).step});
  return lines.empty() ? "looked at" : lines.front().text;
}

/// What a row of the logs shows: [event, label, [lines of clients], [lines of the server]].
json::array log_row(RecordedEvent const& event, std::size_t number) {
  json::array clients;
  json::array server;
  for (auto const& piece : event.logs) {
    auto& side = piece.machine.empty() ? server : clients;
    auto const name = piece.machine.empty() ? std::string(name_of(piece.kind))
                                            : fmt::format("{}: {}", piece.machine, name_of(piece.kind));
    side.push_back(json::array{visible(name), visible(piece.text)});
  }
  return {number, visible(label_of(event)), std::move(clients), std::move(server)};
}

json::array fault_ids_of(PhaseTimeline const& phase) {
  std::set<std::string> ids;
  for (auto const& event : phase.events) {
    auto const* call = std::get_if<CallEvent>(&event.what);
    if (call == nullptr) continue;
    for (auto const& view : call->server) {
      if (!view.fault_id.empty()) ids.insert(view.fault_id);
    }
  }
  json::array list;
  for (auto const& id : ids) list.emplace_back(id);
  return list;
}

}  // namespace

std::size_t TextStore::add(std::string_view text) {
  auto const found = numbers_.find(text);
  if (found != numbers_.end()) return found->second;
  auto const [place, is_new] = numbers_.emplace(text, texts_.size());
  texts_.push_back(place->first);
  return place->second;
}

std::string TextStore::json() const {
  boost::json::array list;
  for (auto const text : texts_) list.emplace_back(text);
  return in_script(boost::json::serialize(list));
}

std::string details_json(std::vector<PhaseTimeline> const& timeline, TextStore& bodies) {
  json::object calls;
  json::array phases;
  std::size_t number = 0;
  for (auto const& phase : timeline) {
    json::array rows;
    for (auto const& event : phase.events) {
      ++number;
      if (auto const* call = std::get_if<CallEvent>(&event.what))
        calls[fmt::format("{}", number)] = call_of(event, *call, bodies);
      if (!event.logs.empty()) rows.push_back(log_row(event, number));
    }
    phases.push_back(json::object{{"ids", fault_ids_of(phase)}, {"rows", std::move(rows)}});
  }
  return in_script(json::serialize(json::object{{"calls", std::move(calls)}, {"logs", std::move(phases)}}));
}

}  // namespace wsus::lab::html
