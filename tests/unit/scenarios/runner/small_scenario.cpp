// The small scenario: see small_scenario.hpp.
#include "tests/unit/scenarios/runner/small_scenario.hpp"

#include "scenarios/catalogue/failure_modes.hpp"
#include "scenarios/model/scenario_file.hpp"

#include <stdexcept>

namespace wsus::test {
namespace {

constexpr std::string_view world = R"yaml(title: One prerequisite too many
about: A small world.
sources: [KB4096317]
server:
  catalogue: {revisions: 120, installed_non_leaf: 12, superseded_chains: 2, content_files: 2}
  web_config: {maxInstalledPrerequisites: 11}
machines:
  PC01: {profile: w10}
)yaml";

constexpr std::string_view fix = R"yaml(
  - {at: wsus, run: 'cd %programfiles%\Update Services\WebServices\ClientWebService'}
  - {at: wsus, run: takeown /f web.config}
  - {at: wsus, run: "icacls web.config /grant administrator:(F)"}
  - {at: wsus, run: notepad.exe web.config /set maxInstalledPrerequisites=12}
  - {at: wsus, run: iisreset}
)yaml";

}  // namespace

std::string small_fix_text() { return std::string(fix); }

std::string small_scenario_text() {
  return std::string(world) + R"yaml(modes: [FM01]
reproduce:
  - {at: PC01, run: usoclient StartScan}
  - expect: {hresult: 0x80244007}
fix:)yaml" +
         small_fix_text() +
         R"yaml(verify:
  - {at: PC01, run: usoclient StartScan}
  - expect: {hresult: 0x00000000, updates_found: 3}
controls:
  - name: a restart
    fix:
      - {at: wsus, run: iisreset}
    expect: {hresult: 0x80244007}
  - name: room for twelve
    server: {web_config: {maxInstalledPrerequisites: 12}}
    expect: {hresult: 0x00000000}
)yaml";
}

std::string small_baseline_text() {
  return std::string(world) + R"yaml(verify:
  - {at: PC01, run: usoclient StartScan}
  - expect: {hresult: 0x80244007}
)yaml";
}

std::string with(std::string text, std::string_view from, std::string_view to) {
  auto const at = text.find(from);
  if (at == std::string::npos || text.find(from, at + 1) != std::string::npos)
    throw std::logic_error("not there exactly once: " + std::string(from));
  return text.replace(at, from.size(), to);
}

scenario::Scenario small_scenario(std::string_view text, std::string_view file) {
  return scenario::parse_scenario(text, std::string(file),
                                  [](auto id) { return catalogue_of_modes::find_mode(id) != nullptr; });
}

}  // namespace wsus::test
