// `approvals:` of an entry: decisions for target groups (wusp-protocol 6.1, table Deployment).
#include "server/catalogue/entry_parts.hpp"
#include "server/catalogue/language_tags.hpp"
#include "server/catalogue/value_readers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace wsus::catalogue {
namespace {

using config::Node;

constexpr std::array<Word<domain::DeploymentAction>, 7> actions{
    {{"Install", domain::DeploymentAction::install},
     {"OptionalInstall", domain::DeploymentAction::optional_install},
     {"Uninstall", domain::DeploymentAction::uninstall},
     {"PreDeploymentCheck", domain::DeploymentAction::pre_deployment_check},
     {"Block", domain::DeploymentAction::block},
     {"Evaluate", domain::DeploymentAction::evaluate},
     {"Bundle", domain::DeploymentAction::bundle}}};

/// A deployment id that nobody wrote stays 0 here and is handed out when all of the file is known (references.cpp).
domain::GroupDeployment read_approval(Node const& node, EntryDefaults const& defaults) {
  domain::GroupDeployment approval{.target_group = read_name(node.required("group"))};
  auto& deployment = approval.deployment;
  auto const action = node.child("action");
  deployment.action = action ? read_action(*action) : domain::DeploymentAction::install;
  deployment.last_change = defaults.date;
  if (auto const id = node.child("id")) deployment.id = read_int(*id, 1);
  if (auto const date = node.child("date")) deployment.last_change = read_time(*date);
  if (auto const deadline = node.child("deadline")) deployment.deadline = read_time(*deadline);
  if (auto const assigned = node.child("assigned")) deployment.is_assigned = assigned->boolean();
  node.done();
  return approval;
}

}  // namespace

domain::DeploymentAction read_action(Node const& node) { return read_word(node, actions); }

void read_approvals(Node const& approvals, EntryDefaults const& defaults, domain::Revision& revision) {
  for (auto const& item : one_or_more(approvals)) {
    auto approval = read_approval(item, defaults);
    auto const same = [&](domain::GroupDeployment const& other) {
      return same_ignoring_case(other.target_group, approval.target_group);
    };
    if (std::any_of(revision.group_deployments.begin(), revision.group_deployments.end(), same)) {
      item.required("group").fail(fmt::format("the group '{}' a second time", approval.target_group),
                                  "every group once, in any case");
    }
    revision.group_deployments.push_back(std::move(approval));
  }
}

}  // namespace wsus::catalogue
