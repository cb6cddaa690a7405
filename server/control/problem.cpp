// Problems as answers: see problem.hpp.
#include "server/control/problem.hpp"

#include "server/control/answers.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <string_view>
#include <utility>

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

void refuse_body(std::vector<std::string> mistakes) {
  if (mistakes.empty()) return;
  if (mistakes.size() == 1) throw Problem(400, mistakes.front());
  auto const detail = fmt::format("the body has {} mistakes", mistakes.size());
  throw Problem(400, detail, std::move(mistakes));  // not in one: who is moved from first may be counted last
}

faults::ResponsePlan to_plan(Problem const& problem) {
  boost::json::object body{{"type", "about:blank"},
                           {"title", title_of(problem.status())},
                           {"status", problem.status()},
                           {"detail", problem.what()}};
  if (!problem.errors().empty()) body["errors"] = boost::json::value_from(problem.errors());
  auto plan = text_answer(json_text(body), "application/problem+json", problem.status());
  plan.headers.insert(plan.headers.end(), problem.headers().begin(), problem.headers().end());
  return plan;
}

}  // namespace wsus::control
