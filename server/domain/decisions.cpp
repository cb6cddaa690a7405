// Decisions about single updates: see decisions.hpp.
#include "server/domain/decisions.hpp"

#include "server/domain/lower.hpp"

#include <algorithm>
#include <utility>

namespace wsus::domain {
namespace {

bool can_be_deployed(Revision const& revision) {
  return revision.type == UpdateType::software || revision.type == UpdateType::driver;
}

int highest_deployment_id(std::vector<Revision> const& revisions) {
  int highest = 0;
  for (auto const& revision : revisions) {
    highest = std::max(highest, revision.deployment.id);
    for (auto const& decision : revision.group_deployments) highest = std::max(highest, decision.deployment.id);
  }
  return highest;
}

void decide_for_group(Revision& revision, std::string const& group, Deployment const& deployment) {
  auto& decisions = revision.group_deployments;
  auto const same = std::find_if(decisions.begin(), decisions.end(), [&](GroupDeployment const& decision) {
    return same_name(decision.target_group, group);
  });
  if (same != decisions.end()) {
    same->deployment = deployment;
  } else {
    decisions.push_back({.target_group = group, .deployment = deployment});
  }
}

bool names(Revision const& revision, wusp::Guid const& update) {
  bool const needs =
      std::any_of(revision.prerequisites.begin(), revision.prerequisites.end(), [&](PrerequisiteClause const& clause) {
        return std::find(clause.any_of.begin(), clause.any_of.end(), update) != clause.any_of.end();
      });
  return needs || std::any_of(revision.bundled_updates.begin(), revision.bundled_updates.end(), [&](auto const& list) {
           return std::any_of(list.begin(), list.end(), [&](auto const& child) { return child.update_id == update; });
         });
}

/// Everything that a prerequisite or a bundle of another update names.
UpdateIds referenced_ids(Catalogue const& catalogue) {
  UpdateIds ids;
  for (auto const& revision : catalogue.revisions()) {
    auto const& own = revision.identity.update_id;
    for (auto const& clause : revision.prerequisites) {
      for (auto const& id : clause.any_of) {
        if (id != own) ids.insert(id);
      }
    }
    for (auto const& list : revision.bundled_updates) {
      for (auto const& child : list) {
        if (child.update_id != own) ids.insert(child.update_id);
      }
    }
  }
  return ids;
}

}  // namespace

Catalogue decline_updates(Catalogue const& catalogue, UpdateIds const& updates) {
  auto revisions = catalogue.revisions();
  for (auto& revision : revisions) revision.declined |= updates.contains(revision.identity.update_id);
  return Catalogue(std::move(revisions));
}

Catalogue approve_updates(Catalogue const& catalogue, UpdateIds const& updates, Approval const& approval) {
  auto revisions = catalogue.revisions();
  auto next_id = highest_deployment_id(revisions);
  bool const for_everybody = approval.target_group.empty() || same_name(approval.target_group, all_computers);
  for (RevisionIndex index = 0; index < revisions.size(); ++index) {
    auto& revision = revisions[index];
    auto const& update = revision.identity.update_id;
    if (!updates.contains(update) || !can_be_deployed(revision)) continue;
    revision.declined = false;
    if (catalogue.current(update) != index) continue;
    bool const is_decision = approval.action != DeploymentAction::evaluate;
    Deployment const deployment{
        .id = is_decision ? ++next_id : 0, .action = approval.action, .last_change = approval.time};
    if (for_everybody) {
      revision.deployment = deployment;
    } else {
      decide_for_group(revision, approval.target_group, deployment);
    }
  }
  return Catalogue(std::move(revisions));
}

std::vector<wusp::Guid> obsolete_updates(Catalogue const& catalogue) {
  auto const referenced = referenced_ids(catalogue);
  std::vector<wusp::Guid> obsolete;
  auto const& revisions = catalogue.revisions();
  for (RevisionIndex index = 0; index < revisions.size(); ++index) {
    auto const& update = revisions[index].identity.update_id;
    if (revisions[index].declined && catalogue.current(update) == index && !referenced.contains(update))
      obsolete.push_back(update);
  }
  return obsolete;
}

std::variant<Catalogue, StillReferenced> delete_update(Catalogue const& catalogue, wusp::Guid const& update) {
  auto revisions = catalogue.revisions();
  for (auto const& revision : revisions) {
    if (revision.identity.update_id != update && names(revision, update))
      return StillReferenced{revision.identity.update_id};
  }
  std::erase_if(revisions, [&](Revision const& revision) { return revision.identity.update_id == update; });
  return Catalogue(std::move(revisions));
}

Catalogue without_updates(Catalogue const& catalogue, UpdateIds const& updates) {
  auto revisions = catalogue.revisions();
  std::erase_if(revisions, [&](Revision const& revision) { return updates.contains(revision.identity.update_id); });
  return Catalogue(std::move(revisions));
}

Catalogue with_circle(Catalogue const& catalogue, std::vector<wusp::Guid> const& updates) {
  auto revisions = catalogue.revisions();
  std::vector<RevisionIndex> circle;
  circle.reserve(updates.size());
  for (auto const& update : updates) {
    if (auto const index = catalogue.current(update)) circle.push_back(*index);
  }
  if (circle.size() < 2) return Catalogue(std::move(revisions));
  auto before = circle.back();
  for (auto const index : circle) {
    auto& clauses = revisions[index].prerequisites;
    if (clauses.empty()) clauses.emplace_back();
    clauses.front().any_of.push_back(revisions[before].identity.update_id);
    before = index;
  }
  return Catalogue(std::move(revisions));
}

}  // namespace wsus::domain
