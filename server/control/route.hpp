// A route of the admin API, and the call that comes in by it. One file a resource in resources/ makes its routes.
#pragma once

#include "server/control/query.hpp"
#include "server/faults/exchange_view.hpp"
#include "server/faults/response_plan.hpp"

#include <boost/json.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::control {

/// One call. Lifetime: during the handler.
struct AdminCall {
  faults::ExchangeView const& request;
  std::string id{};  ///< what stands for {name} in the route's path, decoded; empty where there is none
  Query query;
  boost::json::object fields{};  ///< of the body, read by body_of() before the handler is asked

  [[nodiscard]] boost::json::object const& body() const { return fields; }
  /// Refuses query parameters that nobody has asked for and, for calls that take no body, one that says something.
  void nothing_else() const;
};

/// The body as an object; an empty one is an empty object. Errors: Problem 415 for another media type or a coding,
/// 400 with the place for what is no JSON object.
[[nodiscard]] boost::json::object body_of(faults::ExchangeView const& request);

/// Who may call without a token.
enum class Access {
  token,      ///< nobody
  from_here,  ///< loopback addresses
};

struct Route {
  std::string_view method{};
  std::string_view
      path{};  ///< "/api/v1/computers/{id}/status": one part in braces at most. A literal with static life.
  /// Throws Problem. Thread safety: from any thread, several at a time. Must not block or suspend.
  std::function<faults::ResponsePlan(AdminCall&)> handle{};
  Access access = Access::token;
};

using Routes = std::vector<Route>;

/// What stands for {name} of a route's path, still encoded; empty where there is none. Empty optional: another path.
[[nodiscard]] std::optional<std::string_view> match(std::string_view route_path, std::string_view path);

}  // namespace wsus::control
