// Options of wsus-lab capacity: see capacity_options.hpp.
#include "scenarios/app/capacity_options.hpp"

#include "scenarios/capacity/quantities.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <utility>
#include <vector>

namespace wsus::lab {
namespace {

void add_load(CLI::App& command, capacity::Written& inputs) {
  command.add_option("--clients", inputs.clients, "how many machines there are; must be given")->type_name("N");
  command
      .add_option("--cycle", inputs.cycle,
                  "detection cycle; agents take 0 to 20 % off it at random (default: 22h; units us, ms, s, min, h, d)")
      ->type_name("TIME");
  command.add_option("--storm", inputs.storm, "all machines scan once within so long, as after a change of SUSDB")
      ->type_name("TIME");
  command
      .add_option("--patch-day", inputs.patch_day,
                  "all machines scan twice within so long: before they install and after their restart")
      ->type_name("TIME");
  command.add_option("--calls", inputs.calls, "web calls of a warm scan (default: 15, as captured)")->type_name("N");
  command.add_option("--cold-calls", inputs.cold_calls, "web calls of a cold scan (default: 186, as captured)")
      ->type_name("N");
  command.add_option("--cold-share", inputs.cold_share, "how many of the scans are cold (default: 0%)")
      ->type_name("PERCENT");
  command.add_option("--client-timeout", inputs.client_timeout, "how long an agent waits for an answer (default: 30s)")
      ->type_name("TIME");
  command.add_option("--pause", inputs.pause, "of an agent between an answer and its next call (default: 1s)")
      ->type_name("TIME");
}

void add_server(CLI::App& command, WrittenCapacity& written) {
  auto& inputs = written.inputs;
  command
      .add_option("--service-time", inputs.service_time,
                  "of a call, without waiting (default: 66.7ms, four cores for 60 requests a second)")
      ->type_name("TIME");
  command
      .add_option("--variation", inputs.variation,
                  "of service times: standard deviation / mean (default: 1, as exponential times have)")
      ->type_name("NUMBER");
  command
      .add_option("--measure", written.measure,
                  "measure service time and variation with scans of this server, or of a mock that is started for it")
      ->type_name("URL|mock");
  command.add_option("--samples", written.samples, "how many calls are measured (default: 300)")->type_name("N");
  command.add_flag("--allow-remote", written.allow_remote, "the measured server may lie outside of loopback");
  command.add_option("--workers", inputs.workers, "calls that the server works on at a time (default: 4)")
      ->type_name("N");
  command.add_option("--queue", inputs.queue, "queueLength of the application pool, 10 to 65535 (default: 1000)")
      ->type_name("N");
  command.add_option("--connections", inputs.connections, "connection limit of the site (default: none)")
      ->type_name("N");
}

constexpr double most_samples = 100'000;

void take_samples(std::string const& text, CapacityCommand& command, std::vector<std::string>& mistakes) {
  auto const read = capacity::read_count(text);
  auto const* number = std::get_if<double>(&read);
  if (number != nullptr && *number >= 1 && *number <= most_samples) {
    command.samples = static_cast<std::size_t>(*number);
    return;
  }
  auto const* error = std::get_if<capacity::NotRead>(&read);
  mistakes.push_back(fmt::format("--samples '{}' {}; allowed: 1 to {}", text,
                                 error != nullptr ? error->why : "is out of range",
                                 capacity::count_text(most_samples)));
}

void take_measurement(WrittenCapacity const& written, CapacityCommand& command, std::vector<std::string>& mistakes) {
  if (written.samples) take_samples(*written.samples, command, mistakes);
  if (!written.measure) {
    if (written.samples) mistakes.emplace_back("--samples has nothing to count; it belongs to --measure");
    if (written.allow_remote) mistakes.emplace_back("--allow-remote has nothing to allow; it belongs to --measure");
    return;
  }
  if (written.inputs.service_time)
    mistakes.emplace_back("--service-time and --measure contradict each other; allowed: one of them");
  if (written.inputs.variation)
    mistakes.emplace_back("--variation and --measure contradict each other; allowed: one of them");
  auto target = measurement::read_target(*written.measure, written.allow_remote);
  if (auto const* error = std::get_if<std::string>(&target)) {
    mistakes.push_back(fmt::format("--measure {}", *error));
  } else {
    command.measure = std::get<measurement::Target>(std::move(target));
  }
}

}  // namespace

CLI::App* add_capacity(CLI::App& app, WrittenCapacity& written) {
  auto* command = app.add_subcommand(
      "capacity", "Compute whether one WSUS server carries a fleet, where 503 begins, and what would help");
  add_load(*command, written.inputs);
  add_server(*command, written);
  command->add_flag("--json", written.json, "the answer as JSON");
  return command;
}

std::variant<CapacityCommand, EndProgram> read_capacity(WrittenCapacity const& written) {
  auto reading = capacity::read_inputs(written.inputs);
  CapacityCommand command{.inputs = reading.inputs, .json = written.json};
  command.service_time_given = written.inputs.service_time.has_value();
  take_measurement(written, command, reading.mistakes);
  if (reading.mistakes.empty()) return command;
  std::string text;
  for (auto const& mistake : reading.mistakes) text += fmt::format("wsus-lab: {}\n", mistake);
  return EndProgram{.exit_code = 2, .text = std::move(text)};
}

}  // namespace wsus::lab
