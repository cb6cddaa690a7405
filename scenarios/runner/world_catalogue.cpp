// Making of catalogues: see world_catalogue.hpp.
#include "scenarios/runner/world_catalogue.hpp"

#include "server/catalogue/catalogue_file.hpp"
#include "server/catalogue/generator.hpp"

#include <algorithm>
#include <tuple>

namespace wsus::lab {
namespace {

catalogue::GeneratorSizes sizes_of(scenario::CatalogueSpec const& spec, wusp::UtcTime approved) {
  return {.seed = spec.seed,
          .revisions = spec.revisions,
          .installed_non_leaf = spec.installed_non_leaf,
          .superseded_chains = spec.superseded_chains,
          .content_files = spec.content_files,
          .approved = approved};
}

auto key(scenario::CatalogueSpec const& spec) {
  return std::tie(spec.file, spec.seed, spec.revisions, spec.installed_non_leaf, spec.superseded_chains,
                  spec.content_files);
}

}  // namespace

domain::Catalogue make_catalogue(scenario::CatalogueSpec const& spec, std::filesystem::path const& scenario_file,
                                 wusp::UtcTime approved) {
  auto const sizes = sizes_of(spec, approved);
  if (!spec.file) return catalogue::generate(sizes);
  return catalogue::load_catalogue((scenario_file.parent_path() / *spec.file).string(), sizes);
}

std::shared_ptr<domain::Catalogue const> CatalogueShelf::get(scenario::CatalogueSpec const& spec,
                                                             wusp::UtcTime approved) {
  auto const found = std::ranges::find_if(
      made_, [&](Made const& one) { return key(one.spec) == key(spec) && one.approved == approved; });
  if (found != made_.end()) return found->catalogue;
  auto const made = std::make_shared<domain::Catalogue const>(make_catalogue(spec, scenario_file_, approved));
  return made_.emplace_back(Made{spec, approved, made}).catalogue;
}

}  // namespace wsus::lab
