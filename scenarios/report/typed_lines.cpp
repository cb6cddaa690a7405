// Steps of a fix as lines: see typed_lines.hpp.
#include "scenarios/report/typed_lines.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <chrono>
#include <string_view>
#include <utility>
#include <vector>

namespace wsus::lab {
namespace {

/// In the largest unit that needs no fraction: "15 min", as scenarios write it.
std::string duration_text(wusp::Ticks duration) {
  using Unit = std::pair<wusp::Ticks, std::string_view>;
  auto const units = std::to_array<Unit>({{std::chrono::days(1), "d"},
                                          {std::chrono::hours(1), "h"},
                                          {std::chrono::minutes(1), "min"},
                                          {std::chrono::seconds(1), "s"}});
  for (auto const& [unit, name] : units) {
    if (duration % unit == wusp::Ticks::zero()) return fmt::format("{} {}", duration / unit, name);
  }
  return fmt::format("{} ms", duration / std::chrono::milliseconds(1));
}

/// The lab's notepad edits without a window; a reader must not look for that on Windows.
bool is_scripted_edit(std::string_view line) {
  return line.starts_with("notepad") &&
         (line.find(" /set ") != std::string_view::npos || line.find(" /replace ") != std::string_view::npos);
}

/// A command that fails although all is well would frighten a reader who is not told.
std::string remark_on(scenario::TypeCommand const& command) {
  if (is_scripted_edit(command.line))
    return "(on Windows make this edit by hand and save: notepad takes no such options)";
  if (command.exit_code.value_or(0) == 0) return {};
  if (command.output.empty()) return fmt::format("(ends with {}; that is expected here)", *command.exit_code);
  return fmt::format("(ends with {}, \"{}\"; that is expected here)", *command.exit_code, command.output.front());
}

struct AddLines {
  std::vector<TypedLine>& lines;

  void remark(std::string text) const { lines.push_back({.text = std::move(text)}); }
  void operator()(scenario::TypeCommand const& command) const {
    auto const* rights = command.elevated ? "" : " (not elevated)";
    lines.push_back({.text = fmt::format("{}{}> {}", command.at, rights, command.line), .is_command = true});
    if (auto text = remark_on(command); !text.empty()) remark(std::move(text));
  }
  void operator()(scenario::Together const& together) const {
    remark(fmt::format("(the next {} at the same time)", together.commands.size()));
    for (auto const& command : together.commands) (*this)(command);
  }
  void operator()(scenario::AdvanceClock const& clock) const {
    remark(fmt::format("(wait {})", duration_text(clock.by)));
  }
  void operator()(scenario::RunDetectionCycles const& cycles) const {
    remark(cycles.count == 1
               ? fmt::format("({} scans by itself when its detection cycle is over)", cycles.machine)
               : fmt::format("({} scans by itself {} times, once a detection cycle)", cycles.machine, cycles.count));
  }
  void operator()(scenario::TakeSnapshot const& take) const {
    remark(fmt::format("(take snapshot {} of {})", take.name, take.machine));
  }
  void operator()(scenario::RestoreSnapshot const& restore) const {
    remark(fmt::format("(restore snapshot {} of {})", restore.name, restore.machine));
  }
  void operator()(scenario::Synchronise const& synchronise) const {
    remark(fmt::format("(the server synchronises: {} revisions)", synchronise.revisions));
  }
  void operator()(scenario::ChangeNetwork const& change) const {
    std::vector<std::string_view> parts;
    if (change.network.barriers) parts.emplace_back("its firewalls");
    if (change.network.pac_files) parts.emplace_back("its files for automatic proxies");
    if (change.network.domain_policy) parts.emplace_back("the domain's policy");
    remark(fmt::format("(the network's administrator changes {})", fmt::join(parts, " and ")));
  }
  void operator()(scenario::ChangeHosts const& change) const {
    std::vector<std::string_view> names;
    for (auto const& host : change.hosts) names.emplace_back(host.name);
    remark(fmt::format("(its administrator changes what {} does)", fmt::join(names, " and ")));
  }
  void operator()(scenario::Expectation const&) const {}
};

std::vector<scenario::TypeCommand const*> commands_of(scenario::Step const& step) {
  std::vector<scenario::TypeCommand const*> commands;
  if (auto const* command = std::get_if<scenario::TypeCommand>(&step.what)) commands.push_back(command);
  if (auto const* together = std::get_if<scenario::Together>(&step.what)) {
    for (auto const& command : together->commands) commands.push_back(&command);
  }
  return commands;
}

}  // namespace

std::vector<TypedLine> typed_lines(std::vector<scenario::Step> const& steps) {
  std::vector<TypedLine> lines;
  lines.reserve(steps.size());
  for (auto const& step : steps) std::visit(AddLines{lines}, step.what);
  return lines;
}

bool all_elevated(std::vector<scenario::Step> const& steps) {
  bool any = false;
  for (auto const& step : steps) {
    for (auto const* command : commands_of(step)) {
      if (!command->elevated) return false;
      any = true;
    }
  }
  return any;
}

}  // namespace wsus::lab
