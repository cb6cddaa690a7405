// Reads the command line of wua-sim with CLI11.
#include "client_sim/app/options.hpp"

#include "client_sim/app/fleet_options.hpp"
#include "client_sim/app/option_checks.hpp"
#include "windows/prompt/prompt.hpp"
#include "wsdl/command_line/page_options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <sstream>

namespace wsus::client {

namespace {

std::string check_profile(std::string const& text) {
  if (machine::find_profile(text)) return {};
  return fmt::format("\"{}\" is no profile; allowed are {}", text, machine::profile_names());
}

/// "w7|w8": what help and completion offer.
std::string profile_words() {
  std::string text;
  for (auto const& profile : machine::all_profiles())
    text += fmt::format("{}{}", text.empty() ? "" : "|", profile.name);
  return text;
}

/// The rules of NetBIOS names that also make a DNS label.
std::string check_name(std::string const& text) {
  auto const allowed = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  };
  bool const good = !text.empty() && text.size() <= 15 && std::ranges::all_of(text, allowed) && text.front() != '-' &&
                    text.back() != '-';
  if (good) return {};
  return fmt::format("\"{}\" is no computer name; allowed are 1 to 15 letters, digits and inner hyphens", text);
}

std::string check_utc_offset(std::string const& text) {
  if (parse_utc_offset(text)) return {};
  return fmt::format("\"{}\" is no offset; allowed are -14:00 to +14:00, as in +01:00", text);
}

constexpr unsigned most_devices = 1000;

std::optional<unsigned> parse_devices(std::string_view text) {
  auto const number = parse_seed(text);
  if (!number || *number > most_devices) return std::nullopt;
  return static_cast<unsigned>(*number);
}

std::string check_devices(std::string const& text) {
  if (parse_devices(text)) return {};
  return fmt::format("\"{}\" is no number of devices; allowed are 0 to {}", text, most_devices);
}

constexpr unsigned most_cycles = 1000;

std::optional<unsigned> parse_cycles(std::string_view text) {
  auto const number = parse_seed(text);
  if (!number || *number < 1 || *number > most_cycles) return std::nullopt;
  return static_cast<unsigned>(*number);
}

std::string check_cycles(std::string const& text) {
  if (parse_cycles(text)) return {};
  return fmt::format("\"{}\" is no number of cycles; allowed are 1 to {}", text, most_cycles);
}

std::string check_category(std::string const& text) {
  if (wusp::parse_guid(text)) return {};
  return fmt::format("\"{}\" is no category; allowed are GUIDs, with commas between them", text);
}

struct CallerName {
  std::string_view name;
  Caller caller;
};
constexpr std::array<CallerName, 2> callers{
    {{"automatic_updates", Caller::automatic_updates}, {"configmgr", Caller::configmgr}}};

CallerName const* find_caller(std::string_view text) {
  auto const* const row = std::ranges::find(callers, text, &CallerName::name);
  return row != callers.end() ? row : nullptr;
}

std::string check_caller(std::string const& text) {
  if (find_caller(text) != nullptr) return {};
  return fmt::format("\"{}\" is no caller of scans; allowed are automatic_updates and configmgr", text);
}

/// The options as CLI11 fills them.
struct Raw {
  std::string server{};
  std::string name = "PC01";
  std::string utc_offset = "+01:00";
  std::string state{};
  std::string log{};
  std::string trust{};
  std::string profile = "w11";
  std::string seed = "1";
  std::string update{};
  std::string devices = "0";
  std::string caller = "automatic_updates";
  std::string ccm_logs{};
  std::string cycles{};
  std::vector<std::string> categories{};
  std::vector<std::string> agent{};
  bool no_drivers = false;
  bool json = false;
};

/// What says which machine it is; a kept one must agree.
void add_state_options(CLI::App& command, Raw& raw) {
  command.add_option("--profile", raw.profile, "generation of the agent: " + profile_help())
      ->type_name(profile_words())
      ->check(check_profile)
      ->capture_default_str();
  command.add_option("--state", raw.state, "keep the machine in this folder between runs")
      ->type_name("DIR")
      ->check(check_path);
  command.add_option("--name", raw.name, "name of the machine")
      ->type_name("NAME")
      ->check(check_name)
      ->capture_default_str();
}

void add_machine_options(CLI::App& command, Raw& raw) {
  command.add_option("--server", raw.server, "the WSUS server: http://HOST:PORT (policy WUServer)")
      ->type_name("URL")
      ->required()
      ->check(check_server);
  add_state_options(command, raw);
  command
      .add_option("--trust", raw.trust,
                  "certificate of an authority (PEM) that is trusted beside those of this system, for https")
      ->type_name("FILE")
      ->check(check_path);
  command.add_option("--seed", raw.seed, "seed of every identifier the machine makes")
      ->type_name("N")
      ->check(check_seed)
      ->capture_default_str();
  command.add_option("--utc-offset", raw.utc_offset, "local time of the machine's log")
      ->type_name("+HH:MM")
      ->check(check_utc_offset)
      ->capture_default_str();
  command
      .add_option("--devices", raw.devices,
                  "how many devices the driver pass tells of; a real PC has about 70; 0: those that --state keeps")
      ->type_name("N")
      ->check(check_devices)
      ->capture_default_str();
  command.add_flag("--no-drivers", raw.no_drivers, "no driver pass (policy ExcludeWUDriversInQualityUpdate)");
  command
      .add_option("--caller", raw.caller,
                  "who asks for scans: automatic_updates, or configmgr: the Configuration Manager client, "
                  "which also writes WUAHandler.log and ScanAgent.log (C:\\Windows\\CCM\\Logs)")
      ->type_name("automatic_updates|configmgr")
      ->check(check_caller)
      ->capture_default_str();
  command.add_option("--ccm-logs", raw.ccm_logs, "with --caller configmgr: this folder is C:\\Windows\\CCM\\Logs")
      ->type_name("DIR")
      ->check(check_path);
  command.add_option("--agent", raw.agent, "a setting of the agent, listed below; may be given again for another one")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false)
      ->check(check_agent_option);
  command.footer(agent_help());
}

/// Of the commands that scan once and report.
void add_scan_options(CLI::App& command, Raw& raw) {
  add_machine_options(command, raw);
  command.add_option("--log", raw.log, "append the agent's log to this file")->type_name("FILE")->check(check_path);
  command.add_flag("--json", raw.json, "print the result as JSON and nothing else");
  command.add_option("--categories", raw.categories, "scan only for these categories")
      ->type_name("GUID,...")
      ->delimiter(',')
      ->check(check_category);
}

/// Of `scan` alone.
void add_cycles(CLI::App& scan, Raw& raw) {
  scan.add_option("--cycles", raw.cycles,
                  "this many detection cycles, one after the other: the hours between them are skipped")
      ->type_name("N")
      ->check(check_cycles);
}

CLI::App* add_why(CLI::App& app, Raw& raw) {
  auto* why = app.add_subcommand("why", "say why an update is offered to a kept machine or not");
  why->add_option("UPDATE", raw.update, "GUID, revision id, or words of the title (KB number)")
      ->type_name("")
      ->required();
  add_state_options(*why, raw);
  why->get_option("--state")->required();
  why->add_flag("--json", raw.json, "print the verdict as JSON and nothing else");
  return why;
}

Options finished(Raw const& raw, Action action) {
  Options options{.action = action, .json = raw.json};
  options.machine.name = raw.name;
  options.machine.dns_name = windows::to_lower(raw.name) + ".lab.example";
  options.machine.profile = *machine::find_profile(raw.profile);
  options.machine.seed = *parse_seed(raw.seed);
  options.machine.utc_offset = *parse_utc_offset(raw.utc_offset);
  options.machine.server_url = raw.server;
  options.machine.devices = *parse_devices(raw.devices);
  options.no_drivers = raw.no_drivers;
  options.caller = find_caller(raw.caller)->caller;
  if (!raw.ccm_logs.empty()) options.ccm_logs = raw.ccm_logs;
  for (auto const& text : raw.agent) set_agent_option(text, options.agent);
  for (auto const& text : raw.categories) options.categories.push_back(*wusp::parse_guid(text));
  if (!raw.cycles.empty()) options.cycles = parse_cycles(raw.cycles);
  if (!raw.state.empty()) options.state = raw.state;
  if (!raw.log.empty()) options.log = raw.log;
  if (!raw.trust.empty()) options.trust = raw.trust;
  options.update = raw.update;
  return options;
}

std::variant<Options, EndProgram> finished(FleetOptions const& given) {
  auto command = given.command();
  if (auto const* mistake = std::get_if<fleet::Mistake>(&command)) return EndProgram{2, mistake->what + "\n"};
  Options options{.action = Action::fleet};
  if (auto* run = std::get_if<FleetCommand>(&command)) {
    options.fleet = std::move(*run);
  } else {
    options.action = Action::fleet_merge;
    options.merge = std::get<FleetMergeCommand>(std::move(command));
  }
  return options;
}

std::optional<int> two_digits(std::string_view text) {
  int value = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  bool const good = text.size() == 2 && text[0] != '-' && error == std::errc{} && end == text.data() + text.size();
  return good ? std::optional(value) : std::nullopt;
}

}  // namespace

std::optional<std::chrono::minutes> parse_utc_offset(std::string_view text) {
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  auto const hours = two_digits(text.substr(1, 2));
  auto const minutes = two_digits(text.substr(4, 2));
  if (!hours || !minutes || *minutes > 59) return std::nullopt;
  auto const offset = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
  if (offset > std::chrono::hours(14)) return std::nullopt;
  return text[0] == '-' ? -offset : offset;
}

std::variant<Options, EndProgram> parse_options(std::vector<std::string> const& arguments) {
  CLI::App app("A simulated Windows machine with its update agent, for a WSUS server of your choice.", "wua-sim");
  app.set_version_flag("--version", "wua-sim " WSUS_VERSION);
  app.footer(
      "Exit codes of scan and update: 0 it succeeded, 1 it failed, 2 wrong usage or a path that cannot be used.\n"
      "Exit code of shell: that of the last command typed.\n"
      "Exit codes of why: 0 the update was found, 1 it was not, 2 as for scan.\n"
      "Exit codes of fleet: as those of scan, for all of its scans.");
  app.require_subcommand(1);
  Raw raw;
  auto* scan = app.add_subcommand("scan", "scan for updates once and say how it ended");
  add_scan_options(*scan, raw);
  add_cycles(*scan, raw);
  auto* update = app.add_subcommand("update", "scan, download and install what is needed, and report it");
  add_scan_options(*update, raw);
  auto* shell = app.add_subcommand("shell", "an elevated prompt at the machine; reads commands from standard input");
  add_machine_options(*shell, raw);
  auto* why = add_why(app, raw);
  FleetOptions const fleet(app);
  command_line::add_page_options(app);

  constexpr std::array<std::string_view, 5> commands{"scan", "update", "shell", "why", "fleet"};
  if (!arguments.empty() && !arguments[0].starts_with('-') &&
      std::ranges::find(commands, arguments[0]) == commands.end())
    return EndProgram{2, fmt::format("\"{}\" is no command; allowed are scan, update, shell, why and fleet\n"
                                     "Run with --help for more information.\n",
                                     arguments[0])};
  auto reversed = arguments;  // CLI11 takes a vector from its end
  std::ranges::reverse(reversed);
  try {
    app.parse(std::move(reversed));
  } catch (CLI::ParseError const& error) {
    std::ostringstream text;
    int const code = app.exit(error, text, text);
    return EndProgram{.exit_code = code == 0 ? 0 : 2, .text = text.str()};
  }
  if (!raw.ccm_logs.empty() && find_caller(raw.caller)->caller != Caller::configmgr)
    return EndProgram{2,
                      fmt::format("--ccm-logs {}: no Configuration Manager client asks for scans in this run; allowed "
                                  "is --ccm-logs together with --caller configmgr\n",
                                  raw.ccm_logs)};
  if (fleet.parsed()) return finished(fleet);
  if (why->parsed()) return finished(raw, Action::why);
  if (scan->parsed()) return finished(raw, Action::scan);
  return finished(raw, update->parsed() ? Action::update : Action::shell);
}

}  // namespace wsus::client
