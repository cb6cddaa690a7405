// Parsing of the command line: see options.hpp.
#include "scenarios/app/options.hpp"

#include "scenarios/app/capacity_options.hpp"
#include "wsdl/command_line/page_options.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <sstream>
#include <system_error>
#include <thread>
#include <utility>
#include <variant>

namespace wsus::lab {
namespace {

constexpr unsigned max_jobs = 256;
constexpr unsigned max_rounds = 1'000'000;

/// The options as CLI11 fills them.
struct Raw {
  RunCommand run{};
  std::string shuffle{};  ///< "new", or a seed
  ListCommand list{};
  CheckCommand check{};
  ExplainCommand explain{};
  DocumentCommand document{};
  MutateCommand mutate{};
  TeachCommand teach{};
  WrittenCapacity capacity{};
};

constexpr auto what_is_chosen =
    "files or folders with scenarios, or what selects from the library: names (* and ? stand for letters), tags, "
    "failure "
    "modes (FM22), codes (0x80244022, WU_E_...), words of a description (default: the whole library)";

void add_library_option(CLI::App& command, std::optional<std::filesystem::path>& library) {
  command.add_option("--library", library, "folder of scenarios to select from (default: the shipped library)")
      ->type_name("DIR");
}

void add_rounds(CLI::App& command, Raw& raw) {
  command
      .add_option("--repeat", raw.run.repeat, "run everything so many times; each is a run of its own in the reports")
      ->type_name("N")
      ->check(CLI::Range(1U, max_rounds));
  command.add_flag("--until-fail", raw.run.until_fail,
                   "go on until a round in which something does not hold; with --repeat N at most N rounds");
  command
      .add_option("--shuffle", raw.shuffle,
                  "another order in each round; the seed is printed, and a number after --shuffle repeats that order")
      ->type_name("[SEED]");
}

CLI::App* add_run(CLI::App& app, Raw& raw) {
  auto& run = raw.run;
  auto* command = app.add_subcommand("run", "Run scenarios: reproduce, fix, verify, and the controls");
  command->add_option("WHAT", run.what, what_is_chosen)->type_name("FILE|WORD");
  add_library_option(*command, run.library);
  command->add_option("--json", run.json, "write the outcome of every scenario as JSON")->type_name("FILE");
  command->add_option("--junit", run.junit, "write a JUnit XML report")->type_name("FILE");
  command
      ->add_option("--html", run.html,
                   "write a page with everything: diagrams of the calls, bodies, both logs, the fix as typed")
      ->type_name("FILE");
  command->add_flag("--sabotage", run.sabotage,
                    "swap each fix with a control: every scenario but a baseline must fail now");
  command->add_flag("--quiet", run.quiet,
                    "results only: no descriptions, no typed fixes, no names of controls that held");
  command->add_option("--jobs", run.jobs, "scenarios at the same time (default: one a processor)")
      ->type_name("N")
      ->check(CLI::Range(1U, max_jobs));
  add_rounds(*command, raw);
  return command;
}

CLI::App* add_list(CLI::App& app, ListCommand& list) {
  auto* command = app.add_subcommand("list", "List scenarios with their titles, failure modes, codes and tags");
  command->add_option("WHAT", list.what, what_is_chosen)->type_name("FILE|WORD");
  add_library_option(*command, list.library);
  auto* names = command->add_flag("--names", list.names_only, "names and titles only");
  command
      ->add_flag("--real-clients", list.real_clients,
                 "what each would change on a real Windows client, or that it is safe there")
      ->excludes(names);
  return command;
}

CLI::App* add_check(CLI::App& app, CheckCommand& check) {
  auto* command = app.add_subcommand("check", "Check scenario files without running them");
  command->add_option("FILE", check.files, "scenario files or folders")->type_name("FILE|DIR")->required();
  return command;
}

CLI::App* add_explain(CLI::App& app, ExplainCommand& explain) {
  auto* command =
      app.add_subcommand("explain", "Tell what a code or a failure mode means, what causes it and what fixes it");
  command
      ->add_option(
          "CODE", explain.what,
          "0x80244007, 80244007, -2145107961, 2149859335, WU_E_PT_SOAPCLIENT_SOAPFAULT, or a failure mode: FM01")
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

CLI::App* add_document(CLI::App& app, DocumentCommand& document) {
  auto* command = app.add_subcommand("document", "Write the pages about failure modes, with log lines from a run");
  command->add_option("MODE", document.modes, "failure modes, as in FM01 (default: all)");
  command->add_option("--out", document.out, "folder of FAILURE-MODES.md and failure-modes")
      ->type_name("DIR")
      ->capture_default_str();
  add_library_option(*command, document.library);
  command->add_flag("--check", document.check, "run and write nothing; tell which pages are not up to date");
  return command;
}

CLI::App* add_teach(CLI::App& app, TeachCommand& teach) {
  constexpr unsigned most_questions = 1000;
  auto* command = app.add_subcommand("teach", "Go through a scenario step by step, or guess its fault (--quiz)");
  command->add_option("WHAT", teach.what, what_is_chosen);
  add_library_option(*command, teach.library);
  auto* quiz = command->add_flag("--quiz", teach.quiz,
                                 "the fault is hidden: find it from symptoms and logs, with hints and choices");
  command->add_option("--seed", teach.seed, "which questions and choices a quiz has (default: a random one, printed)")
      ->type_name("N")
      ->needs(quiz);
  command->add_option("--questions", teach.questions, "how many questions a quiz has at most")
      ->type_name("N")
      ->check(CLI::Range(1U, most_questions))
      ->capture_default_str()
      ->needs(quiz);
  command->add_option("--log-lines", teach.log_lines, "lines that a log shows after a step at most; 0: all")
      ->type_name("N")
      ->capture_default_str();
  command->add_flag("--no-color,--no-colour", teach.no_colour, "no colours, also on a terminal");
  return command;
}

bool is_number(std::string const& text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// CLI11 knows no option that may stand without its value before other words: `--shuffle` gets one here.
std::vector<std::string> with_shuffle_value(std::vector<std::string> const& arguments) {
  std::vector<std::string> result;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] != "--shuffle") {
      result.push_back(arguments[i]);
    } else if (i + 1 < arguments.size() && is_number(arguments[i + 1])) {
      result.push_back("--shuffle=" + arguments[++i]);
    } else {
      result.emplace_back("--shuffle=new");
    }
  }
  return result;
}

/// Empty: done.
std::string take_shuffle(std::string const& text, RunCommand& run) {
  if (text.empty()) return {};
  auto& shuffle = run.shuffle.emplace();
  if (text == "new") return {};
  std::uint64_t seed = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
  if (error != std::errc{} || end != text.data() + text.size())
    return "--shuffle '" + text + "' is no seed; allowed: 0 to 18446744073709551615, or nothing\n";
  shuffle.seed = seed;
  return {};
}

/// The same for every way to write it: from another folder, through a link.
std::filesystem::path place_of(std::filesystem::path const& file) {
  std::error_code error;
  auto const whole = std::filesystem::absolute(file, error).lexically_normal();
  auto const place = std::filesystem::weakly_canonical(whole, error);
  return error ? whole : place;
}

std::string same_file(std::string const& one, std::optional<std::filesystem::path> const& first,
                      std::string const& other, std::optional<std::filesystem::path> const& second) {
  if (!first || !second || place_of(*first) != place_of(*second)) return {};
  return one + " and " + other + " name the same file '" + first->string() + "'; allowed: two different files\n";
}

std::string missing_in(TeachCommand const& teach) {
  if (teach.quiz || !teach.what.empty()) return {};
  return "teach needs a scenario: a file, a name, a code, a failure mode; allowed without one: teach --quiz\n";
}

std::string contradiction_in(RunCommand const& run) {
  if (run.until_fail && run.sabotage)
    return "--until-fail and --sabotage contradict each other: under --sabotage everything fails; allowed: one of "
           "them\n";
  auto message = same_file("--json", run.json, "--junit", run.junit);
  if (message.empty()) message = same_file("--json", run.json, "--html", run.html);
  return message.empty() ? same_file("--junit", run.junit, "--html", run.html) : message;
}

}  // namespace

Command parse_options(std::vector<std::string> const& arguments) {
  CLI::App app("Runs scenarios: a mock WSUS server and simulated Windows machines that fail, are fixed, and recover.",
               "wsus-lab");
  app.set_version_flag("--version", "wsus-lab " WSUS_VERSION);
  app.require_subcommand(1);
  app.footer("Exit codes: 0 everything held, 1 something did not hold or was interrupted, 2 wrong usage or file, "
             "3 the lab itself is at fault: an internal error, or the verifier is broken (--sabotage).");
  Raw raw;
  raw.run.jobs = std::clamp(std::thread::hardware_concurrency(), 1U, max_jobs);
  raw.mutate.jobs = raw.run.jobs;
  auto* const run = add_run(app, raw);
  auto* const list = add_list(app, raw.list);
  auto* const check = add_check(app, raw.check);
  auto* const explain = add_explain(app, raw.explain);
  auto* const mutate = add_mutate(app, raw.mutate);
  auto* const teach = add_teach(app, raw.teach);
  auto* const capacity = add_capacity(app, raw.capacity);
  add_document(app, raw.document);
  command_line::add_page_options(app);
  try {
    auto words = with_shuffle_value(arguments);
    std::ranges::reverse(words);  // CLI11 takes them from the back
    app.parse(std::move(words));
  } catch (CLI::ParseError const& error) {
    std::ostringstream out;
    std::ostringstream err;
    int const code = app.exit(error, out, err);
    return EndProgram{.exit_code = code == 0 ? 0 : 2, .text = out.str() + err.str()};
  }
  auto message = take_shuffle(raw.shuffle, raw.run);
  if (message.empty()) message = contradiction_in(raw.run);
  if (message.empty() && teach->parsed()) message = missing_in(raw.teach);
  if (!message.empty()) return EndProgram{2, "wsus-lab: " + message};
  if (run->parsed()) return std::move(raw.run);
  if (list->parsed()) return std::move(raw.list);
  if (check->parsed()) return std::move(raw.check);
  if (explain->parsed()) return std::move(raw.explain);
  if (mutate->parsed()) return std::move(raw.mutate);
  if (teach->parsed()) return std::move(raw.teach);
  if (capacity->parsed())
    return std::visit([](auto&& read) -> Command { return std::forward<decltype(read)>(read); },
                      read_capacity(raw.capacity));
  return std::move(raw.document);
}

}  // namespace wsus::lab
