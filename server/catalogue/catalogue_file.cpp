// The forms of a catalogue file: sizes for the generator, or update documents and revisions.
#include "server/catalogue/catalogue_file.hpp"

#include "server/catalogue/cycles.hpp"
#include "server/catalogue/import_reader.hpp"
#include "server/catalogue/language_tags.hpp"
#include "server/catalogue/references.hpp"
#include "server/catalogue/revision_reader.hpp"
#include "server/catalogue/value_readers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

namespace wsus::catalogue {
namespace {

std::uint64_t read_seed(config::Node const& node) {
  return static_cast<std::uint64_t>(node.integer(0, std::numeric_limits<std::int64_t>::max()));
}

std::vector<std::string> read_languages(config::Node const& list) {
  std::vector<std::string> languages;
  for (auto const& item : list.items()) {
    auto language = read_language(item);
    auto const same = [&](std::string const& other) { return same_ignoring_case(other, language); };
    if (same("en")) item.fail(fmt::format("'{}'", language), "languages other than en, which is always there");
    if (std::any_of(languages.begin(), languages.end(), same)) {
      item.fail(fmt::format("the language '{}' a second time", language), "every language once, in any case");
    }
    languages.push_back(std::move(language));
  }
  return languages;
}

}  // namespace

GeneratorSizes read_generator_sizes(config::Node const& node, GeneratorSizes const& defaults) {
  auto sizes = defaults;
  auto const read = [&](std::string_view key, int& value, int low, int high) {
    auto const child = node.child(key);
    // A size that nobody wrote follows the ones that somebody did.
    value = child ? static_cast<int>(child->integer(low, high)) : std::clamp(value, low, high);
  };
  if (auto const seed = node.child("seed")) sizes.seed = read_seed(*seed);
  read("revisions", sizes.revisions, min_revisions, max_revisions);
  read("installed_non_leaf", sizes.installed_non_leaf, 1, max_installed_non_leaf(sizes.revisions));
  read("superseded_chains", sizes.superseded_chains, 0, max_superseded_chains(sizes.revisions));
  read("delivered_percent", sizes.delivered_percent, 0, max_delivered_percent);
  read("content_files", sizes.content_files, 0, max_content_files);
  read("drivers", sizes.drivers, 0, max_drivers);
  if (auto const languages = node.child("languages")) sizes.languages = read_languages(*languages);
  if (auto const approved = node.child("approved")) sizes.approved = read_time(*approved);
  node.done();
  return sizes;
}

LoadedCatalogue read_catalogue_with_notes(config::Node const& node, GeneratorSizes const& defaults,
                                          DigestCache* digests) {
  auto const sizes = node.child("generate");
  auto const import = node.child("import");
  auto const list = node.child("revisions");
  bool const is_written = list || import;
  if (sizes.has_value() == is_written) {
    if (!sizes) node.done();  // a misspelt key is the likelier mistake
    if (sizes) node.fail(fmt::format("both generate and {}", list ? "revisions" : "import"), "one of the two");
    node.fail("neither generate nor revisions nor import", "one of them");
  }
  if (sizes) {
    node.done();
    return {.catalogue = generate(read_generator_sizes(*sizes, defaults))};
  }
  EntryDefaults entry{.date = defaults.approved, .content_seed = defaults.seed, .digests = digests};
  if (auto const date = node.child("date")) entry.date = read_time(*date);
  if (auto const seed = node.child("seed")) entry.content_seed = read_seed(*seed);
  node.done();
  LoadedCatalogue loaded;
  std::vector<WrittenRevision> entries;
  if (import) entries = read_import(*import, entry, loaded.notes);
  if (list) {
    for (auto const& item : list->items()) entries.push_back(read_revision(item, entry));
  }
  auto revisions = resolve(std::move(entries));
  if (import) std::ranges::move(cycle_notes(revisions), std::back_inserter(loaded.notes));
  loaded.catalogue = domain::Catalogue(std::move(revisions));
  return loaded;
}

domain::Catalogue read_catalogue(config::Node const& node, GeneratorSizes const& defaults) {
  return read_catalogue_with_notes(node, defaults, nullptr).catalogue;
}

LoadedCatalogue load_catalogue_with_notes(std::string const& file, GeneratorSizes const& defaults,
                                          DigestCache* digests) {
  return read_catalogue_with_notes(config::Node::load(file), defaults, digests);
}

domain::Catalogue load_catalogue(std::string const& file, GeneratorSizes const& defaults) {
  return load_catalogue_with_notes(file, defaults, nullptr).catalogue;
}

}  // namespace wsus::catalogue
