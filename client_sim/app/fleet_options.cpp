// Options of wua-sim fleet.
#include "client_sim/app/fleet_options.hpp"

#include "client_sim/app/option_checks.hpp"
#include "client_sim/fleet/duration.hpp"
#include "client_sim/machine/model.hpp"
#include "client_sim/machine/profile.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <set>

namespace wsus::client {

namespace {

using fleet::FleetTime;
using fleet::Mistake;

constexpr std::uint64_t most_agents = 1'000'000;
constexpr std::uint64_t most_at_once = 100'000;
constexpr std::uint64_t usual_at_once = 1'000;
constexpr std::uint64_t most_devices = 1'000;
constexpr std::uint64_t most_scans = 1'000'000;
constexpr std::size_t most_storms = 16;
constexpr double fastest = 1'000'000;
constexpr auto longest_cycle = std::chrono::hours(22);

std::optional<std::uint64_t> number_in(std::string_view text, std::uint64_t low, std::uint64_t high) {
  auto const number = parse_seed(text);
  return number && *number >= low && *number <= high ? number : std::nullopt;
}

/// A check for whole numbers.
auto number_check(std::string_view what, std::uint64_t low, std::uint64_t high) {
  return [what, low, high](std::string const& text) {
    if (number_in(text, low, high)) return std::string();
    return fmt::format("\"{}\" is no {}; allowed are {} to {}", text, what, low, high);
  };
}

/// Above 0.
std::optional<double> parse_factor(std::string_view text) {
  double number = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  bool const whole = error == std::errc{} && end == text.data() + text.size();
  return whole && number > 0 && number <= fastest ? std::optional(number) : std::nullopt;
}

auto factor_check(std::string_view what) {
  return [what](std::string const& text) {
    if (parse_factor(text)) return std::string();
    return fmt::format("\"{}\" is no {}; allowed are numbers above 0, up to {:.0f}", text, what, fastest);
  };
}

std::string check_duration(std::string const& text) {
  if (fleet::parse_duration(text)) return {};
  return fmt::format("\"{}\" is no time; allowed are {}", text, fleet::durations_allowed);
}

std::optional<std::chrono::hours> parse_cycle(std::string_view text) {
  auto const time = fleet::parse_duration(text);
  if (!time) return std::nullopt;
  auto const hours = std::chrono::duration_cast<std::chrono::hours>(*time);
  bool const good = hours == *time && hours >= std::chrono::hours(1) && hours <= longest_cycle;
  return good ? std::optional(hours) : std::nullopt;
}

std::string check_cycle(std::string const& text) {
  if (parse_cycle(text)) return {};
  return fmt::format("\"{}\" is no cycle; allowed are 1h to 22h, as of policy DetectionFrequency", text);
}

template <typename Parsed>
std::string problem_of(Parsed const& parsed) {
  auto const* const mistake = std::get_if<Mistake>(&parsed);
  return mistake == nullptr ? std::string() : mistake->what;
}

auto parse_profiles(std::string_view text) {
  return fleet::parse_mix(text, "profile", machine::profile_names(),
                          [](std::string_view name) { return machine::find_profile(name).has_value(); });
}
auto parse_models(std::string_view text) {
  return fleet::parse_mix(text, "model", machine::model_names(),
                          [](std::string_view name) { return machine::find_model(name) != nullptr; });
}

std::string check_devices(std::string const& text) {
  if (text == "model" || number_in(text, 0, most_devices)) return {};
  return fmt::format("\"{}\" is no number of devices; allowed are 0 to {} and model", text, most_devices);
}

/// One of two words.
auto word_check(std::string_view what, std::string_view first, std::string_view second) {
  return [=](std::string const& text) {
    if (text == first || text == second) return std::string();
    return fmt::format("\"{}\" is no {}; allowed are {} and {}", text, what, first, second);
  };
}

/// Reports as both commands take them.
struct RawReports {
  std::string json{};
  std::string csv{};
  std::string html{};

  void add_to(CLI::App& command) {
    command.add_option("--json", json, "write everything that was counted; results of shards are merged from it")
        ->type_name("FILE")
        ->check(check_path);
    command.add_option("--csv", csv, "write scans and latencies over time as a table")
        ->type_name("FILE")
        ->check(check_path);
    command.add_option("--html", html, "write a page with pictures (of gnuplot, where it is installed) and tables")
        ->type_name("FILE")
        ->check(check_path);
  }
  [[nodiscard]] FleetReports reports() const {
    FleetReports reports;
    if (!json.empty()) reports.json = json;
    if (!csv.empty()) reports.csv = csv;
    if (!html.empty()) reports.html = html;
    return reports;
  }
  /// A file that two reports would be written to; empty: there is none.
  [[nodiscard]] std::string doubled() const {
    std::set<std::string> seen;
    for (auto const& file : {json, csv, html}) {
      if (!file.empty() && !seen.insert(file).second) return file;
    }
    return {};
  }
};

}  // namespace

struct FleetOptions::Raw {
  CLI::App* command = nullptr;
  CLI::App* merge = nullptr;
  std::string server{};
  std::string agents = "100";
  std::string profiles = fleet::text_of(fleet::FleetSettings{}.profiles);
  std::string models = fleet::text_of(fleet::FleetSettings{}.models);
  std::string devices = "0";
  std::string seed = "1";
  std::string start = "cold";
  std::string cycle = "22h";
  std::string rate{};
  std::string ramp = "0s";
  std::vector<std::string> storms{};
  std::string duration = "22h";
  std::string scans{};
  std::string warm_up = "0s";
  std::string speed = "1";
  std::string at_once{};
  std::string connections = "scan";
  std::string drain = "60s";
  std::string shard = "1/1";
  std::string trust{};
  std::vector<std::string> agent{};
  bool no_reports = false;
  bool no_drivers = false;
  bool allow_remote = false;
  bool quiet = false;
  RawReports reports{};
  std::vector<std::string> files{};
  RawReports merged{};

  void add_agents();
  void add_times();
  void add_load();
  void add_merge();
  [[nodiscard]] std::string contradiction(fleet::FleetSettings const& settings) const;
  [[nodiscard]] fleet::PlanSettings plan() const;
  [[nodiscard]] fleet::FleetSettings settings() const;
};

void FleetOptions::Raw::add_agents() {
  auto& app = *command;
  app.add_option("--server", server, "the WSUS server: http://HOST:PORT (policy WUServer); always needed")
      ->type_name("URL")
      ->check(check_server);
  app.add_option("--agents", agents, "how many machines")
      ->type_name("N")
      ->check(number_check("number of agents", 1, most_agents))
      ->capture_default_str();
  app.add_option("--profiles", profiles, "generations of agents with their shares: " + profile_help())
      ->type_name("NAME=SHARE,...")
      ->check([](std::string const& text) { return problem_of(parse_profiles(text)); })
      ->capture_default_str();
  app.add_option("--models", models, "kinds of computers with their shares: " + machine::model_names())
      ->type_name("NAME=SHARE,...")
      ->check([](std::string const& text) { return problem_of(parse_models(text)); })
      ->capture_default_str();
  app.add_option("--devices", devices, "how many devices a driver pass tells of; model: as many as the kind has")
      ->type_name("N|model")
      ->check(check_devices)
      ->capture_default_str();
  app.add_option("--seed", seed, "seed of identities, of who is what and of all times")
      ->type_name("N")
      ->check(check_seed)
      ->capture_default_str();
  app.add_option("--start", start, "cold: agents know nothing; warm: what one of their kind has cached after a scan")
      ->type_name("cold|warm")
      ->check(word_check("start", "cold", "warm"))
      ->capture_default_str();
  app.add_flag("--no-reports", no_reports, "agents report nothing (no policy WUStatusServer)");
  app.add_flag("--no-drivers", no_drivers, "no driver pass (policy ExcludeWUDriversInQualityUpdate)");
  app.add_option("--agent", agent, "a setting of the agents, listed below; may be given again for another one")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false)
      ->check(check_agent_option);
}

void FleetOptions::Raw::add_times() {
  auto& app = *command;
  app.add_option("--cycle", cycle, "each agent scans so often, less up to a fifth by chance: 1h to 22h")
      ->type_name("TIME")
      ->check(check_cycle)
      ->capture_default_str();
  app.add_option("--rate", rate, "instead of cycles: so many scans a second of the whole fleet, agents in turn")
      ->type_name("N")
      ->check(factor_check("rate"));
  app.add_option("--ramp", ramp, "the rate rises from 0 during this time")
      ->type_name("TIME")
      ->check(check_duration)
      ->capture_default_str();
  app.add_option("--storm", storms,
                 "at TIME, within WINDOW, every agent scans: patch-day (told to detect now) or susdb-switch (what it "
                 "knows is of another database); may be given again")
      ->type_name("KIND@TIME+WINDOW")
      ->allow_extra_args(false)
      ->check([](std::string const& text) { return problem_of(fleet::parse_storm(text)); });
  app.add_option("--duration", duration, "no scan begins later")
      ->type_name("TIME")
      ->check(check_duration)
      ->capture_default_str();
  app.add_option("--scans", scans, "no agent scans more often; the run ends when all have")
      ->type_name("N")
      ->check(number_check("number of scans", 1, most_scans));
  app.add_option("--warm-up", warm_up, "scans of this time at the beginning are made but not counted")
      ->type_name("TIME")
      ->check(check_duration)
      ->capture_default_str();
  app.add_option("--speed", speed, "so many seconds of all these times, and of the agents' clocks, pass in a real one")
      ->type_name("N")
      ->check(factor_check("speed"))
      ->capture_default_str();
}

void FleetOptions::Raw::add_load() {
  auto& app = *command;
  app.add_option("--at-once", at_once,
                 "so many scans are under way at most; others wait, and their waiting counts "
                 "(default: all agents, at most 1000)")
      ->type_name("N")
      ->check(number_check("number of scans at once", 1, most_at_once));
  app.add_option("--connections", connections, "scan: each scan opens its own, as machines do; reuse: they are kept")
      ->type_name("scan|reuse")
      ->check(word_check("use of connections", "scan", "reuse"))
      ->capture_default_str();
  app.add_option("--drain", drain, "real time that scans have to end after the duration")
      ->type_name("TIME")
      ->check(check_duration)
      ->capture_default_str();
  app.add_option("--shard", shard, "this is machine I of N that share the fleet; their --json files are merged")
      ->type_name("I/N")
      ->check([](std::string const& text) { return problem_of(fleet::parse_shard(text)); })
      ->capture_default_str();
  app.add_flag("--allow-remote", allow_remote, "the server may be another machine");
  app.add_option("--trust", trust,
                 "certificate of an authority (PEM) that is trusted beside those of this system, for https")
      ->type_name("FILE")
      ->check(check_path);
  app.add_flag("--quiet", quiet, "no progress");
  reports.add_to(app);
  app.footer("Exit codes: 0 every scan succeeded; 1 some did not, the run was interrupted or a report could not be "
             "written; 2 wrong usage, or the fleet does not fit this machine.\n" +
             agent_help());
}

void FleetOptions::Raw::add_merge() {
  merge = command->add_subcommand("merge", "add the results of shards: counts and histograms exactly");
  merge->add_option("RESULT", files, "what --json of the shards has written")
      ->type_name("FILE")
      ->required()
      ->check(check_path);
  merged.add_to(*merge);
}

fleet::PlanSettings FleetOptions::Raw::plan() const {
  fleet::PlanSettings plan;
  plan.agents = static_cast<std::uint32_t>(number_in(agents, 1, most_agents).value());
  plan.seed = parse_seed(seed).value();
  plan.detection.frequency = parse_cycle(cycle).value();
  if (!rate.empty()) plan.rate = parse_factor(rate);
  plan.ramp = fleet::parse_duration(ramp).value();
  for (auto const& storm : storms) plan.storms.push_back(std::get<fleet::Storm>(fleet::parse_storm(storm)));
  plan.duration = fleet::parse_duration(duration).value();
  if (!scans.empty()) plan.scans = static_cast<std::uint32_t>(number_in(scans, 1, most_scans).value());
  plan.shard = std::get<fleet::Shard>(fleet::parse_shard(shard));
  return plan;
}

fleet::FleetSettings FleetOptions::Raw::settings() const {
  fleet::FleetSettings settings{.server_url = server,
                                .plan = plan(),
                                .profiles = std::get<fleet::Mix>(parse_profiles(profiles)),
                                .models = std::get<fleet::Mix>(parse_models(models))};
  settings.devices.reset();
  if (devices != "model") settings.devices = static_cast<unsigned>(number_in(devices, 0, most_devices).value());
  settings.start = start == "warm" ? fleet::StartState::warm : fleet::StartState::cold;
  settings.speed = parse_factor(speed).value();
  settings.warm_up = fleet::parse_duration(warm_up).value();
  auto const usual = std::min<std::uint64_t>(settings.plan.agents, usual_at_once);  // the same for every shard
  settings.at_once = static_cast<std::uint32_t>(number_in(at_once, 1, most_at_once).value_or(usual));
  settings.reuse_connections = connections == "reuse";
  settings.reports = !no_reports;
  settings.drivers = !no_drivers;
  settings.drain = std::chrono::duration_cast<std::chrono::milliseconds>(fleet::parse_duration(drain).value());
  for (auto const& text : agent) set_agent_option(text, settings.agent);
  return settings;
}

std::string FleetOptions::Raw::contradiction(fleet::FleetSettings const& settings) const {
  auto const& plan = settings.plan;
  if (server.empty()) return "--server is needed: http://HOST:PORT";
  if (command->count("--cycle") != 0 && plan.rate)
    return "--cycle and --rate: agents have their own cycles, or take turns; allowed is one of the two";
  if (storms.size() > most_storms)
    return fmt::format("--storm: {} of them; allowed are {}", storms.size(), most_storms);
  for (auto const& storm : plan.storms) {
    if (storm.at > plan.duration)
      return fmt::format("--storm {}: it would begin after the {} of --duration", text_of(storm),
                         fleet::duration_text(plan.duration));
  }
  if (settings.warm_up > plan.duration)
    return fmt::format("--warm-up {}: it is longer than the {} of --duration, nothing would be counted", warm_up,
                       fleet::duration_text(plan.duration));
  if (plan.shard.count > plan.agents)
    return fmt::format("--shard {}: there are only {} agents to share", shard, plan.agents);
  if (auto const file = reports.doubled(); !file.empty())
    return fmt::format("two reports would be written to '{}'; allowed is a file for each", file);
  return {};
}

FleetOptions::FleetOptions(CLI::App& app) : raw_(std::make_unique<Raw>()) {
  raw_->command = app.add_subcommand("fleet", "thousands of machines in one process: load, latency, outcomes");
  raw_->add_agents();
  raw_->add_times();
  raw_->add_load();
  raw_->add_merge();
}

FleetOptions::~FleetOptions() = default;

bool FleetOptions::parsed() const { return raw_->command->parsed(); }

std::variant<FleetCommand, FleetMergeCommand, Mistake> FleetOptions::command() const {
  if (raw_->merge->parsed()) {
    if (auto const file = raw_->merged.doubled(); !file.empty())
      return Mistake{fmt::format("two reports would be written to '{}'; allowed is a file for each", file)};
    return FleetMergeCommand{.files = {raw_->files.begin(), raw_->files.end()}, .reports = raw_->merged.reports()};
  }
  FleetCommand command{.settings = raw_->settings(),
                       .allow_remote = raw_->allow_remote,
                       .reports = raw_->reports.reports(),
                       .quiet = raw_->quiet};
  if (!raw_->trust.empty()) command.trust = raw_->trust;
  if (auto wrong = raw_->contradiction(command.settings); !wrong.empty()) return Mistake{std::move(wrong)};
  return command;
}

}  // namespace wsus::client
