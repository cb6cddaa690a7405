// wua-sim why: the verdict on one update as text and as JSON.
#pragma once

#include "client_sim/metadata/why.hpp"

#include <string>

namespace wsus::client {

/// The verdict in one sentence, the steps as a checklist ([ok], [no], [??] for unknown), then the rules as a tree.
/// Children of a bundle follow, indented.
[[nodiscard]] std::string to_text(metadata::Verdict const& verdict);

/// The same as one JSON document with a line end.
[[nodiscard]] std::string to_json(metadata::Verdict const& verdict);

}  // namespace wsus::client
