// Problems as answers: see problem.hpp.
#include "server/control/problem.hpp"

#include "server/control/answers.hpp"

#include <boost/json.hpp>

#include <string_view>

namespace wsus::control {
namespace {

/// Reason phrases of RFC 9110 for the statuses that the API uses.
std::string_view title_of(unsigned status) {
  switch (status) {
  case 400: return "Bad Request";
  case 401: return "Unauthorized";
  case 403: return "Forbidden";
  case 404: return "Not Found";
  case 405: return "Method Not Allowed";
  case 409: return "Conflict";
  case 413: return "Content Too Large";
  case 415: return "Unsupported Media Type";
  case 431: return "Request Header Fields Too Large";
  case 503: return "Service Unavailable";
  default: return "Internal Server Error";
  }
}

}  // namespace

faults::ResponsePlan to_plan(Problem const& problem) {
  boost::json::object body{{"type", "about:blank"},
                           {"title", title_of(problem.status())},
                           {"status", problem.status()},
                           {"detail", problem.what()}};
  if (!problem.errors().empty()) body["errors"] = boost::json::value_from(problem.errors());
  auto plan = text_answer(boost::json::serialize(body) + "\n", "application/problem+json", problem.status());
  plan.headers.insert(plan.headers.end(), problem.headers().begin(), problem.headers().end());
  return plan;
}

}  // namespace wsus::control
