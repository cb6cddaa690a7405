// wsus-lab list: names and titles of scenarios.
#include "scenarios/app/cli.hpp"
#include "scenarios/app/library.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

namespace wsus::lab {

int list(ListCommand const& command, std::ostream& out, std::ostream& err, Surroundings const& surroundings) {
  auto const loaded = load_scenarios_or_library(command.paths, surroundings.program_directory);
  std::size_t width = 0;
  for (auto const& scenario : loaded.scenarios) width = std::max(width, scenario.name.size());
  for (auto const& scenario : loaded.scenarios)
    out << fmt::format("{:<{}}  {}\n", scenario.name, width, scenario.title);
  for (auto const& mistake : loaded.mistakes) err << mistake << "\n";
  return loaded.mistakes.empty() ? exit_code::held : exit_code::wrong_usage;
}

}  // namespace wsus::lab
