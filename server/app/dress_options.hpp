// The options of the command line about how answers look: generation of the server, headers, connections.
#pragma once

#include "server/app/options.hpp"

#include <string>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): CLI11's own name
class App;
}

namespace wsus::server {

/// As CLI11 fills them.
struct DressOptions {
  std::string profile{};
  iis::HeaderCase header_case = iis::HeaderCase::as_captured;
  std::vector<std::string> header_order{};
  iis::KeepAliveHeader keep_alive = iis::KeepAliveHeader::http_1_0;
  bool faults_keep_open = false;
  bool no_powered_by = false;
};

/// Lifetime: `dress` until the line is parsed.
void add_dress(CLI::App& app, DressOptions& dress);

/// What a check of single words does not see, as a sentence; empty when all is well.
[[nodiscard]] std::string problem_of(DressOptions const& dress);

/// Puts them where they belong. `page_updates_given`: the line names a page size, which is stronger than the profile's.
void apply(DressOptions const& dress, bool page_updates_given, MockOptions& options);

}  // namespace wsus::server
