// The catalogue in figures, and declining what is superseded.
#include "server/control/answers.hpp"
#include "server/control/fields.hpp"
#include "server/control/resources/resources.hpp"
#include "server/domain/decline.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace wsus::control {
namespace {

namespace json = boost::json;
using domain::DeploymentAction;
using domain::UpdateType;

/// A hundred years: older than any update.
constexpr std::chrono::milliseconds longest_period = std::chrono::days(36'500);

/// Every kind has its row, so that a zero can be seen.
json::object by_kind(domain::Catalogue const& catalogue) {
  json::object rows;
  for (auto const type : {UpdateType::software, UpdateType::driver, UpdateType::category, UpdateType::detectoid}) {
    auto const& all = catalogue.revisions();
    rows[to_string(type)] =
        std::count_if(all.begin(), all.end(), [type](domain::Revision const& one) { return one.type == type; });
  }
  return rows;
}

/// Approvals for all computers, of revisions that are not declined.
json::object by_approval(domain::Catalogue const& catalogue) {
  json::object rows;
  for (auto const action : {DeploymentAction::install, DeploymentAction::optional_install, DeploymentAction::uninstall,
                            DeploymentAction::pre_deployment_check, DeploymentAction::block, DeploymentAction::evaluate,
                            DeploymentAction::bundle}) {
    auto const& all = catalogue.revisions();
    rows[to_string(action)] = std::count_if(all.begin(), all.end(), [action](domain::Revision const& one) {
      return !one.declined && one.deployment.action == action;
    });
  }
  return rows;
}

faults::ResponsePlan show(CatalogueGround const& ground, AdminCall& call) {
  call.nothing_else();
  auto const catalogue = ground.current();
  auto const summary = domain::summarise_supersedence(*catalogue);
  auto const& all = catalogue->revisions();
  return json_answer({{"revisions", all.size()},
                      {"by_kind", by_kind(*catalogue)},
                      {"by_approval", by_approval(*catalogue)},
                      {"approved_for_groups",
                       std::count_if(all.begin(), all.end(),
                                     [](domain::Revision const& one) { return !one.group_deployments.empty(); })},
                      {"updates", summary.updates},
                      {"declined", summary.declined},
                      {"superseded", summary.superseded.size()},
                      {"last_change", wusp::to_xsd_date_time(catalogue->last_change())}});
}

struct Counts {
  std::size_t last_level = 0;
  std::size_t chosen = 0;
};

Counts counts_of(domain::SupersedenceSummary const& summary, bool last_level_only) {
  Counts counts;
  for (auto const& update : summary.superseded) {
    if (!update.supersedes_others) ++counts.last_level;
    if (update.is_old_enough && (!last_level_only || !update.supersedes_others)) ++counts.chosen;
  }
  return counts;
}

faults::ResponsePlan decline(CatalogueGround const& ground, AdminCall& call) {
  call.query.done();
  Fields fields(call.body());
  domain::DeclineOptions options;
  options.last_level_only = fields.flag("last_level_only").value_or(false);
  auto const period = fields.duration("exclusion_period", std::chrono::milliseconds(0), longest_period);
  auto const dry_run = fields.flag("dry_run").value_or(false);
  fields.done();
  if (period && period->count() > 0) options.until = ground.now() - *period;
  auto const catalogue = ground.current();
  auto const summary = domain::summarise_supersedence(*catalogue, options);
  auto const counts = counts_of(summary, options.last_level_only);
  if (!dry_run) ground.replace(std::make_shared<domain::Catalogue const>(decline_superseded(*catalogue, options)));
  return json_answer({{"updates", summary.updates},
                      {"declined_before", summary.declined},
                      {"superseded", summary.superseded.size()},
                      {"superseded_last_level", counts.last_level},
                      {"declined_now", dry_run ? 0 : counts.chosen},
                      {"would_be_declined", counts.chosen},
                      {"dry_run", dry_run}});
}

}  // namespace

Routes catalogue_routes(CatalogueGround const& ground) {
  return {
      {"GET", "/api/v1/catalogue", [ground](AdminCall& call) { return show(ground, call); }},
      {"POST", "/api/v1/catalogue/decline-superseded", [ground](AdminCall& call) { return decline(ground, call); }}};
}

}  // namespace wsus::control
