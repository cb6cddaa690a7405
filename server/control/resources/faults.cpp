// The fault rules.
#include "server/control/answers.hpp"
#include "server/control/fault_rules_json.hpp"
#include "server/control/problem.hpp"
#include "server/control/resources/resources.hpp"

namespace wsus::control {
namespace {

faults::ResponsePlan list(faults::RuleBook const& rules, AdminCall& call) {
  call.query.done();
  return json_answer({{"rules", to_json(rules)}});
}

faults::ResponsePlan ask_why(faults::RuleBook const& rules, AdminCall& call) {
  call.query.done();
  try {
    return json_answer(why(rules, call.body()));
  } catch (BadQuestion const& e) {
    throw Problem(400, e.what());
  }
}

}  // namespace

Routes fault_routes(faults::RuleBook& rules) {
  return {
      {"GET", "/api/v1/faults", [&rules](AdminCall& call) { return list(rules, call); }},
      {"POST", "/api/v1/faults/why", [&rules](AdminCall& call) { return ask_why(rules, call); }},
  };
}

}  // namespace wsus::control
