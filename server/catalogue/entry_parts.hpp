// The larger keys of an entry of `revisions:`, each with its own reader. Internal to this room.
#pragma once

#include "server/catalogue/revision_reader.hpp"
#include "server/config/node.hpp"
#include "server/domain/catalogue.hpp"

namespace wsus::catalogue {

// Each takes the value of its key, puts what it says into the revision, and throws config::ConfigError.

void read_translations(config::Node const& texts, domain::Revision& revision);
void read_extended(config::Node const& node, domain::Revision& revision);
void read_eula(config::Node const& node, EntryDefaults const& defaults, domain::Revision& revision);
void read_install_command(config::Node const& node, domain::Revision& revision);
void read_drivers(config::Node const& drivers, domain::Revision& revision);
void read_approvals(config::Node const& approvals, EntryDefaults const& defaults, domain::Revision& revision);

/// {name, size} with its digests; further keys of the map are the caller's, who calls done().
[[nodiscard]] domain::File read_file(config::Node const& node, EntryDefaults const& defaults, wusp::UtcTime modified);

/// "Install", "OptionalInstall" and so on.
[[nodiscard]] domain::DeploymentAction read_action(config::Node const& node);

}  // namespace wsus::catalogue
