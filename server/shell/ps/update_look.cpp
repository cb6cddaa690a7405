// Updates as tools tell them: see update_look.hpp.
#include "server/shell/ps/update_look.hpp"

#include <algorithm>
#include <utility>

namespace wsus::server_shell::ps {
namespace {

bool is_update(domain::Revision const& revision) {
  return revision.type == domain::UpdateType::software || revision.type == domain::UpdateType::driver;
}

bool is_approval(domain::Deployment const& deployment) {
  switch (deployment.action) {
  case domain::DeploymentAction::install:
  case domain::DeploymentAction::optional_install:
  case domain::DeploymentAction::uninstall: return true;
  default: return false;
  }
}

}  // namespace

UpdateLook::UpdateLook(std::shared_ptr<domain::Catalogue const> catalogue) : catalogue_(std::move(catalogue)) {
  auto const& revisions = catalogue_->revisions();
  for (domain::RevisionIndex index = 0; index < revisions.size(); ++index) {
    auto const& revision = revisions[index];
    auto const& id = revision.identity.update_id;
    if (catalogue_->current(id) != index) continue;
    if (is_update(revision)) all_.push_back(id);
    if (revision.declined) continue;
    for (auto const& older : revision.superseded_updates) superseding_[older].push_back(index);
  }
}

domain::Revision const* UpdateLook::find(wusp::Guid const& id) const {
  auto const index = catalogue_->current(id);
  if (!index || !is_update(catalogue_->at(*index))) return nullptr;
  return &catalogue_->at(*index);
}

std::vector<std::string> UpdateLook::superseding(wusp::Guid const& id) const {
  std::vector<std::string> titles;
  auto const entry = superseding_.find(id);
  if (entry == superseding_.end()) return titles;
  titles.reserve(entry->second.size());
  for (auto const index : entry->second) titles.push_back(catalogue_->at(index).title);
  return titles;
}

std::string UpdateLook::classification(wusp::Guid const& id) const {
  auto const* const revision = find(id);
  if (revision == nullptr) return {};
  for (auto const& clause : revision->prerequisites) {
    for (auto const& wanted : clause.any_of) {
      auto const index = catalogue_->current(wanted);
      if (index && catalogue_->at(*index).category_type == domain::CategoryType::update_classification)
        return catalogue_->at(*index).title;
    }
  }
  return {};
}

bool UpdateLook::is_approved(domain::Revision const& revision) {
  auto const& groups = revision.group_deployments;
  return !revision.declined &&
         (is_approval(revision.deployment) ||
          std::any_of(groups.begin(), groups.end(), [](auto const& group) { return is_approval(group.deployment); }));
}

}  // namespace wsus::server_shell::ps
