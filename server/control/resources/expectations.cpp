// Strict expectations and their verdict.
#include "server/control/answers.hpp"
#include "server/control/problem.hpp"
#include "server/control/resources/resources.hpp"
#include "server/control/verdict_json.hpp"
#include "server/control/written_body.hpp"
#include "server/expectations/expectations_file.hpp"

#include <utility>

namespace wsus::control {
namespace {

expectations::Watch::Watched watched(expectations::Watch const& watch) {
  auto found = watch.watched();
  // Not "held": a test that forgot to say what it expects must not pass.
  if (!found) throw Problem(404, "nothing is expected; PUT /api/v1/expectations says what");
  return std::move(*found);
}

faults::ResponsePlan show(expectations::Watch const& watch, AdminCall& call) {
  call.nothing_else();
  return json_answer(to_json(watched(watch).expected));
}

faults::ResponsePlan verdict(expectations::Watch const& watch, AdminCall& call) {
  call.nothing_else();
  return json_answer(to_json(watched(watch).verdict));
}

faults::ResponsePlan put(expectations::Watch& watch, AdminCall& call) {
  call.query.done();
  config::Mistakes mistakes;
  auto expected = expectations::read_expectations(written_body(call), mistakes);
  refuse(mistakes);
  auto const answer = to_json(expected);
  watch.expect(std::move(expected));
  return json_answer(answer);
}

faults::ResponsePlan forget(expectations::Watch& watch, AdminCall& call) {
  call.nothing_else();
  watch.forget();
  return empty_answer();
}

}  // namespace

Routes expectation_routes(expectations::Watch& watch) {
  return {
      {"GET", "/api/v1/expectations", [&watch](AdminCall& call) { return show(watch, call); }},
      {"PUT", "/api/v1/expectations", [&watch](AdminCall& call) { return put(watch, call); }},
      {"DELETE", "/api/v1/expectations", [&watch](AdminCall& call) { return forget(watch, call); }},
      {"GET", "/api/v1/expectations/verdict", [&watch](AdminCall& call) { return verdict(watch, call); }},
  };
}

}  // namespace wsus::control
