// The two forms of a catalogue file: sizes for the generator, or every revision.
#include "server/catalogue/catalogue_file.hpp"

#include "server/catalogue/references.hpp"
#include "server/catalogue/revision_reader.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace wsus::catalogue {
namespace {

domain::Catalogue read_revisions(config::Node const& list, EntryDefaults const& defaults) {
  std::vector<WrittenRevision> entries;
  for (auto const& item : list.items()) entries.push_back(read_revision(item, defaults));
  return domain::Catalogue(resolve(std::move(entries)));
}

}  // namespace

GeneratorSizes read_generator_sizes(config::Node const& node, GeneratorSizes const& defaults) {
  auto sizes = defaults;
  auto const read = [&](std::string_view key, int& value, int low, int high) {
    auto const child = node.child(key);
    // A size that nobody wrote follows the ones that somebody did.
    value = child ? static_cast<int>(child->integer(low, high)) : std::clamp(value, low, high);
  };
  if (auto const seed = node.child("seed")) {
    sizes.seed = static_cast<std::uint64_t>(seed->integer(0, std::numeric_limits<std::int64_t>::max()));
  }
  read("revisions", sizes.revisions, min_revisions, max_revisions);
  read("installed_non_leaf", sizes.installed_non_leaf, 1, max_installed_non_leaf(sizes.revisions));
  read("superseded_chains", sizes.superseded_chains, 0, max_superseded_chains(sizes.revisions));
  read("delivered_percent", sizes.delivered_percent, 0, max_delivered_percent);
  read("content_files", sizes.content_files, 0, max_content_files);
  if (auto const approved = node.child("approved")) sizes.approved = read_time(*approved);
  node.done();
  return sizes;
}

domain::Catalogue read_catalogue(config::Node const& node, GeneratorSizes const& defaults) {
  auto const sizes = node.child("generate");
  auto const list = node.child("revisions");
  if (sizes.has_value() == list.has_value()) {
    if (!sizes) node.done();  // a misspelt key is the likelier mistake
    node.fail(sizes ? "both generate and revisions" : "neither generate nor revisions", "one of the two");
  }
  if (sizes) {
    node.done();
    return generate(read_generator_sizes(*sizes, defaults));
  }
  EntryDefaults entry{.date = defaults.approved, .content_seed = defaults.seed};
  if (auto const date = node.child("date")) entry.date = read_time(*date);
  if (auto const seed = node.child("seed")) {
    entry.content_seed = static_cast<std::uint64_t>(seed->integer(0, std::numeric_limits<std::int64_t>::max()));
  }
  node.done();
  return read_revisions(*list, entry);
}

domain::Catalogue load_catalogue(std::string const& file, GeneratorSizes const& defaults) {
  return read_catalogue(config::Node::load(file), defaults);
}

}  // namespace wsus::catalogue
