// Puts a generated catalogue together and sees to it that every non-leaf revision really is one.
#include "server/catalogue/generator.hpp"

#include "server/catalogue/content.hpp"
#include "server/catalogue/generation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

namespace wsus::catalogue {
namespace {

/// Adds an alternative to a clause of this kind; makes the clause when there is none.
void add_alternative(Generation& generation, std::size_t update, std::size_t alternative, bool is_category) {
  auto& clauses = generation.at(update).prerequisites;
  auto const found = std::ranges::find(clauses, is_category, &domain::PrerequisiteClause::is_category);
  if (found == clauses.end()) {
    generation.require(update, {alternative}, is_category);
  } else {
    found->any_of.push_back(generation.guid(alternative));
  }
}

std::unordered_set<wusp::Guid> named_updates(std::vector<domain::Revision> const& revisions) {
  std::unordered_set<wusp::Guid> named;
  for (auto const& revision : revisions) {
    for (auto const& clause : revision.prerequisites) named.insert(clause.any_of.begin(), clause.any_of.end());
  }
  return named;
}

/// Spreads what nobody names yet over `updates` as further alternatives: that changes no result on the default machine,
/// because the clauses of `updates` hold there (or, for absent revisions, fail there) already.
void name_the_rest(Generation& generation, std::unordered_set<wusp::Guid> const& named,
                   std::vector<std::size_t> const& revisions, std::vector<std::size_t> const& updates, bool absent) {
  std::size_t turn = 0;
  for (auto const revision : revisions) {
    if (named.contains(generation.guid(revision))) continue;
    bool const is_category = !absent && generation.at(revision).type == domain::UpdateType::category;
    add_alternative(generation, updates[turn++ % updates.size()], revision, is_category);
  }
}

/// "One of the three servicing updates": the newest alone satisfies it once the superseded ones are declined.
void name_servicing(Generation& generation, NonLeaves const& non_leaves, std::vector<std::size_t> const& updates) {
  auto const& servicing = non_leaves.servicing;
  for (std::size_t chain = 0; chain * chain_length < servicing.size(); ++chain) {
    auto const* const first = servicing.data() + chain * chain_length;
    generation.require(updates[chain % updates.size()], {first, first + chain_length});
  }
}

void add_files(Generation& generation, std::vector<std::size_t> const& carriers) {
  for (int i = 0; i < generation.sizes().content_files; ++i) {
    auto& revision = generation.at(carriers[static_cast<std::size_t>(i) % carriers.size()]);
    auto name = fmt::format("contoso-kb{}-x64_{}.exe", 5'000'000 + i, revision.id);
    auto const size = 1'024 + generation.random().below(63 * 1'024 + 1);
    revision.files.push_back(make_file(generation.sizes().seed, std::move(name), size, generation.sizes().approved));
  }
}

}  // namespace

int max_installed_non_leaf(int revisions) { return revisions / 2; }
int max_superseded_chains(int revisions) { return revisions / 10; }

domain::Catalogue generate(GeneratorSizes const& sizes) {
  auto const plan = make_plan(sizes);
  Generation generation(sizes);
  auto const non_leaves = add_non_leaves(generation, plan);
  auto const leaves = add_leaves(generation, plan, non_leaves);
  name_servicing(generation, non_leaves, leaves.delivered);

  auto const named = named_updates(generation.revisions());
  name_the_rest(generation, named, non_leaves.classifications, leaves.delivered, false);
  for (auto const& level : non_leaves.levels) name_the_rest(generation, named, level, leaves.delivered, false);
  name_the_rest(generation, named, non_leaves.absent, leaves.undelivered, true);
  add_files(generation, leaves.carriers);
  add_drivers(generation, non_leaves);
  add_translations(generation);
  return domain::Catalogue(std::move(generation).take());
}

}  // namespace wsus::catalogue
