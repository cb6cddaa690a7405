// Differences of catalogues: see decisions.hpp.
#include "server/state/decisions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

namespace wsus::state {
namespace {

using domain::Catalogue;
using domain::Deployment;
using domain::GroupDeployment;
using domain::Revision;

bool same(Deployment const& a, Deployment const& b) {
  return a.id == b.id && a.action == b.action && a.is_assigned == b.is_assigned && a.last_change == b.last_change &&
         a.deadline == b.deadline;
}

bool same_group(GroupDeployment const& a, GroupDeployment const& b) {
  return a.target_group == b.target_group && same(a.deployment, b.deployment);
}

Decision decision_of(Revision const& revision) {
  return {.identity = revision.identity,
          .declined = revision.declined,
          .deployment = revision.deployment,
          .group_deployments = revision.group_deployments};
}

/// What `catalogue` says about a revision of the base; empty where it says the same.
std::optional<Decision> difference(Revision const& base, Catalogue const& catalogue) {
  auto const found = catalogue.find(base.identity);
  if (!found) return Decision{.identity = base.identity, .deleted = true};
  auto decision = decision_of(catalogue.at(*found));
  if (decision == decision_of(base)) return std::nullopt;
  return decision;
}

/// FNV-1a, 64 bits: stable over programs and machines.
class Digest {
public:
  void add(std::uint64_t number) {
    for (int i = 0; i < 8; ++i) add_byte(static_cast<std::uint8_t>(number >> (8 * i)));
  }
  void add(wusp::Guid const& guid) {
    for (auto const byte : guid.bytes) add_byte(byte);
  }
  void add(std::string const& text) {
    add(text.size());
    for (char const c : text) add_byte(static_cast<std::uint8_t>(c));
  }
  void add(Deployment const& deployment) {
    add(static_cast<std::uint64_t>(deployment.id));
    add(static_cast<std::uint64_t>(deployment.action));
    add(static_cast<std::uint64_t>(deployment.is_assigned));
  }
  [[nodiscard]] std::uint64_t value() const { return value_; }

private:
  void add_byte(std::uint8_t byte) { value_ = (value_ ^ byte) * 0x100000001B3U; }
  std::uint64_t value_ = 0xCBF29CE484222325U;
};

void add(Digest& digest, Revision const& revision) {
  digest.add(static_cast<std::uint64_t>(revision.id));
  digest.add(revision.identity.update_id);
  digest.add(static_cast<std::uint64_t>(revision.identity.revision_number));
  digest.add(static_cast<std::uint64_t>(revision.type));
  digest.add(static_cast<std::uint64_t>(revision.declined));
  digest.add(revision.deployment);
  for (auto const& clause : revision.prerequisites) {
    digest.add(clause.any_of.size());
    for (auto const& update : clause.any_of) digest.add(update);
  }
  for (auto const& update : revision.superseded_updates) digest.add(update);
  for (auto const& group : revision.group_deployments) {
    digest.add(group.target_group);
    digest.add(group.deployment);
  }
}

}  // namespace

bool operator==(Decision const& a, Decision const& b) {
  if (a.identity != b.identity || a.deleted != b.deleted) return false;
  return a.deleted || (a.declined == b.declined && same(a.deployment, b.deployment) &&
                       std::ranges::equal(a.group_deployments, b.group_deployments, same_group));
}

DecisionChanges decision_changes(Catalogue const& base, Catalogue const& before, Catalogue const& after) {
  DecisionChanges changes;
  std::size_t known = 0;
  for (auto const& revision : base.revisions()) {
    auto now = difference(revision, after);
    known += now && now->deleted ? 0 : 1;
    if (now == difference(revision, before)) continue;
    if (now) {
      changes.put.push_back(std::move(*now));
    } else {
      changes.removed.push_back(revision.identity);
    }
  }
  changes.unknown = after.revisions().size() - known;
  return changes;
}

DecidedCatalogue with_decisions(Catalogue const& base, std::span<Decision const> decisions) {
  std::map<domain::UpdateIdentity, Decision const*> by_identity;
  for (auto const& decision : decisions) by_identity.emplace(decision.identity, &decision);
  std::vector<Revision> revisions;
  revisions.reserve(base.revisions().size());
  std::size_t used = 0;
  for (auto const& revision : base.revisions()) {
    auto const found = by_identity.find(revision.identity);
    if (found == by_identity.end()) {
      revisions.push_back(revision);
      continue;
    }
    ++used;
    auto const& decision = *found->second;
    if (decision.deleted) continue;
    revisions.push_back(revision);
    revisions.back().declined = decision.declined;
    revisions.back().deployment = decision.deployment;
    revisions.back().group_deployments = decision.group_deployments;
  }
  return {.catalogue = Catalogue(std::move(revisions)), .unknown = by_identity.size() - used};
}

std::string fingerprint(Catalogue const& catalogue) {
  Digest digest;
  for (auto const& revision : catalogue.revisions()) add(digest, revision);
  return fmt::format("{:016x}", digest.value());
}

}  // namespace wsus::state
