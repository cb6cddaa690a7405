// The catalogue as a YAML file that a person writes: `generate:` with sizes, or `revisions:` in full,
// `import:` with update documents, or both.
#pragma once

#include "server/catalogue/generator.hpp"
#include "server/config/node.hpp"
#include "server/domain/catalogue.hpp"

#include <string>
#include <vector>

namespace wsus::catalogue {

class DigestCache;

/// A catalogue, and what of imported documents is not as in the documents: sentences for people.
struct LoadedCatalogue {
  domain::Catalogue catalogue{};
  std::vector<std::string> notes{};
};

/// Reads a catalogue from a parsed place. Throws config::ConfigError with file, line and path for every mistake:
/// unknown keys, sizes out of range, duplicate revision ids, references to updates that are not there, cycles.
/// The format is described with an example in docs/CATALOGUE.md.
[[nodiscard]] domain::Catalogue read_catalogue(config::Node const& node, GeneratorSizes const& defaults);

/// The `generate:` part alone, for scenario files.
[[nodiscard]] GeneratorSizes read_generator_sizes(config::Node const& node, GeneratorSizes const& defaults);

/// As read_catalogue, with the notes of an import. `digests` (null: none) saves hashing content files of written and
/// imported revisions; the caller saves it.
[[nodiscard]] LoadedCatalogue read_catalogue_with_notes(config::Node const& node, GeneratorSizes const& defaults,
                                                        DigestCache* digests);

/// Loads a file with read_catalogue_with_notes.
[[nodiscard]] LoadedCatalogue load_catalogue_with_notes(std::string const& file, GeneratorSizes const& defaults,
                                                        DigestCache* digests);

/// Loads a file with read_catalogue.
[[nodiscard]] domain::Catalogue load_catalogue(std::string const& file, GeneratorSizes const& defaults);

}  // namespace wsus::catalogue
