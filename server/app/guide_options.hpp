// The command line of `wsus-mock guide`.
#pragma once

#include "server/app/guide_command.hpp"

#include <string>

namespace CLI {  // NOLINT(readability-identifier-naming): CLI11's own name
class App;
}

namespace wsus::server {

/// As CLI11 fills it.
struct GuideLine {
  std::string server{};  ///< a URL that was checked
  std::string format = "text";
  std::string output{};  ///< empty: nothing is written
  bool force = false;
};

/// The subcommand. Lifetime: `line` until the command line is parsed.
CLI::App* add_guide(CLI::App& app, GuideLine& line);

/// Of a line that was parsed.
[[nodiscard]] GuideOptions guide_options(GuideLine const& line);

}  // namespace wsus::server
