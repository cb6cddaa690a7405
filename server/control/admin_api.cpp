// From a call to its route: see admin_api.hpp.
#include "server/control/admin_api.hpp"

#include "server/control/problem.hpp"

#include <fmt/format.h>

#include <exception>
#include <utility>

namespace wsus::control {
namespace {

struct Found {
  Route const* route = nullptr;
  std::string_view id{};
  std::string allowed{};  ///< methods of other routes with this path
};

Found find(Routes const& routes, faults::ExchangeView const& request) {
  Found found;
  for (bool const with_name : {false, true}) {
    for (auto const& route : routes) {
      if ((route.path.find('{') != std::string_view::npos) != with_name) continue;
      auto const id = match(route.path, request.path());
      if (!id) continue;
      if (route.method != request.method) {
        found.allowed += fmt::format("{}{}", found.allowed.empty() ? "" : ", ", route.method);
      } else if (found.route == nullptr) {
        found.route = &route;
        found.id = *id;
      }
    }
    if (found.route != nullptr || !found.allowed.empty()) break;
  }
  return found;
}

}  // namespace

faults::ResponsePlan AdminApi::answer(faults::ExchangeView const& request) const {
  auto const found = find(routes_, request);
  // Who has no token is not told which routes there are.
  guard_.admit(request, found.route == nullptr ? Access::token : found.route->access);
  if (found.route == nullptr && found.allowed.empty())
    throw Problem(404, fmt::format("no route '{}'; GET /api/v1/openapi.json lists them", request.path()));
  if (found.route == nullptr)
    throw Problem(405, fmt::format("'{}' takes {}, not {}", request.path(), found.allowed, request.method), {},
                  {{"Allow", found.allowed}});
  auto id = percent_decoded(found.id, false);
  if (!id) throw Problem(400, fmt::format("'{}': a '%' stands before two hex digits", found.id));
  AdminCall call{.request = request, .id = std::move(*id), .query = Query(request.query()), .fields = body_of(request)};
  return found.route->handle(call);
}

faults::ResponsePlan AdminApi::handle(faults::ExchangeView const& request) {
  try {
    return answer(request);
  } catch (Problem const& problem) {
    return to_plan(problem);
  } catch (std::exception const& e) {
    return to_plan(Problem(500, fmt::format("{} {} failed: {}", request.method, request.path(), e.what())));
  }
}

faults::ResponsePlan AdminApi::handle_unreadable(faults::Unreadable why, faults::ExchangeView const&) {
  switch (why) {
  case faults::Unreadable::body_too_long:
    return to_plan(Problem(413, fmt::format("the body is too long; allowed: {} bytes", limits_.body_bytes)));
  case faults::Unreadable::headers_too_long:
    return to_plan(Problem(431, fmt::format("the head is too long; allowed: {} bytes", limits_.head_bytes)));
  case faults::Unreadable::malformed: break;
  }
  return to_plan(Problem(400, "not an HTTP/1.1 request"));
}

}  // namespace wsus::control
