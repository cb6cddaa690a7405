// wsus-lab list: names and titles of scenarios, with the keys that they are found by.
#include "scenarios/app/chosen.hpp"
#include "scenarios/app/cli.hpp"
#include "scenarios/knowledge/keys.hpp"
#include "scenarios/knowledge/real_client.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

namespace wsus::lab {
namespace {

/// "      FM21 | 0x80244007 0x80072F7C | seeds natural proxy http w10"
std::string keys_text(ScenarioKeys const& keys) {
  std::string codes;
  for (auto const code : keys.codes) codes += fmt::format("{}{}", codes.empty() ? "" : " ", agent::to_hex(code));
  std::string text;
  for (auto const& part :
       {fmt::format("{}", fmt::join(keys.modes, " ")), codes, fmt::format("{}", fmt::join(keys.tags, " "))}) {
    if (!part.empty()) text += fmt::format("{}{}", text.empty() ? "" : " | ", part);
  }
  return fmt::format("      {}\n", text);
}

/// "      safe: nothing is changed on a client", or what is.
std::string client_text(scenario::Scenario const& scenario) {
  auto const changes = changes_on_clients(scenario);
  if (changes.empty()) return "      safe: nothing is changed on a client\n";
  std::string text;
  for (auto const& change : changes) text += fmt::format("      changes the client: {}\n", change);
  return text;
}

}  // namespace

int list(ListCommand const& command, std::ostream& out, std::ostream& err, Surroundings const& surroundings) {
  auto const loaded = choose_scenarios(command.what, command.library, surroundings.program_directory);
  std::size_t width = 0;
  for (auto const& scenario : loaded.scenarios) width = std::max(width, scenario.name.size());
  for (auto const& scenario : loaded.scenarios) {
    out << fmt::format("{:<{}}  {}\n", scenario.name, width, scenario.title);
    if (command.real_clients)
      out << client_text(scenario);
    else if (!command.names_only)
      out << keys_text(keys_of(scenario));
  }
  for (auto const& mistake : loaded.mistakes) err << mistake << "\n";
  return loaded.mistakes.empty() ? exit_code::held : exit_code::wrong_usage;
}

}  // namespace wsus::lab
