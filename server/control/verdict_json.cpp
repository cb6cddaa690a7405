// Expectations and verdicts: see verdict_json.hpp.
#include "server/control/verdict_json.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace wsus::control {
namespace {

namespace json = boost::json;

json::object match_json(journal::Filter const& match) {
  json::object object;
  auto const put = [&object](char const* name, std::optional<std::string> const& value) {
    if (value) object[name] = *value;
  };
  put("client_id", match.client_id);
  put("operation", match.operation);
  put("service", match.service);
  put("fault", match.fault);
  put("error_code", match.error_code);
  if (match.status) object["status"] = *match.status;
  put("method", match.method);
  put("path", match.path);
  return object;
}

json::value times_json(expectations::Times const& times) {
  if (times.at_most == times.at_least) return times.at_least;
  json::object object{{"at_least", times.at_least}};
  if (times.at_most) object["at_most"] = *times.at_most;
  return object;
}

}  // namespace

json::object to_json(expectations::Expectations const& expected) {
  json::array calls, forbidden, counts;
  for (auto const& call : expected.calls) {
    auto object = match_json(call.match);
    object["times"] = times_json(call.times);
    calls.push_back(std::move(object));
  }
  for (auto const& match : expected.forbidden) forbidden.push_back(match_json(match));
  for (auto const& count : expected.counts)
    counts.push_back({{"match", match_json(count.match)}, {"times", times_json(count.times)}});
  json::object object{{"calls", std::move(calls)},
                      {"in_order", expected.in_order},
                      {"strict", expected.strict},
                      {"forbidden", std::move(forbidden)},
                      {"counts", std::move(counts)}};
  if (!expected.client_id.empty()) object["client_id"] = expected.client_id;
  return object;
}

json::object to_json(expectations::Verdict const& verdict) {
  json::array failures;
  for (auto const& failure : verdict.failures) {
    failures.push_back({{"kind", to_string(failure.kind)},
                        {"text", failure.text},
                        {"sequence", failure.sequences.front()},
                        {"sequences", json::value_from(failure.sequences)}});
  }
  json::array pending;
  for (auto const& one : verdict.pending) pending.emplace_back(one.text);
  return {{"held", verdict.held},
          {"exchanges", verdict.exchanges},
          {"failures", std::move(failures)},
          {"more_failures", verdict.more_failures},
          {"pending", std::move(pending)},
          {"more_pending", verdict.more_pending}};
}

}  // namespace wsus::control
