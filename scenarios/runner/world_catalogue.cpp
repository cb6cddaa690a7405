// Making catalogues: see world_catalogue.hpp.
#include "scenarios/runner/world_catalogue.hpp"

#include "server/catalogue/catalogue_file.hpp"
#include "server/catalogue/generator.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <unordered_set>
#include <utility>

namespace wsus::lab {
namespace {

using domain::Revision;
using Revisions = std::vector<Revision const*>;
/// How many kept revisions name an update as prerequisite.
using Named = std::map<wusp::Guid, int>;

catalogue::GeneratorSizes sizes_of(scenario::CatalogueSpec const& spec, wusp::UtcTime approved) {
  return {.seed = spec.seed,
          .revisions = spec.revisions,
          .installed_non_leaf = spec.installed_non_leaf,
          .superseded_chains = spec.superseded_chains,
          .delivered_percent = spec.delivered_percent,
          .content_files = spec.content_files,
          .approved = approved,
          .drivers = spec.drivers,
          .languages = spec.languages};
}

void count_names(Revision const& revision, Named& named) {
  for (auto const& clause : revision.prerequisites) {
    for (auto const& update : clause.any_of) ++named[update];
  }
}

/// A revision with what it bundles: nothing else delivers that, so they go together.
Revisions whole_bundle(domain::Catalogue const& catalogue, Revision const& revision) {
  Revisions whole{&revision};
  for (auto const child : catalogue.bundled(*catalogue.find(revision.id))) whole.push_back(&catalogue.at(child));
  return whole;
}

/// Whether everything that these revisions name stays named without them; if so, they are counted out.
bool can_go(Revisions const& whole, Named& named) {
  auto const is_named = [&](Revision const* one) { return named.contains(one->identity.update_id); };
  if (whole.front()->deployment.action == domain::DeploymentAction::bundle) return false;  // not without its bundle
  if (std::any_of(whole.begin(), whole.end(), is_named)) return false;
  Named names;
  for (auto const* one : whole) count_names(*one, names);
  if (std::any_of(names.begin(), names.end(), [&](auto const& one) { return named[one.first] <= one.second; }))
    return false;
  for (auto const& [update, times] : names) named[update] -= times;
  return true;
}

}  // namespace

domain::Catalogue make_catalogue(scenario::CatalogueSpec const& spec, std::filesystem::path const& scenario_file,
                                 wusp::UtcTime approved) {
  auto const sizes = sizes_of(spec, approved);
  if (!spec.file) return catalogue::generate(sizes);
  return catalogue::load_catalogue((scenario_file.parent_path() / *spec.file).string(), sizes);
}

domain::Catalogue first_revisions(domain::Catalogue const& whole, int count, domain::Catalogue const* before) {
  auto kept = whole.revisions();
  Named named;
  for (auto const& revision : kept) count_names(revision, named);
  auto const is_driver = [](Revision const& one) { return one.type == domain::UpdateType::driver; };
  auto surplus = static_cast<int>(std::count_if(kept.begin(), kept.end(), std::not_fn(is_driver))) - count;
  std::unordered_set<int> dropped;
  for (auto revision = kept.rbegin(); revision != kept.rend() && surplus > 0; ++revision) {
    if (is_driver(*revision)) continue;
    auto const together = whole_bundle(whole, *revision);
    if (!can_go(together, named)) continue;
    for (auto const* one : together) surplus -= dropped.insert(one->id).second ? 1 : 0;
  }
  kept.erase(std::remove_if(kept.begin(), kept.end(), [&](auto const& one) { return dropped.contains(one.id); }),
             kept.end());
  for (auto& revision : kept) {
    auto const known = before != nullptr ? before->find(revision.id) : std::nullopt;
    revision.declined |= known && before->at(*known).declined;
  }
  return domain::Catalogue(std::move(kept));
}

std::shared_ptr<domain::Catalogue const> CatalogueShelf::find(scenario::CatalogueSpec const& spec,
                                                              wusp::UtcTime approved) const {
  auto const found = std::find_if(made_.begin(), made_.end(),
                                  [&](Made const& one) { return one.spec == spec && one.approved == approved; });
  return found == made_.end() ? nullptr : found->catalogue;
}

std::shared_ptr<domain::Catalogue const> CatalogueShelf::get(scenario::CatalogueSpec spec, wusp::UtcTime approved) {
  spec.published = 0;
  std::lock_guard const lock(mutex_);
  if (auto known = find(spec, approved)) return known;
  auto const made = std::make_shared<domain::Catalogue const>(make_catalogue(spec, scenario_file_, approved));
  return made_.emplace_back(Made{spec, approved, made}).catalogue;
}

std::shared_ptr<domain::Catalogue const> CatalogueShelf::get_published(scenario::CatalogueSpec const& spec,
                                                                       wusp::UtcTime approved) {
  auto whole = get(spec, approved);
  if (spec.published == 0 || static_cast<std::size_t>(spec.published) >= whole->revisions().size()) return whole;
  std::lock_guard const lock(mutex_);
  if (auto known = find(spec, approved)) return known;
  auto const made = std::make_shared<domain::Catalogue const>(first_revisions(*whole, spec.published, nullptr));
  return made_.emplace_back(Made{spec, approved, made}).catalogue;
}

}  // namespace wsus::lab
