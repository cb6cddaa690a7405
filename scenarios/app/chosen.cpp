// From words to scenarios: see chosen.hpp.
#include "scenarios/app/chosen.hpp"

#include "scenarios/knowledge/selection.hpp"

#include <fmt/format.h>

#include <iterator>
#include <set>
#include <system_error>
#include <utility>

namespace wsus::lab {
namespace {

namespace fs = std::filesystem;

bool is_path(std::string const& what) {
  std::error_code error;
  return fs::exists(what, error) || what.find('/') != std::string::npos || what.ends_with(".yaml") ||
         what.ends_with(".yml");
}

void take_mistakes(Loaded& from, Loaded& to) {
  to.mistakes.insert(to.mistakes.end(), std::make_move_iterator(from.mistakes.begin()),
                     std::make_move_iterator(from.mistakes.end()));
  from.mistakes.clear();
}

/// Collects scenarios, each file once.
class Choice {
public:
  void add(scenario::Scenario scenario) {
    std::error_code error;
    auto const file = fs::weakly_canonical(scenario.file, error);
    if (!known_.insert(error ? fs::path(scenario.file) : file).second) return;
    loaded_.scenarios.push_back(std::move(scenario));
  }
  void add_path(std::string const& path) {
    auto found = load_scenarios({path});
    for (auto& scenario : found.scenarios) add(std::move(scenario));
    take_mistakes(found, loaded_);
  }
  void add_word(Loaded const& library, std::string const& word) {
    auto const selected = select_scenarios(library.scenarios, word);
    for (auto const i : selected.scenarios) add(library.scenarios[i]);
    if (selected.scenarios.empty())
      loaded_.mistakes.push_back(fmt::format("wsus-lab: {}", why_nothing(library.scenarios, word)));
  }
  Loaded& loaded() { return loaded_; }

private:
  Loaded loaded_{};
  std::set<fs::path> known_{};
};

std::vector<fs::path> folder_of(std::optional<fs::path> const& library) {
  return library ? std::vector<fs::path>{*library} : std::vector<fs::path>{};
}

}  // namespace

Loaded choose_scenarios(std::vector<std::string> const& what, std::optional<fs::path> const& library,
                        fs::path const& program_directory) {
  if (what.empty()) return load_scenarios_or_library(folder_of(library), program_directory);
  Choice choice;
  std::optional<Loaded> known;  // read when the first word wants it
  for (auto const& one : what) {
    if (is_path(one)) {
      choice.add_path(one);
      continue;
    }
    if (!known) {
      known = load_scenarios_or_library(folder_of(library), program_directory);
      take_mistakes(*known, choice.loaded());
    }
    choice.add_word(*known, one);
  }
  return std::move(choice.loaded());
}

}  // namespace wsus::lab
