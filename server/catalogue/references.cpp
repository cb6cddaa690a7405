// Duplicates, references to updates that are not there, cycles, and roles.
#include "server/catalogue/references.hpp"

#include <fmt/format.h>

#include <map>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace wsus::catalogue {
namespace {

using Entries = std::vector<WrittenRevision>;

/// Line of the key, "/revisions/3": where a reader finds the other entry of a pair.
std::string where(WrittenRevision const& entry) {
  return fmt::format("{} in line {}", entry.place.path(), entry.place.line());
}

class Resolver {
public:
  explicit Resolver(Entries& entries) : entries_(entries) {}

  void run() {
    check_ids();
    check_identities();
    for (auto& entry : entries_) follow(entry);
    check_cycles("prerequisites and bundles", [](WrittenRevision const& entry, auto const& visit) {
      for (auto const& clause : entry.prerequisites) visit(clause);
      for (auto const& clause : entry.bundles) visit(clause);
    });
    check_cycles("supersedes", [](WrittenRevision const& entry, auto const& visit) { visit(entry.supersedes); });
    for (auto& entry : entries_) settle_role(entry);
    number_approvals();
  }

private:
  void check_ids() {
    std::unordered_map<int, WrittenRevision const*> seen;
    for (auto const& entry : entries_) {
      auto const [first, is_new] = seen.emplace(entry.revision.id, &entry);
      if (is_new) continue;
      entry.place.required("id").fail(
          fmt::format("the id {} a second time (first at {})", entry.revision.id, where(*first->second)),
          "every id once");
    }
  }

  void check_identities() {
    for (auto& entry : entries_) {
      auto const& identity = entry.revision.identity;
      auto const [first, is_new] = revisions_[identity.update_id].emplace(identity.revision_number, &entry);
      if (is_new) continue;
      entry.place.required("update").fail(fmt::format("{} revision {} a second time (first at {})",
                                                      to_string(identity.update_id), identity.revision_number,
                                                      where(*first->second)),
                                          "every revision of an update once");
    }
  }

  /// The entry that a reference means. Throws when it is not in the file.
  WrittenRevision const& target(WrittenReference const& reference) const {
    auto const update = revisions_.find(reference.update);
    if (update == revisions_.end()) {
      reference.place.fail(fmt::format("update {}", to_string(reference.update)),
                           "an update of this file, no entry has it");
    }
    if (!reference.revision) return *update->second.rbegin()->second;
    auto const exact = update->second.find(*reference.revision);
    if (exact == update->second.end()) {
      reference.place.fail(fmt::format("update {} revision {}", to_string(reference.update), *reference.revision),
                           fmt::format("a revision of this file, the highest is {}", update->second.rbegin()->first));
    }
    return *exact->second;
  }

  void follow(WrittenRevision& entry) {
    if (entry.revision.imported) note_children(entry.revision);
    for (auto const& clause : entry.prerequisites) {
      for (auto const& reference : clause) (void)target(reference);
    }
    for (auto const& reference : entry.supersedes) (void)target(reference);
    for (auto const& clause : entry.bundles) {
      auto& bundled = entry.revision.bundled_updates.emplace_back();
      for (auto const& reference : clause) {
        auto const& child = target(reference);
        bundled.push_back(child.revision.identity);
        children_.insert(child.revision.id);
      }
    }
  }

  /// An imported bundle names what need not be there.
  void note_children(domain::Revision const& bundle) {
    for (auto const& clause : bundle.bundled_updates) {
      for (auto const& identity : clause) {
        auto const update = revisions_.find(identity.update_id);
        if (update == revisions_.end()) continue;
        auto const exact = update->second.find(identity.revision_number);
        if (exact != update->second.end()) children_.insert(exact->second->revision.id);
      }
    }
  }

  enum class Visit { open, closed };

  /// Depth first, with a stack of its own: a long chain in a file must not exhaust the program's.
  template <typename EachList>
  void check_cycles(std::string_view relation, EachList const& each_list) const {
    struct Step {
      WrittenRevision const* entry = nullptr;
      std::vector<WrittenReference const*> references{};
      std::size_t next = 0;
    };
    std::unordered_map<WrittenRevision const*, Visit> visits;
    std::vector<Step> path;
    auto const enter = [&](WrittenRevision const& entry) {
      Step step{.entry = &entry};
      each_list(entry, [&](std::vector<WrittenReference> const& list) {
        for (auto const& reference : list) step.references.push_back(&reference);
      });
      visits[&entry] = Visit::open;
      path.push_back(std::move(step));
    };
    for (auto const& entry : entries_) {
      if (!visits.contains(&entry)) enter(entry);
      while (!path.empty()) {
        auto& step = path.back();
        if (step.next == step.references.size()) {
          visits[step.entry] = Visit::closed;
          path.pop_back();
          continue;
        }
        auto const& reference = *step.references[step.next++];
        auto const& next = target(reference);
        auto const visit = visits.find(&next);
        if (visit == visits.end()) {
          enter(next);
        } else if (visit->second == Visit::open) {
          reference.place.fail(
              fmt::format("a cycle: this leads back to update {} ({})", to_string(reference.update), where(next)),
              fmt::format("{} without cycles", relation));
        }
      }
    }
  }

  /// Categories and detectoids are evaluated, children come with their bundle, everything else is approved for
  /// installation (actions of wusp-protocol 6.2), unless the file says otherwise.
  void settle_role(WrittenRevision& entry) const {
    auto& revision = entry.revision;
    bool const is_child = children_.contains(revision.id);
    bool const is_software =
        revision.type == domain::UpdateType::software || revision.type == domain::UpdateType::driver;
    auto const by_role = !is_software ? domain::DeploymentAction::evaluate
                         : is_child   ? domain::DeploymentAction::bundle
                                      : domain::DeploymentAction::install;
    revision.deployment.action = entry.action.value_or(by_role);
    revision.explicitly_deployable = entry.explicitly_deployable.value_or(is_software && !is_child);
  }

  /// Decisions for groups whose id nobody wrote get the smallest ids that no other deployment has.
  void number_approvals() {
    std::unordered_set<int> taken;
    for (auto const& entry : entries_) {
      taken.insert(entry.revision.deployment.id);
      for (auto const& approval : entry.revision.group_deployments) taken.insert(approval.deployment.id);
    }
    int next = 1;
    for (auto& entry : entries_) {
      for (auto& approval : entry.revision.group_deployments) {
        if (approval.deployment.id != 0) continue;
        while (taken.contains(next)) ++next;
        approval.deployment.id = next++;
      }
    }
  }

  Entries& entries_;
  std::unordered_map<wusp::Guid, std::map<int, WrittenRevision const*>> revisions_{};
  std::unordered_set<int> children_{};
};

}  // namespace

std::vector<domain::Revision> resolve(std::vector<WrittenRevision> entries) {
  Resolver(entries).run();
  std::vector<domain::Revision> revisions;
  revisions.reserve(entries.size());
  for (auto& entry : entries) revisions.push_back(std::move(entry.revision));
  return revisions;
}

}  // namespace wsus::catalogue
