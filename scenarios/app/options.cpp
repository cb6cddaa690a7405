// Parsing of the command line: see options.hpp.
#include "scenarios/app/options.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdint>
#include <sstream>
#include <thread>
#include <utility>

namespace wsus::lab {
namespace {

constexpr unsigned max_jobs = 256;

/// The options as CLI11 fills them.
struct Raw {
  RunCommand run{};
  ListCommand list{};
  CheckCommand check{};
  ExplainCommand explain{};
  MutateCommand mutate{};
};

CLI::App* add_run(CLI::App& app, RunCommand& run) {
  auto* command = app.add_subcommand("run", "Run scenarios: reproduce, fix, verify, and the controls");
  command->add_option("PATH", run.paths,
                      "scenario files, or folders with scenario files (default: the shipped library)");
  command->add_option("--json", run.json, "write the outcome of every scenario as JSON")->type_name("FILE");
  command->add_option("--junit", run.junit, "write a JUnit XML report")->type_name("FILE");
  command->add_flag("--sabotage", run.sabotage,
                    "swap each fix with a control: every scenario but a baseline must fail now");
  command->add_flag("--quiet", run.quiet,
                    "results only: no descriptions, no typed fixes, no names of controls that held");
  command->add_option("--jobs", run.jobs, "scenarios at the same time (default: one a processor)")
      ->type_name("N")
      ->check(CLI::Range(1U, max_jobs));
  return command;
}

CLI::App* add_list(CLI::App& app, ListCommand& list) {
  auto* command = app.add_subcommand("list", "List scenarios with their titles");
  command->add_option("PATH", list.paths, "scenario files or folders (default: the shipped library)");
  return command;
}

CLI::App* add_check(CLI::App& app, CheckCommand& check) {
  auto* command = app.add_subcommand("check", "Check scenario files without running them");
  command->add_option("FILE", check.files, "scenario files or folders")->required();
  return command;
}

CLI::App* add_explain(CLI::App& app, ExplainCommand& explain) {
  auto* command = app.add_subcommand("explain", "Tell what an HRESULT means, what causes it and what fixes it");
  command->add_option("CODE", explain.code, "0x80244007, 80244007, -2145107961 or WU_E_PT_SOAPCLIENT_SOAPFAULT")
      ->required();
  command->add_option("--library", explain.library, "folder of scenarios to look through")->type_name("DIR");
  return command;
}

CLI::App* add_mutate(CLI::App& app, MutateCommand& mutate) {
  constexpr std::uint64_t most_cases = 1'000'000;
  auto* command = app.add_subcommand(
      "mutate", "Scan against replies that a seed changes: the agent must end with a code of its table");
  command->add_option("--seed", mutate.seed, "what the cases are drawn from (default: 1)")->type_name("N");
  command->add_option("--count", mutate.count, "how many cases (default: 100)")
      ->type_name("N")
      ->check(CLI::Range(std::uint64_t{1}, most_cases));
  command->add_option("--first", mutate.first, "number of the first case (default: 0)")->type_name("N");
  command->add_option("--operation", mutate.operation, "only replies to this operation are changed")->type_name("NAME");
  command->add_option("--out", mutate.out, "folder for findings, one scenario each (default: mutation-findings)")
      ->type_name("DIR");
  command->add_option("--jobs", mutate.jobs, "cases at the same time (default: one a processor)")
      ->type_name("N")
      ->check(CLI::Range(1U, max_jobs));
  return command;
}

std::string same_file_message(RunCommand const& run) {
  if (!run.json || !run.junit || run.json->lexically_normal() != run.junit->lexically_normal()) return {};
  return "--json and --junit name the same file '" + run.json->string() + "'; allowed: two different files\n";
}

}  // namespace

Command parse_options(std::vector<std::string> const& arguments) {
  CLI::App app("Runs scenarios: a mock WSUS server and simulated Windows machines that fail, are fixed, and recover.",
               "wsus-lab");
  app.set_version_flag("--version", "wsus-lab " WSUS_VERSION);
  app.require_subcommand(1);
  app.footer("Exit codes: 0 everything held, 1 something did not hold or was interrupted, 2 wrong usage or file, "
             "3 the verifier is broken (--sabotage).");
  Raw raw;
  raw.run.jobs = std::clamp(std::thread::hardware_concurrency(), 1U, max_jobs);
  raw.mutate.jobs = raw.run.jobs;
  auto* const run = add_run(app, raw.run);
  auto* const list = add_list(app, raw.list);
  auto* const check = add_check(app, raw.check);
  add_explain(app, raw.explain);
  auto* const mutate = add_mutate(app, raw.mutate);
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));  // CLI11 takes them from the back
  } catch (CLI::ParseError const& error) {
    std::ostringstream out;
    std::ostringstream err;
    int const code = app.exit(error, out, err);
    return EndProgram{.exit_code = code == 0 ? 0 : 2, .text = out.str() + err.str()};
  }
  if (auto message = same_file_message(raw.run); !message.empty()) return EndProgram{2, "wsus-lab: " + message};
  if (run->parsed()) return std::move(raw.run);
  if (list->parsed()) return std::move(raw.list);
  if (check->parsed()) return std::move(raw.check);
  if (mutate->parsed()) return std::move(raw.mutate);
  return std::move(raw.explain);
}

}  // namespace wsus::lab
