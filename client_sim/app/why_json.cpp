// The verdict of wua-sim why as a JSON document.
#include "client_sim/app/why_command.hpp"

#include <boost/json.hpp>

#include <utility>

namespace wsus::client {

namespace {

namespace json = boost::json;

json::object clause_of(metadata::Clause const& clause) {
  json::array clauses;
  for (auto const& below : clause.clauses) clauses.push_back(clause_of(below));
  return {{"element", clause.element},
          {"value", metadata::to_string(clause.value)},
          {"fact", clause.fact},
          {"clauses", std::move(clauses)}};
}

json::value rule_of(std::optional<metadata::Clause> const& clause) {
  if (!clause) return nullptr;
  return clause_of(*clause);
}

json::value rules_of(std::optional<metadata::Explanation> const& explanation) {
  if (!explanation) return nullptr;
  return json::object{{"is_installed", rule_of(explanation->installed)},
                      {"is_superseded", rule_of(explanation->superseded)},
                      {"is_installable", rule_of(explanation->installable)}};
}

json::object document_of(metadata::Verdict const& verdict) {
  json::array steps;
  for (auto const& step : verdict.steps)
    steps.push_back(
        json::object{{"name", step.name}, {"passed", metadata::to_string(step.passed)}, {"detail", step.detail}});
  json::array children;
  for (auto const& child : verdict.children) children.push_back(document_of(child));
  json::value id = nullptr;
  if (!verdict.update_id.is_nil()) id = wusp::to_string(verdict.update_id);
  json::value revision = nullptr;
  if (verdict.revision_id != 0) revision = verdict.revision_id;
  return {{"outcome", metadata::to_string(verdict.outcome)},
          {"sentence", verdict.sentence},
          {"subject", verdict.subject},
          {"update_id", std::move(id)},
          {"revision_id", std::move(revision)},
          {"steps", std::move(steps)},
          {"rules", rules_of(verdict.explanation)},
          {"children", std::move(children)}};
}

}  // namespace

std::string to_json(metadata::Verdict const& verdict) { return json::serialize(document_of(verdict)) + "\n"; }

}  // namespace wsus::client
