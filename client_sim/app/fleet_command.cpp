// wua-sim fleet and wua-sim fleet merge: what is checked before anything starts, the run, its reports.
#include "client_sim/app/cli.hpp"
#include "client_sim/app/pc_setup.hpp"
#include "client_sim/app/simulated_pc.hpp"
#include "client_sim/fleet/limits.hpp"
#include "client_sim/fleet/pictures.hpp"
#include "client_sim/fleet/run/fleet_run.hpp"
#include "client_sim/fleet/run/gnuplot.hpp"
#include "client_sim/fleet/run/system_limits.hpp"
#include "wsdl/program/report_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <optional>
#include <ostream>
#include <utility>

namespace wsus::client {

namespace {

using fleet::FleetResult;
using program::ReportFile;

constexpr int some_failed = 1;
constexpr int refused = 2;
constexpr std::string_view program_name = "wua-sim " WSUS_VERSION;

int refuse(std::ostream& err, std::string_view why) {
  err << "wua-sim: " << why << "\n";
  return refused;
}

/// Pictures that could not be drawn are told once; the page is written without them.
std::string page_of(FleetResult const& result, std::ostream& err) {
  std::vector<fleet::DrawnPicture> drawn;
  for (auto const& picture : fleet::pictures_of(result)) {
    drawn.push_back(fleet::draw(picture));
    if (drawn.size() == 1 && !drawn.front().problem.empty())
      err << "wua-sim: the page is without pictures: " << drawn.front().problem << "\n";
  }
  return fleet::to_html(result, drawn);
}

/// A report that was asked for.
struct WantedReport {
  std::string_view option;
  ReportFile file;
  std::function<std::string(FleetResult const&)> make;
};

std::vector<WantedReport> wanted_reports(FleetReports const& reports, std::ostream& err) {
  std::vector<WantedReport> wanted;
  if (reports.json) wanted.push_back({"--json", ReportFile(*reports.json), fleet::to_json});
  if (reports.csv) wanted.push_back({"--csv", ReportFile(*reports.csv), fleet::to_csv});
  if (reports.html)
    wanted.push_back(
        {"--html", ReportFile(*reports.html), [&err](auto const& result) { return page_of(result, err); }});
  return wanted;
}

/// Before anything starts: what of them cannot be written; empty: all can.
std::string obstacle_of(std::vector<WantedReport> const& wanted) {
  for (auto const& report : wanted) {
    if (auto const why = report.file.obstacle(); !why.empty()) return fmt::format("{}: {}", report.option, why);
  }
  return {};
}

/// False: at least one was not written.
bool write(std::vector<WantedReport> const& wanted, FleetResult const& result, std::ostream& err) {
  bool all = true;
  for (auto const& report : wanted) {
    auto const why = report.file.write(report.make(result));
    if (why.empty()) continue;
    err << "wua-sim: " << why << "\n";
    all = false;
  }
  return all;
}

/// Lines for a log, about every ten seconds, or one line of a terminal that is written over.
class ProgressLines {
public:
  ProgressLines(std::ostream& err, bool rewrites) : err_(err), rewrites_(rewrites) {}
  ~ProgressLines() {
    if (shown_ && rewrites_) err_ << "\r\x1b[K" << std::flush;
  }
  ProgressLines(ProgressLines const&) = delete;
  ProgressLines& operator=(ProgressLines const&) = delete;

  void operator()(fleet::Progress const& progress) {
    constexpr unsigned seconds_of_a_line = 10;
    if (!rewrites_ && ++ticks_ % seconds_of_a_line != 0) return;
    shown_ = true;
    err_ << (rewrites_ ? "\r\x1b[K" : "") << fleet::progress_line(progress) << (rewrites_ ? "" : "\n") << std::flush;
  }

private:
  std::ostream& err_;
  bool rewrites_;
  bool shown_ = false;
  unsigned ticks_ = 0;
};

fleet::Needs needs_of(fleet::FleetSettings const& settings) {
  auto const mine = settings.plan.shard.of(settings.plan.agents);
  auto const peak = fleet::real_peak_rate(settings.plan, settings.speed);
  return {.agents = mine,
          .at_once = std::min(settings.at_once, mine),
          .connections_a_second = settings.reuse_connections ? 0 : peak};
}

/// What the system does not let it have; empty: it fits.
std::string obstacles_of(fleet::FleetSettings const& settings, bool loopback) {
  auto const needs = needs_of(settings);
  fleet::allow_descriptors(fleet::descriptors_needed(needs));
  std::string text;
  for (auto const& obstacle : fleet::obstacles(needs, fleet::system_limits(loopback)))
    text += (text.empty() ? "" : "\nwua-sim: ") + obstacle;
  return text;
}

int exit_code_of(FleetResult const& result, bool written) {
  for (auto const& part : result.parts) {
    if (part.interrupted) return some_failed;
  }
  return written && fleet::all_succeeded(result) ? 0 : some_failed;
}

}  // namespace

int run_fleet_command(FleetCommand const& command, std::ostream& out, std::ostream& err,
                      Surroundings const& surroundings) {
  auto const& settings = command.settings;
  auto const wanted = wanted_reports(command.reports, err);
  if (auto const why = obstacle_of(wanted); !why.empty()) return refuse(err, why);
  auto http = with_options(surroundings.http, settings.agent);
  if (command.trust) http.trusted_certificates += read_certificates(*command.trust);
  auto const target = fleet::find_target(settings.server_url, command.allow_remote);
  if (auto const* mistake = std::get_if<fleet::Mistake>(&target))
    return refuse(err, fmt::format("--server {}: {}", settings.server_url, mistake->what));
  auto const& server = std::get<fleet::Target>(target);
  if (auto const why = obstacles_of(settings, server.loopback); !why.empty()) return refuse(err, why);

  wusp::SystemClock const system_clock;
  fleet::RunParts parts{.program = std::string(program_name),
                        .target = server,
                        .allow_remote = command.allow_remote,
                        .http = http,
                        .start = surroundings.clock != nullptr ? surroundings.clock->now() : system_clock.now(),
                        .stop = surroundings.stop};
  FleetResult result;
  try {
    ProgressLines lines(err, surroundings.errors_are_terminal);
    if (!command.quiet) parts.progress = std::ref(lines);
    result = fleet::run_fleet(settings, parts);
  } catch (fleet::WarmStartFailed const& error) {
    err << "wua-sim: " << error.what() << "\n";
    return some_failed;
  }
  out << fleet::to_text(result) << std::flush;
  bool const written = write(wanted, result, err);
  return exit_code_of(result, written);
}

int merge_fleet_results(FleetMergeCommand const& command, std::ostream& out, std::ostream& err) {
  auto const wanted = wanted_reports(command.reports, err);
  if (auto const why = obstacle_of(wanted); !why.empty()) return refuse(err, why);
  std::optional<FleetResult> merged;
  for (auto const& file : command.files) {
    std::ifstream in(file, std::ios::binary);
    std::error_code error;
    if (!in || !std::filesystem::is_regular_file(file, error))
      return refuse(err, fmt::format("'{}' cannot be read; allowed are files that --json of wua-sim fleet has written",
                                     file.string()));
    auto read = fleet::from_json(std::string(std::istreambuf_iterator<char>(in), {}), file.string());
    if (auto const* mistake = std::get_if<fleet::Mistake>(&read)) return refuse(err, mistake->what);
    auto& result = std::get<FleetResult>(read);
    if (!merged) {
      merged = std::move(result);
    } else if (auto const mistake = fleet::merge(*merged, result)) {
      return refuse(err, fmt::format("'{}' and '{}' cannot be merged: {}", command.files.front().string(),
                                     file.string(), mistake->what));
    }
  }
  out << fleet::to_text(*merged) << std::flush;
  bool const written = write(wanted, *merged, err);
  return exit_code_of(*merged, written);
}

}  // namespace wsus::client
