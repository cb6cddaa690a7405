// Steps in a world: see stand.hpp.
#include "scenarios/teaching/stand.hpp"

#include "scenarios/runner/log_fragments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace wsus::lab {
namespace {

/// Without directives of W3C logs and without empty lines.
std::vector<std::string> telling_lines_of(std::string_view text) {
  std::vector<std::string> lines;
  for (auto const line : lines_of(text)) {
    if (!line.empty() && line.front() != '#') lines.emplace_back(line);
  }
  return lines;
}

void add(std::vector<GrownLog>& to, std::string label, bool of_server, std::string_view text) {
  auto lines = telling_lines_of(text);
  if (!lines.empty()) to.push_back({.label = std::move(label), .of_server = of_server, .lines = std::move(lines)});
}

template <typename T>
std::vector<T> from(std::vector<T> const& all, std::size_t begin) {
  return {std::next(all.begin(), static_cast<std::ptrdiff_t>(begin)), all.end()};
}

/// How much of a phase's result was there before a step.
struct Length {
  explicit Length(PhaseResult const& result)
      : transcript(result.transcript.size()),
        scans(result.record.scans.size()),
        commands(result.command_problems.size()),
        expectations(result.expectation_problems.size()) {}
  std::size_t transcript;
  std::size_t scans;
  std::size_t commands;
  std::size_t expectations;
};

}  // namespace

std::optional<std::uint32_t> StepSeen::telling_code() const {
  if (scans.empty()) return std::nullopt;
  auto const failed = std::find_if(scans.rbegin(), scans.rend(), [](auto const& scan) { return scan.hresult != 0; });
  return (failed == scans.rend() ? scans.rbegin() : failed)->hresult;
}

Stand::Stand(scenario::Scenario const& scenario, BackgroundShelf& backgrounds, std::stop_token const& stop)
    : catalogues_(scenario.file),
      world_(make_world(scenario, scenario.world, catalogues_, backgrounds, stop)),
      from_(world_.mark()),
      shown_(from_) {}

void Stand::begin(Chapter chapter) { phase_ = std::make_unique<PhaseSteps>(world_, std::string(name_of(chapter))); }

StepSeen Stand::perform(scenario::Step const& step) {
  Length const before(phase_->result());
  phase_->step(step);
  auto const& result = phase_->result();
  world_.clamp(from_);
  world_.clamp(shown_);
  StepSeen seen{.transcript = result.transcript.substr(before.transcript),
                .scans = from(result.record.scans, before.scans),
                .problems = from(result.command_problems, before.commands),
                .logs = grown_since(shown_)};
  for (auto& problem : from(result.expectation_problems, before.expectations))
    seen.problems.push_back(std::move(problem));
  shown_ = world_.mark();
  return seen;
}

std::vector<GrownLog> Stand::logs() const {
  auto whole = grown_since(from_);
  for (auto& log : whole) log.is_whole = true;
  return whole;
}

void Stand::forget_logs() {
  from_ = world_.mark();
  shown_ = from_;
}

std::vector<GrownLog> Stand::grown_since(Mark const& mark) const {
  std::vector<GrownLog> logs;
  Observation seen;
  for (auto const& machine : world_.machine_names()) {
    seen = world_.observe(machine, mark);
    add(logs, fmt::format("client {}, WindowsUpdate.log", machine), false, seen.client_log);
    add(logs, fmt::format("client {}, WUAHandler.log", machine), false, seen.wua_handler_log);
    add(logs, fmt::format("client {}, ScanAgent.log", machine), false, seen.scan_agent_log);
  }
  // The server's are the same in every observation.
  add(logs, "server, SoftwareDistribution.log", true, seen.server_log);
  add(logs, "server, IIS log", true, seen.iis_log);
  add(logs, "server, httperr1.log", true, seen.http_error_log);
  return logs;
}

}  // namespace wsus::lab
