// Routes of the admin API: see admin_api.hpp.
#include "server/control/admin_api.hpp"

#include "server/control/computers_json.hpp"
#include "server/control/fault_rules_json.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

namespace wsus::control {
namespace {

namespace json = boost::json;
using faults::ExchangeView;
using faults::ResponsePlan;

ResponsePlan json_plan(unsigned status, json::object const& body, std::string type = "application/json") {
  ResponsePlan plan;
  plan.status = status;
  plan.headers.push_back({"Content-Type", std::move(type)});
  plan.headers.push_back({"Cache-Control", "no-store"});
  plan.body = json::serialize(body) + "\n";
  return plan;
}

ResponsePlan problem(unsigned status, std::string_view title, std::string_view detail) {
  return json_plan(status, {{"type", "about:blank"}, {"title", title}, {"status", status}, {"detail", detail}},
                   "application/problem+json");
}

ResponsePlan unknown_computer(std::string_view id) {
  return problem(404, "Not Found", fmt::format("no computer '{}'; GET /api/v1/computers lists them", id));
}

/// The part of a path that stands for ID in a pattern; empty optional when the path is another one.
std::optional<std::string_view> match(std::string_view pattern, std::string_view path) {
  auto const place = pattern.find("ID");
  if (place == std::string_view::npos) return pattern == path ? std::optional(std::string_view()) : std::nullopt;
  auto const head = pattern.substr(0, place);
  auto const tail = pattern.substr(place + 2);
  if (path.size() <= head.size() + tail.size() || !path.starts_with(head) || !path.ends_with(tail)) return std::nullopt;
  auto const id = path.substr(head.size(), path.size() - head.size() - tail.size());
  return id.find('/') == std::string_view::npos ? std::optional(id) : std::nullopt;
}

/// The filter of a query part: nothing, or event_id=N alone. Empty when it is neither.
std::optional<domain::EventFilter> read_filter(std::string_view id, std::string_view query) {
  domain::EventFilter filter{.client_id = std::string(id)};
  if (query.empty()) return filter;
  constexpr std::string_view key = "event_id=";
  if (!query.starts_with(key)) return std::nullopt;
  int number = 0;
  auto const* const end = query.data() + query.size();
  auto const [stop, error] = std::from_chars(query.data() + key.size(), end, number);
  if (error != std::errc{} || stop != end) return std::nullopt;
  filter.event_id = number;
  return filter;
}

}  // namespace

struct AdminApi::Route {
  std::string_view method;
  std::string_view path;  ///< ID stands for one part of it
  ResponsePlan (AdminApi::*handle)(ExchangeView const&, std::string_view id) const;
};

/// A route is a line here and a function.
std::span<AdminApi::Route const> AdminApi::routes() {
  static constexpr std::array table{
      Route{"GET", "/api/v1/health", &AdminApi::health},
      Route{"POST", "/api/v1/iisreset", &AdminApi::iisreset},
      Route{"GET", "/api/v1/computers", &AdminApi::computers},
      Route{"GET", "/api/v1/computers/ID/status", &AdminApi::status},
      Route{"GET", "/api/v1/computers/ID/events", &AdminApi::events},
      Route{"GET", "/api/v1/faults", &AdminApi::fault_rules},
      Route{"POST", "/api/v1/faults/why", &AdminApi::why},
  };
  return table;
}

ResponsePlan AdminApi::health(ExchangeView const&, std::string_view) const {
  auto const state = application_.current();
  bool const configured = std::holds_alternative<iis::WebConfig>(state->config);
  return json_plan(200, {{"status", configured ? "ok" : "configuration-error"},
                         {"application_starts", state->starts},
                         {"requests", journal_.counter("requests")},
                         {"computers_forgotten", computers_.forgotten()}});
}

ResponsePlan AdminApi::iisreset(ExchangeView const&, std::string_view) const {
  application_.iisreset();
  return json_plan(200, {{"application_starts", application_.current()->starts}});
}

ResponsePlan AdminApi::computers(ExchangeView const&, std::string_view) const {
  json::array list;
  for (auto const& computer : computers_.all()) list.push_back(to_json(computer));
  return json_plan(200, {{"computers", std::move(list)}});
}

ResponsePlan AdminApi::status(ExchangeView const&, std::string_view id) const {
  auto const computer = computers_.find(std::string(id));
  if (!computer) return unknown_computer(id);
  return json_plan(200, {{"computer", to_json(*computer)}, {"updates", to_json(computer->status)}});
}

ResponsePlan AdminApi::events(ExchangeView const& request, std::string_view id) const {
  auto const filter = read_filter(id, request.query());
  if (!filter) return problem(400, "Bad Request", fmt::format("query '{}'; allowed: event_id=NUMBER", request.query()));
  if (!computers_.find(std::string(id))) return unknown_computer(id);
  json::array list;
  for (auto const& reported : computers_.events(*filter)) list.push_back(to_json(reported.event));
  return json_plan(200, {{"events", std::move(list)}});
}

ResponsePlan AdminApi::fault_rules(ExchangeView const&, std::string_view) const {
  return json_plan(200, {{"rules", to_json(rules_)}});
}

ResponsePlan AdminApi::why(ExchangeView const& request, std::string_view) const {
  try {
    return json_plan(200, control::why(rules_, request.body));
  } catch (BadQuestion const& e) {
    return problem(400, "Bad Request", e.what());
  }
}

ResponsePlan AdminApi::handle(ExchangeView const& request) {
  std::string known;
  for (auto const& route : routes()) {
    auto const id = match(route.path, request.path());
    if (id && request.method == route.method) return (this->*route.handle)(request, *id);
    if (id) return problem(405, "Method Not Allowed", fmt::format("{} answers {} only", request.path(), route.method));
    known += fmt::format("{}{} {}", known.empty() ? "" : ", ", route.method, route.path);
  }
  return problem(404, "Not Found", fmt::format("no route '{}'; known: {}", request.path(), known));
}

ResponsePlan AdminApi::handle_unreadable(faults::Unreadable why, ExchangeView const&) {
  switch (why) {
  case faults::Unreadable::body_too_long: return problem(413, "Content Too Large", "the body is too long");
  case faults::Unreadable::headers_too_long: return problem(431, "Header Fields Too Large", "the head is too long");
  case faults::Unreadable::malformed: break;
  }
  return problem(400, "Bad Request", "not an HTTP/1.1 request");
}

}  // namespace wsus::control
