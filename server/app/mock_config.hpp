// From the command line of wsus-mock to the configuration of its server.
#pragma once

#include "server/app/options.hpp"
#include "server/app/wsus_server.hpp"
#include "server/faults/rules/shadowing.hpp"
#include "wsdl/wusp/clock.hpp"

#include <string>
#include <vector>

namespace wsus::server {

struct MockConfig {
  ServerConfig server{};
  /// What of imported update documents is not as in the documents: sentences for the operator.
  std::vector<std::string> catalogue_notes{};
  /// What the state file has brought, where there is one: sentences for the operator.
  std::vector<std::string> state_notes{};
  /// Fault rules that can never happen, or hide each other.
  std::vector<faults::RuleRemark> rule_remarks{};
};

/// Loads catalogue, faults, web.config and certificate and makes the configuration. Throws config::ConfigError or
/// std::runtime_error with the whole message: nothing has been opened or written then but the log folder with its
/// web.config, digests of content files, and the state file. state::StateError: that file cannot be used.
[[nodiscard]] MockConfig make_config(MockOptions const& options, wusp::Clock const& clock);

}  // namespace wsus::server
