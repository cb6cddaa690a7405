// wsus-lab check: reads scenario files without running them.
#include "scenarios/app/cli.hpp"
#include "scenarios/app/library.hpp"
#include "scenarios/runner/rule_remarks.hpp"

#include <fmt/format.h>

#include <ostream>

namespace wsus::lab {

int check(CheckCommand const& command, std::ostream& out, std::ostream& err) {
  auto const loaded = load_scenarios(command.files);
  for (auto const& scenario : loaded.scenarios) {
    out << fmt::format("{}: ok\n", scenario.file);
    for (auto const& remark : rule_remarks(scenario)) out << fmt::format("faults: {}\n", remark);
  }
  for (auto const& mistake : loaded.mistakes) err << mistake << "\n";
  return loaded.mistakes.empty() ? exit_code::held : exit_code::wrong_usage;
}

}  // namespace wsus::lab
