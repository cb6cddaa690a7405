// Approvals by target group: see approvals.hpp.
#include "server/domain/approvals.hpp"

#include "server/domain/lower.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace wsus::domain {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  auto const first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

void sort_each_once(std::vector<std::string>& names) {
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

/// Smaller wins.
int precedence(DeploymentAction action) {
  switch (action) {
  case DeploymentAction::block: return 0;
  case DeploymentAction::install: return 1;
  case DeploymentAction::uninstall: return 2;
  case DeploymentAction::optional_install: return 3;
  case DeploymentAction::pre_deployment_check: return 4;
  case DeploymentAction::bundle: return 5;
  case DeploymentAction::evaluate: break;
  }
  return 6;
}

bool wins(Deployment const& left, Deployment const& right) {
  auto const key = [](Deployment const& deployment) {
    return std::tuple(precedence(deployment.action), deployment.deadline.value_or(wusp::UtcTime::max()),
                      -deployment.last_change.time_since_epoch(), deployment.id);
  };
  return key(left) < key(right);
}

}  // namespace

std::vector<std::string> target_groups(std::string_view target_group_name) {
  std::vector<std::string> groups;
  for (std::string_view rest = target_group_name; !rest.empty();) {
    auto const end = std::min(rest.find(';'), rest.size());
    if (auto const name = trimmed(rest.substr(0, end)); !name.empty()) groups.push_back(lower(name));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  sort_each_once(groups);
  return groups;
}

std::vector<std::string> groups_with_decisions(Catalogue const& catalogue) {
  std::vector<std::string> groups;
  for (auto const& revision : catalogue.revisions()) {
    for (auto const& decision : revision.group_deployments) {
      auto name = lower(trimmed(decision.target_group));
      if (std::ranges::find(groups, name) == groups.end()) groups.push_back(std::move(name));
    }
  }
  sort_each_once(groups);
  return groups;
}

Deployment const& deployment_for(Revision const& revision, std::span<std::string const> groups) {
  Deployment const* chosen = nullptr;
  for (auto const& decision : revision.group_deployments) {
    if (!std::ranges::binary_search(groups, lower(trimmed(decision.target_group)))) continue;
    if (chosen == nullptr || wins(decision.deployment, *chosen)) chosen = &decision.deployment;
  }
  return chosen == nullptr ? revision.deployment : *chosen;
}

Catalogue catalogue_for(Catalogue const& catalogue, std::span<std::string const> groups) {
  auto revisions = catalogue.revisions();
  for (auto& revision : revisions) {
    if (revision.group_deployments.empty()) continue;
    auto deployment = deployment_for(revision, groups);
    revision.deployment = deployment;
    revision.group_deployments.clear();
  }
  return Catalogue(std::move(revisions));
}

CatalogueViews::CatalogueViews(std::shared_ptr<Catalogue const> base) : base_(std::move(base)) {
  if (base_) deciding_ = groups_with_decisions(*base_);
}

std::shared_ptr<Catalogue const> CatalogueViews::view(std::string_view target_group_name) {
  if (deciding_.empty()) return base_;
  auto const wanted = target_groups(target_group_name);
  Groups groups;
  std::ranges::set_intersection(wanted, deciding_, std::back_inserter(groups));
  if (groups.empty()) return base_;

  std::scoped_lock const lock(mutex_);
  if (auto const known = views_.find(groups); known != views_.end()) return known->second;
  if (views_.size() >= max_views) {
    views_.erase(oldest_first_.front());
    oldest_first_.erase(oldest_first_.begin());
  }
  auto made = std::make_shared<Catalogue const>(catalogue_for(*base_, groups));
  views_.emplace(groups, made);
  oldest_first_.push_back(std::move(groups));
  return made;
}

}  // namespace wsus::domain
