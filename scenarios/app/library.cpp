// Finding and loading of scenarios: see library.hpp.
#include "scenarios/app/library.hpp"

#include "scenarios/catalogue/failure_modes.hpp"
#include "scenarios/model/scenario_file.hpp"
#include "scenarios/runner/run_scenario.hpp"

#include <fmt/format.h>

#include <set>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace wsus::lab {
namespace {

namespace fs = std::filesystem;

/// The same file by whatever path.
fs::path identity_of(fs::path const& file) {
  std::error_code error;
  auto const canonical = fs::weakly_canonical(file, error);
  return error ? file.lexically_normal() : canonical;
}

std::vector<fs::path> find_files(std::vector<fs::path> const& paths, Loaded& loaded) {
  std::vector<fs::path> files;
  std::set<fs::path> known;
  for (auto const& path : paths) {
    try {
      for (auto const& file : scenario::find_scenarios({path})) {
        if (known.insert(identity_of(file)).second) files.push_back(file);
      }
    } catch (std::runtime_error const& error) {
      loaded.mistakes.emplace_back(error.what());
    }
  }
  return files;
}

void load_file(fs::path const& file, Loaded& loaded) {
  auto const is_known = [](std::string_view id) { return catalogue_of_modes::find_mode(id) != nullptr; };
  try {
    auto scenario = scenario::load_scenario(file, is_known);
    auto problems = world_problems(scenario);
    if (problems.empty()) loaded.scenarios.push_back(std::move(scenario));
    for (auto& problem : problems) loaded.mistakes.push_back(std::move(problem));
  } catch (std::runtime_error const& error) {
    loaded.mistakes.emplace_back(error.what());
  }
}

}  // namespace

Loaded load_scenarios(std::vector<fs::path> const& paths) {
  Loaded loaded;
  for (auto const& file : find_files(paths, loaded)) load_file(file, loaded);
  return loaded;
}

std::vector<fs::path> library_places(fs::path const& program_directory) {
  std::vector<fs::path> places{fs::path("scenarios") / "library"};
  if (program_directory.empty()) return places;
  places.push_back((program_directory / "../share/wsus-fault-lab/scenarios").lexically_normal());
  places.push_back((program_directory / "../../../scenarios/library").lexically_normal());
  return places;
}

std::optional<fs::path> find_library(fs::path const& program_directory) {
  std::error_code error;
  for (auto const& place : library_places(program_directory)) {
    if (fs::is_directory(place, error)) return place;
  }
  return std::nullopt;
}

std::string no_library_message(fs::path const& program_directory) {
  std::string places;
  for (auto const& place : library_places(program_directory))
    places += fmt::format("{}'{}'", places.empty() ? "" : ", ", place.string());
  return fmt::format("no scenario library found; looked in {}", places);
}

Loaded load_scenarios_or_library(std::vector<fs::path> paths, fs::path const& program_directory) {
  if (paths.empty()) {
    auto const library = find_library(program_directory);
    if (!library) return {.mistakes = {fmt::format("wsus-lab: {}", no_library_message(program_directory))}};
    paths.push_back(*library);
  }
  return load_scenarios(paths);
}

}  // namespace wsus::lab
