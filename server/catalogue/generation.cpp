// Shared parts of the generator: the plan, ids and identities, applicability rules.
#include "server/catalogue/generation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace wsus::catalogue {
namespace {

void check(std::string_view name, int value, int low, int high) {
  if (value >= low && value <= high) return;
  throw std::invalid_argument(fmt::format("{} is {}; allowed: {} to {}", name, value, low, high));
}

std::size_t share(std::size_t whole, std::size_t percent, std::size_t at_most) {
  return std::min(at_most, whole == 0 ? 0 : std::max<std::size_t>(1, whole * percent / 100));
}

/// Splits `count` categories and detectoids into levels; every level but the first needs the one before it.
void plan_levels(Plan& plan, std::size_t count) {
  plan.classifications = std::min<std::size_t>(8, count / 12);
  plan.levels[0] = 1;
  auto const below_top = count - 1 - plan.classifications;
  auto rest = below_top;
  constexpr std::array<std::size_t, 3> percents{6, 24, 35};
  for (std::size_t level = 0; level < percents.size(); ++level) {
    plan.levels[level + 1] = share(below_top, percents[level], rest);
    rest -= plan.levels[level + 1];
  }
  plan.levels[4] = rest;
}

std::vector<int> shuffled_ids(std::size_t count, Random& random) {
  std::vector<int> ids(count);
  std::iota(ids.begin(), ids.end(), 0);
  for (std::size_t i = count; i > 1; --i) std::swap(ids[i - 1], ids[random.below(i)]);
  for (auto& id : ids) id = 1'000 + 3 * id + static_cast<int>(random.below(3));
  return ids;
}

}  // namespace

Plan make_plan(GeneratorSizes const& sizes) {
  check("revisions", sizes.revisions, min_revisions, max_revisions);
  check("installed_non_leaf", sizes.installed_non_leaf, 1, max_installed_non_leaf(sizes.revisions));
  check("superseded_chains", sizes.superseded_chains, 0, max_superseded_chains(sizes.revisions));
  check("delivered_percent", sizes.delivered_percent, 0, max_delivered_percent);
  check("content_files", sizes.content_files, 0, max_content_files);
  check("drivers", sizes.drivers, 0, max_drivers);
  check_extras(sizes);
  auto const revisions = static_cast<std::size_t>(sizes.revisions);
  auto const installed = static_cast<std::size_t>(sizes.installed_non_leaf);
  auto const chains = static_cast<std::size_t>(sizes.superseded_chains);

  Plan plan;
  plan.servicing_chains = std::min(chains, installed / 2 / chain_length);
  plan.leaf_chains = chains - plan.servicing_chains;
  plan_levels(plan, installed - plan.servicing_chains * chain_length);
  plan.absent = std::max<std::size_t>(1, revisions / 15);
  plan.leaves = revisions - installed - plan.absent;
  return plan;
}

std::vector<std::size_t> const& NonLeaves::products() const {
  if (!levels[2].empty()) return levels[2];
  return levels[1].empty() ? levels[0] : levels[1];
}

Generation::Generation(GeneratorSizes const& sizes)
    : sizes_(sizes), random_(sizes.seed), ids_(shuffled_ids(static_cast<std::size_t>(sizes.revisions), random_)) {
  revisions_.reserve(ids_.size());
}

std::size_t Generation::add(domain::UpdateType type, domain::DeploymentAction action, std::string title) {
  auto const position = revisions_.size();
  auto& revision = revisions_.emplace_back();
  revision.id = ids_[position];
  revision.identity.update_id = random_.guid();
  revision.identity.revision_number = 100 + static_cast<int>(random_.below(150));
  revision.type = type;
  revision.title = std::move(title);
  revision.deployment = {.id = 4'000 + static_cast<int>(position), .action = action, .last_change = sizes_.approved};
  return position;
}

domain::PrerequisiteClause Generation::clause(std::vector<std::size_t> const& any_of, bool is_category) const {
  domain::PrerequisiteClause clause{.is_category = is_category};
  clause.any_of.reserve(any_of.size());
  for (auto const position : any_of) clause.any_of.push_back(guid(position));
  return clause;
}

// The rules hold, or do not, on every x64 workstation from Windows 7 on: a scenario's numbers do not depend on the
// profile of its machine.
std::string_view true_rule(Random& random) {
  static constexpr std::array<std::string_view, 4> rules{
      R"(<True />)",
      R"(<b.WindowsVersion Comparison="GreaterThanOrEqualTo" MajorVersion="6" MinorVersion="1" />)",
      R"(<b.WindowsVersion Comparison="GreaterThanOrEqualTo" MajorVersion="6" MinorVersion="1" ProductType="1" />)",
      R"(<b.Processor Architecture="9" />)",
  };
  return rules[random.below(rules.size())];
}

std::string false_rule(Random& random) {
  static constexpr std::array<std::string_view, 4> rules{
      R"(<False />)",
      R"(<b.WindowsVersion Comparison="LessThan" MajorVersion="6" MinorVersion="1" />)",
      R"(<b.WindowsVersion Comparison="GreaterThanOrEqualTo" MajorVersion="6" MinorVersion="1" ProductType="3" />)",
      R"(<b.Processor Architecture="12" />)",
  };
  auto const choice = random.below(rules.size() + 1);
  if (choice < rules.size()) return std::string(rules[choice]);
  return fmt::format(R"(<b.RegKeyExists Key="HKEY_LOCAL_MACHINE" Subkey="SOFTWARE\Contoso\Product {}" />)",
                     1 + random.below(500));
}

}  // namespace wsus::catalogue
