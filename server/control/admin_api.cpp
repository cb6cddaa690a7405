// Routes of the admin API: see admin_api.hpp.
#include "server/control/admin_api.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <array>
#include <string>
#include <utility>

namespace wsus::control {
namespace {

namespace json = boost::json;

faults::ResponsePlan json_plan(unsigned status, json::object const& body, std::string type = "application/json") {
  faults::ResponsePlan plan;
  plan.status = status;
  plan.headers.push_back({"Content-Type", std::move(type)});
  plan.headers.push_back({"Cache-Control", "no-store"});
  plan.body = json::serialize(body) + "\n";
  return plan;
}

faults::ResponsePlan problem(unsigned status, std::string_view title, std::string_view detail) {
  return json_plan(status, {{"type", "about:blank"}, {"title", title}, {"status", status}, {"detail", detail}},
                   "application/problem+json");
}

struct Route {
  std::string_view method;
  std::string_view path;
};
constexpr Route health{"GET", "/api/v1/health"};
constexpr Route iisreset{"POST", "/api/v1/iisreset"};
constexpr std::array routes{health, iisreset};

bool is(faults::ExchangeView const& request, Route const& route) {
  return request.method == route.method && request.path() == route.path;
}

std::string known_routes() {
  std::string text;
  for (auto const& route : routes) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", route.method, route.path);
  return text;
}

}  // namespace

faults::ResponsePlan AdminApi::handle(faults::ExchangeView const& request) {
  if (is(request, health)) {
    auto const state = application_.current();
    bool const configured = std::holds_alternative<iis::WebConfig>(state->config);
    return json_plan(200, {{"status", configured ? "ok" : "configuration-error"},
                           {"application_starts", state->starts},
                           {"requests", journal_.counter("requests")}});
  }
  if (is(request, iisreset)) {
    application_.iisreset();
    return json_plan(200, {{"application_starts", application_.current()->starts}});
  }
  for (auto const& route : routes) {
    if (request.path() == route.path)
      return problem(405, "Method Not Allowed", fmt::format("{} answers {} only", route.path, route.method));
  }
  return problem(404, "Not Found", fmt::format("no route '{}'; known: {}", request.path(), known_routes()));
}

faults::ResponsePlan AdminApi::handle_unreadable(faults::Unreadable why, faults::ExchangeView const&) {
  switch (why) {
  case faults::Unreadable::body_too_long: return problem(413, "Content Too Large", "the body is too long");
  case faults::Unreadable::headers_too_long: return problem(431, "Header Fields Too Large", "the head is too long");
  case faults::Unreadable::malformed: break;
  }
  return problem(400, "Bad Request", "not an HTTP/1.1 request");
}

}  // namespace wsus::control
