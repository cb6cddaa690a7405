// wsus-lab list: names and titles of scenarios.
#include "scenarios/app/cli.hpp"
#include "scenarios/app/library.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

namespace wsus::lab {

int list(ListCommand const& command, std::ostream& out, std::ostream& err, Surroundings const& surroundings) {
  auto paths = command.paths;
  if (paths.empty()) {
    auto const library = find_library(surroundings.program_directory);
    if (!library) {
      err << "wsus-lab: " << no_library_message(surroundings.program_directory) << "\n";
      return exit_code::wrong_usage;
    }
    paths.push_back(*library);
  }
  auto const loaded = load_scenarios(paths);
  std::size_t width = 0;
  for (auto const& scenario : loaded.scenarios) width = std::max(width, scenario.name.size());
  for (auto const& scenario : loaded.scenarios)
    out << fmt::format("{:<{}}  {}\n", scenario.name, width, scenario.title);
  for (auto const& mistake : loaded.mistakes) err << mistake << "\n";
  return loaded.mistakes.empty() ? exit_code::held : exit_code::wrong_usage;
}

}  // namespace wsus::lab
