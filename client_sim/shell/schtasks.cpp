// schtasks /create /sc minute | /delete | /query: tasks that run every few minutes (FM66: one that stops a service).
// The texts of schtasks.exe are an assumption (from memory, English Windows).
#include "client_sim/machine/system/scheduled_tasks.hpp"
#include "client_sim/shell/commands.hpp"
#include "client_sim/shell/lab_knows.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace wsus::client_shell {

namespace {

using machine::Machine;
using windows::CommandResult;
using windows::equal_caseless;

constexpr int longest = 1'439;  // minutes, as /mo has it
constexpr std::string_view known =
    "schtasks /create /tn NAME /tr \"LINE\" /sc minute [/mo 1 to 1439] [/ru SYSTEM] [/f], "
    "schtasks /delete /tn NAME /f, schtasks /query [/tn NAME]";
constexpr std::string_view usage = "SCHTASKS /parameter [arguments]\n\n"
                                   "Parameter List:\n"
                                   "    /Create         Creates a new scheduled task.\n\n"
                                   "    /Delete         Deletes the scheduled task(s).\n\n"
                                   "    /Query          Displays all scheduled tasks.\n\n";

struct Line {
  std::string name{};  ///< /tn
  std::string run{};   ///< /tr
  std::string schedule{};
  std::string every = "1";
  std::string account{};  ///< /ru; every task is the system's, whatever it says
  bool force = false;
};

CommandResult wrong(std::string_view what) {
  return lab_knows({1, fmt::format("ERROR: {}\nType \"SCHTASKS /?\" for usage.\n", what)}, known);
}

/// Where the value of an option goes; null: it is none of those with a value.
std::string* place_of(Line& line, std::string_view option) {
  if (equal_caseless(option, "/tn")) return &line.name;
  if (equal_caseless(option, "/tr")) return &line.run;
  if (equal_caseless(option, "/sc")) return &line.schedule;
  if (equal_caseless(option, "/mo")) return &line.every;
  return equal_caseless(option, "/ru") ? &line.account : nullptr;
}

/// Empty: the line has been read; else what is wrong.
std::optional<std::string> read(std::span<std::string const> words, Line& line) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (equal_caseless(words[i], "/f")) {
      line.force = true;
      continue;
    }
    auto* const place = place_of(line, words[i]);
    if (place == nullptr) return fmt::format("Invalid argument/option - '{}'.", words[i]);
    if (i + 1 == words.size()) return fmt::format("Invalid syntax. Value expected for '{}'.", words[i]);
    *place = words[++i];
  }
  if (line.name.starts_with('\\')) line.name.erase(0, 1);
  return std::nullopt;
}

std::optional<std::chrono::minutes> minutes_of(std::string_view text) {
  int number = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  bool const whole = error == std::errc{} && end == text.data() + text.size();
  return whole && number >= 1 && number <= longest ? std::optional(std::chrono::minutes(number)) : std::nullopt;
}

bool exists(Machine const& machine, std::string_view name) {
  auto const tasks = machine::scheduled_tasks(machine.registry());
  return std::ranges::any_of(tasks, [&](auto const& task) { return equal_caseless(task.name, name); });
}

CommandResult create(Machine& machine, Line const& line) {
  if (line.name.empty()) return wrong("Invalid syntax. Mandatory option 'tn' is missing.");
  if (line.run.empty()) return wrong("Invalid syntax. Mandatory option 'tr' is missing.");
  if (line.name.find('\\') != std::string::npos)
    return wrong("Invalid syntax. /TN: folders of tasks are not simulated.");
  if (!equal_caseless(line.schedule, "minute")) return wrong("Invalid Schedule Type specified.");
  auto const every = minutes_of(line.every);
  if (!every) return wrong("Invalid value for /MO option.");
  if (!line.force && exists(machine, line.name)) {  // nobody is there to answer
    return {
        1, fmt::format("WARNING: The task name \"{}\" already exists. Do you want to replace it (Y/N)? \n", line.name)};
  }
  machine::add_task(machine.registry(), {.name = line.name, .line = line.run, .every = *every, .last = machine.now()});
  return {0, fmt::format("SUCCESS: The scheduled task \"{}\" has successfully been created.\n", line.name)};
}

CommandResult remove(Machine& machine, Line const& line) {
  if (line.name.empty()) return wrong("Invalid syntax. Mandatory option 'tn' is missing.");
  if (!exists(machine, line.name)) return {1, "ERROR: The system cannot find the file specified.\n"};
  if (!line.force) {
    return {1, fmt::format("WARNING: Are you sure you want to remove the task \"{}\" (Y/N)? \n", line.name)};
  }
  machine::remove_task(machine.registry(), line.name);
  return {0, fmt::format("SUCCESS: The scheduled task \"{}\" was successfully deleted.\n", line.name)};
}

CommandResult query(Machine const& machine, Line const& line) {
  std::string rows;
  for (auto const& task : machine::scheduled_tasks(machine.registry())) {
    if (!line.name.empty() && !equal_caseless(task.name, line.name)) continue;
    auto const next = std::chrono::floor<std::chrono::seconds>(task.last + task.every + machine.options().utc_offset);
    rows += fmt::format("{:<40} {:<22} {:<15}\n", task.name, fmt::format("{:%m/%d/%Y %H:%M:%S}", next), "Ready");
  }
  if (rows.empty() && !line.name.empty()) return {1, "ERROR: The system cannot find the file specified.\n"};
  if (rows.empty()) return {0, "INFO: There are no scheduled tasks presently available at your access level.\n"};
  return {0, fmt::format("\nFolder: \\\n{:<40} {:<22} {:<15}\n{:=<40} {:=<22} {:=<15}\n{}", "TaskName", "Next Run Time",
                         "Status", "", "", "", rows)};
}

CommandResult run(Machine& machine, bool elevated, std::vector<std::string> const& words) {
  if (words.empty() || words[0] == "/?") return lab_knows({0, std::string(usage)}, known);
  Line line;
  auto const what_is_wrong = read(std::span(words).subspan(1), line);
  if (what_is_wrong) return wrong(*what_is_wrong);
  if (equal_caseless(words[0], "/query")) return query(machine, line);
  bool const creating = equal_caseless(words[0], "/create");
  if (!creating && !equal_caseless(words[0], "/delete")) {
    return wrong(fmt::format("Invalid argument/option - '{}'.", words[0]));
  }
  if (!elevated) return {1, "ERROR: Access is denied.\n"};
  return creating ? create(machine, line) : remove(machine, line);
}

}  // namespace

windows::Command schtasks(Machine& machine) {
  return {.name = "schtasks",
          .summary = "schtasks /create /tn NAME /tr LINE /sc minute | /delete /tn NAME /f | /query",
          .run = [&machine](windows::Session& session, windows::Arguments const& arguments) {
            return run(machine, session.identity.elevated, arguments.words);
          }};
}

}  // namespace wsus::client_shell
