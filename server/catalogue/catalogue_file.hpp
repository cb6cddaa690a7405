// The catalogue as a YAML file that a person writes: either `generate:` with sizes, or `revisions:` in full.
#pragma once

#include "server/catalogue/generator.hpp"
#include "server/config/node.hpp"
#include "server/domain/catalogue.hpp"

#include <string>

namespace wsus::catalogue {

/// Reads a catalogue from a parsed place. Throws config::ConfigError with file, line and path for every mistake:
/// unknown keys, sizes out of range, duplicate revision ids, references to updates that are not there, cycles.
/// The format is described with an example in docs/CATALOGUE.md.
[[nodiscard]] domain::Catalogue read_catalogue(config::Node const& node, GeneratorSizes const& defaults);

/// The `generate:` part alone, for scenario files.
[[nodiscard]] GeneratorSizes read_generator_sizes(config::Node const& node, GeneratorSizes const& defaults);

/// Loads a file with read_catalogue.
[[nodiscard]] domain::Catalogue load_catalogue(std::string const& file, GeneratorSizes const& defaults);

}  // namespace wsus::catalogue
