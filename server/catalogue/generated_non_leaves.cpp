// The generated revisions that others depend on: categories, detectoids, servicing updates.
#include "server/catalogue/generation.hpp"

#include <fmt/format.h>

namespace wsus::catalogue {
namespace {

using domain::CategoryType;
using domain::DeploymentAction;
using domain::UpdateType;

std::size_t add_category(Generation& generation, CategoryType type, std::string title, std::string rule) {
  auto const category = generation.add(UpdateType::category, DeploymentAction::evaluate, std::move(title));
  auto& revision = generation.at(category);
  revision.category_type = type;
  revision.handler = "Category";
  revision.is_installed = std::move(rule);
  return category;
}

std::size_t add_detectoid(Generation& generation, std::string title, std::string rule) {
  auto const detectoid = generation.add(UpdateType::detectoid, DeploymentAction::evaluate, std::move(title));
  generation.at(detectoid).is_installed = std::move(rule);
  return detectoid;
}

void add_classifications(Generation& generation, Plan const& plan, NonLeaves& made) {
  static constexpr std::array<std::string_view, 8> names{"Critical Updates", "Definition Updates",
                                                         "Feature Packs",    "Security Updates",
                                                         "Service Packs",    "Tools",
                                                         "Update Rollups",   "Updates"};
  for (std::size_t i = 0; i < plan.classifications; ++i) {
    made.classifications.push_back(
        add_category(generation, CategoryType::update_classification, std::string(names[i]), "<True />"));
  }
}

/// Categories: a member names its parent in an IsCategory clause, so a client learns one level a round.
void add_categories(Generation& generation, Plan const& plan, NonLeaves& made) {
  static constexpr std::array<CategoryType, 3> types{CategoryType::company, CategoryType::product_family,
                                                     CategoryType::product};
  static constexpr std::array<std::string_view, 3> names{"Contoso", "Contoso product family", "Contoso product"};
  for (std::size_t level = 0; level < types.size(); ++level) {
    for (std::size_t i = 0; i < plan.levels[level]; ++i) {
      auto const rule = level == 0 ? std::string_view("<True />") : true_rule(generation.random());
      auto const category = add_category(generation, types[level],
                                         level == 0 ? std::string(names[0]) : fmt::format("{} {}", names[level], i + 1),
                                         std::string(rule));
      if (level > 0) generation.require(category, {made.levels[level - 1][i % plan.levels[level - 1]]}, true);
      made.levels[level].push_back(category);
    }
  }
}

/// Detectoids: first those of a product, then those that want one of two others.
void add_detectoids(Generation& generation, Plan const& plan, NonLeaves& made) {
  for (std::size_t i = 0; i < plan.levels[3]; ++i) {
    auto const detectoid = add_detectoid(generation, fmt::format("Contoso component {}", i + 1),
                                         std::string(true_rule(generation.random())));
    generation.require(detectoid, {made.products()[i % made.products().size()]});
    made.levels[3].push_back(detectoid);
  }
  for (std::size_t i = 0; i < plan.levels[4]; ++i) {
    auto const detectoid = add_detectoid(generation, fmt::format("Contoso component option {}", i + 1),
                                         std::string(true_rule(generation.random())));
    auto const& parents = made.levels[3];
    std::vector<std::size_t> any_of{parents[i % parents.size()]};
    if (parents.size() > 1) any_of.push_back(parents[(i + 1) % parents.size()]);
    generation.require(detectoid, any_of);
    made.levels[4].push_back(detectoid);
  }
}

/// Chains of servicing updates: each supersedes the one before it, and all of them are installed.
void add_servicing(Generation& generation, Plan const& plan, NonLeaves& made) {
  for (std::size_t i = 0; i < plan.servicing_chains * chain_length; ++i) {
    auto const update = generation.add(
        UpdateType::software, DeploymentAction::install,
        fmt::format("Servicing Stack Update {} for Contoso product {}", i % chain_length + 1, i / chain_length + 1));
    auto const& products = made.products();
    generation.require(update, {products[i / chain_length % products.size()]}, true);
    auto& revision = generation.at(update);
    revision.explicitly_deployable = true;
    revision.handler = "CommandLineInstallation";
    revision.is_installed = true_rule(generation.random());
    revision.is_installable = "<True />";
    if (i % chain_length > 0) revision.superseded_updates.push_back(generation.guid(made.servicing.back()));
    made.servicing.push_back(update);
  }
}

/// Non-leaf revisions that do not hold on the default machine; one in four hides below another and is never delivered.
void add_absent(Generation& generation, Plan const& plan, NonLeaves& made) {
  auto const& families = made.levels[1].empty() ? made.levels[0] : made.levels[1];
  for (std::size_t i = 0; i < plan.absent; ++i) {
    bool const is_category = i % 2 == 0;
    auto rule = false_rule(generation.random());
    auto const position =
        is_category ? add_category(generation, CategoryType::product, fmt::format("Contoso Server product {}", i + 1),
                                   std::move(rule))
                    : add_detectoid(generation, fmt::format("Contoso Server component {}", i + 1), std::move(rule));
    bool const is_hidden = i % 4 == 3;
    generation.require(position, {is_hidden ? made.absent.back() : families[i % families.size()]}, is_category);
    made.absent.push_back(position);
  }
}

}  // namespace

NonLeaves add_non_leaves(Generation& generation, Plan const& plan) {
  NonLeaves made;
  add_classifications(generation, plan, made);
  add_categories(generation, plan, made);
  add_detectoids(generation, plan, made);
  add_servicing(generation, plan, made);
  add_absent(generation, plan, made);
  return made;
}

}  // namespace wsus::catalogue
