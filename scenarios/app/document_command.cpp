// wsus-lab document: writes the pages about failure modes, or tells which of them are not up to date.
#include "scenarios/app/cli.hpp"
#include "scenarios/app/library.hpp"
#include "scenarios/pages/index_page.hpp"
#include "scenarios/pages/markdown.hpp"
#include "scenarios/pages/mode_page.hpp"
#include "scenarios/runner/phase.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <ostream>
#include <system_error>

namespace wsus::lab {
namespace {

namespace fs = std::filesystem;
using catalogue_of_modes::FailureMode;

std::string read_text(fs::path const& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return {};
  return {std::istreambuf_iterator<char>(in), {}};
}

/// What happened to the pages.
struct Tally {
  unsigned written = 0;
  unsigned unchanged = 0;
  unsigned failed = 0;
};

class Documentation {
public:
  Documentation(DocumentCommand const& command, fs::path library, std::vector<scenario::Scenario> scenarios,
                std::ostream& out, std::ostream& err)
      : command_(command), library_(std::move(library)), scenarios_(std::move(scenarios)), out_(out), err_(err) {}

  int check();
  int write(std::stop_token const& stop);

private:
  [[nodiscard]] fs::path page_file(FailureMode const& mode) const {
    return command_.out / "failure-modes" / fmt::format("{}.md", mode.id);
  }
  [[nodiscard]] fs::path index_file() const { return command_.out / "FAILURE-MODES.md"; }
  [[nodiscard]] std::string page(FailureMode const& mode, ModeScenarios const& scenarios,
                                 std::optional<FailureLogs> const& logs) const {
    return mode_page(mode, scenarios, logs, library_, [](std::string const& file) { return read_text(file); });
  }
  [[nodiscard]] bool wanted(FailureMode const& mode) const {
    return command_.modes.empty() || std::ranges::find(command_.modes, mode.id) != command_.modes.end();
  }
  void save(fs::path const& file, std::string const& text);
  void write_page(FailureMode const& mode, ModeScenarios const& scenarios, std::stop_token const& stop);
  void drop_page(FailureMode const& mode);
  [[nodiscard]] bool is_current(fs::path const& file, std::string const& wanted);

  DocumentCommand const& command_;
  fs::path library_;
  std::vector<scenario::Scenario> scenarios_;
  std::ostream& out_;
  std::ostream& err_;
  BackgroundShelf backgrounds_{};
  Tally tally_{};
};

bool Documentation::is_current(fs::path const& file, std::string const& wanted) {
  if (markdown::without_run(read_text(file)) == markdown::without_run(wanted)) return true;
  out_ << fmt::format("{}: not up to date\n", file.string());
  return false;
}

int Documentation::check() {
  bool current = is_current(index_file(), index_page(scenarios_));
  for (auto const& mode : catalogue_of_modes::failure_modes()) {
    auto const scenarios = scenarios_of(mode, scenarios_);
    if (!wanted(mode)) continue;
    if (!scenarios.empty()) {
      current = is_current(page_file(mode), page(mode, scenarios, std::nullopt)) && current;
    } else if (fs::exists(page_file(mode))) {
      out_ << fmt::format("{}: no scenario shows this mode\n", page_file(mode).string());
      current = false;
    }
  }
  auto const gaps = gaps_in(scenarios_);
  for (auto const& gap : gaps) out_ << gap << "\n";
  if (current && gaps.empty()) out_ << "the pages are up to date\n";
  return current && gaps.empty() ? exit_code::held : exit_code::did_not_hold;
}

void Documentation::save(fs::path const& file, std::string const& text) {
  if (read_text(file) == text) {
    ++tally_.unchanged;
    return;
  }
  std::error_code ignored;  // a folder that cannot be made shows as a file that cannot be written
  fs::create_directories(file.parent_path(), ignored);
  std::ofstream stream(file, std::ios::binary);
  stream << text;
  if (stream.flush()) {
    ++tally_.written;
    out_ << fmt::format("{}: written\n", file.string());
  } else {
    ++tally_.failed;
    err_ << fmt::format("wsus-lab: the page '{}' cannot be written\n", file.string());
  }
}

void Documentation::write_page(FailureMode const& mode, ModeScenarios const& scenarios, std::stop_token const& stop) {
  auto const seen = reproduce(*scenarios.front(), backgrounds_, stop);
  if (seen.problems.empty()) return save(page_file(mode), page(mode, scenarios, seen.logs));
  ++tally_.failed;
  err_ << fmt::format("wsus-lab: {} is not shown by {}, its page stays as it is\n", mode.id, scenarios.front()->name);
  for (auto const& problem : seen.problems) err_ << "  " << problem << "\n";
}

void Documentation::drop_page(FailureMode const& mode) {
  std::error_code error;
  if (fs::remove(page_file(mode), error)) out_ << fmt::format("{}: removed\n", page_file(mode).string());
}

int Documentation::write(std::stop_token const& stop) {
  for (auto const& mode : catalogue_of_modes::failure_modes()) {
    if (!wanted(mode)) continue;
    auto const scenarios = scenarios_of(mode, scenarios_);
    if (scenarios.empty()) {
      drop_page(mode);
    } else {
      write_page(mode, scenarios, stop);
    }
  }
  save(index_file(), index_page(scenarios_));
  for (auto const& gap : gaps_in(scenarios_)) err_ << fmt::format("wsus-lab: {}\n", gap);
  out_ << fmt::format("{} written, {} unchanged, {} failed\n", tally_.written, tally_.unchanged, tally_.failed);
  return tally_.failed == 0 ? exit_code::held : exit_code::did_not_hold;
}

std::string unknown_mode(std::vector<std::string> const& modes) {
  for (auto const& id : modes) {
    if (catalogue_of_modes::find_mode(id) == nullptr) return id;
  }
  return {};
}

}  // namespace

int document(DocumentCommand const& command, std::ostream& out, std::ostream& err, Surroundings const& surroundings) {
  auto const known = catalogue_of_modes::failure_modes();
  if (auto const id = unknown_mode(command.modes); !id.empty()) {
    err << fmt::format("wsus-lab: '{}' is no failure mode that the lab knows; known: {} to {}\n", id, known.front().id,
                       known.back().id);
    return exit_code::wrong_usage;
  }
  auto const library = command.library ? command.library : find_library(surroundings.program_directory);
  if (!library) {
    err << fmt::format("wsus-lab: {}\n", no_library_message(surroundings.program_directory));
    return exit_code::wrong_usage;
  }
  auto loaded = load_scenarios({*library});
  for (auto const& mistake : loaded.mistakes) err << mistake << "\n";
  if (!loaded.mistakes.empty()) return exit_code::wrong_usage;
  Documentation documentation(command, *library, std::move(loaded.scenarios), out, err);
  if (command.check) return documentation.check();
  try {
    return documentation.write(surroundings.stop);
  } catch (Interrupted const&) {
    err << "wsus-lab: interrupted; the pages that were not written yet stay as they are\n";
    return exit_code::did_not_hold;
  }
}

}  // namespace wsus::lab
