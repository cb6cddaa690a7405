// Promise: any text is a scenario or one ConfigError that names file and line; nothing else is thrown.
#include "scenarios/model/scenario_file.hpp"
#include "server/config/node.hpp"
#include "tests/fuzz/harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace wsus;
  auto const input = fuzz::choice_of(data, size);
  auto const* const file = input.number % 2 == 0 ? "fuzz.yaml" : "fuzz-baseline.yaml";
  try {
    auto const scenario = scenario::parse_scenario(input.rest, file, [](auto id) { return id.starts_with("FM"); });
    fuzz::require(!scenario.verify.empty(), "a scenario verifies something");
  } catch (config::ConfigError const& error) {
    fuzz::require(std::string_view(error.what()).starts_with("fuzz"), "a mistake names its file");
  }
  return 0;
}
