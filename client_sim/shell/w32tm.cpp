// w32tm /resync, /query /status|/source|/configuration, /config: the machine's clock (FM55). Texts of w32tm.exe: those
// of /resync and their codes are public (C), the layout of /query /status too; values are the lab's (README.md).
#include "client_sim/machine/identity.hpp"
#include "client_sim/shell/commands.hpp"
#include "client_sim/shell/lab_knows.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <span>
#include <string>

namespace wsus::client_shell {

namespace {

using machine::Machine;
using windows::CommandResult;
using Words = std::span<std::string const>;

constexpr std::string_view known =
    "w32tm /resync [/rediscover] [/force] [/nowait], w32tm /query /status|/source|/configuration, w32tm /config "
    "/syncfromflags:domhier|manual|no [/manualpeerlist:PEERS] [/update]";
constexpr std::string_view parameters_key = R"(HKLM\SYSTEM\CurrentControlSet\Services\W32Time\Parameters)";

/// Exit code and text of an HRESULT from a Win32 error.
CommandResult error(std::string_view sentence, unsigned win32) {
  constexpr unsigned facility_win32 = 0x80070000U;
  auto const code = facility_win32 | win32;
  return {static_cast<int>(code), fmt::format("The following error occurred: {} (0x{:08X})\n", sentence, code)};
}

CommandResult unknown(Words words) {
  return lab_knows({1, fmt::format("The command line could not be understood: {}\n", fmt::join(words, " "))}, known);
}

/// "NT5DS" (the domain), "NTP" (a list of servers) or "NoSync".
std::string type_of(Machine& machine) { return machine.registry().get_text(parameters_key, "Type").value_or("NT5DS"); }

std::string source_of(Machine& machine) {
  if (windows::equal_caseless(type_of(machine), "NTP")) {
    return machine.registry().get_text(parameters_key, "NtpServer").value_or("time.windows.com,0x9");
  }
  auto const name = machine::dns_name(machine);
  auto const dot = name.find('.');
  return dot == std::string::npos ? "time.windows.com,0x9" : fmt::format("dc01{}", name.substr(dot));
}

bool is_synchronised(Machine& machine) {
  return machine.system_state().clock_offset == wusp::Ticks{} && !windows::equal_caseless(type_of(machine), "NoSync");
}

CommandResult resync(Machine& machine) {
  std::string const sending = "Sending resync command to local computer\n";
  if (windows::equal_caseless(type_of(machine), "NoSync"))
    return {0, sending + "The computer did not resync because no time data was available.\n"};
  machine.system_state().clock_offset = {};
  return {0, sending + "The command completed successfully.\n"};
}

CommandResult status(Machine& machine) {
  bool const good = is_synchronised(machine);
  auto const local = std::chrono::floor<std::chrono::seconds>(machine.local_now());
  // Assumption: the last poll was just now; one that never succeeded is unspecified.
  auto const last = good ? fmt::format("{:%m/%d/%Y %I:%M:%S %p}", local) : std::string("unspecified");
  return {0, fmt::format("Leap Indicator: {}\n"
                         "Stratum: {}\n"
                         "Precision: -23 (119.209ns per tick)\n"
                         "Root Delay: 0.0000000s\n"
                         "Root Dispersion: 10.0000000s\n"
                         "ReferenceId: {}\n"
                         "Last Successful Sync Time: {}\n"
                         "Source: {}\n"
                         "Poll Interval: 10 (1024s)\n\n",
                         good ? "0(no warning)" : "3(not synchronized)",
                         good ? "4 (secondary reference - syncd by (S)NTP)" : "0 (unspecified)",
                         good ? "0x00000000 (unspecified)" : "0x4C4F434C (source name:  \"LOCL\")", last,
                         good ? source_of(machine) : "Local CMOS Clock")};
}

CommandResult configuration(Machine& machine) {
  return {
      0, fmt::format("[Configuration]\n\nType: {} (Local)\n\n[TimeProviders]\n\nNtpClient (Local)\nEnabled: 1 (Local)\n"
                     "NtpServer: {} (Local)\n\n",
                     type_of(machine), source_of(machine))};
}

std::optional<std::string> value_of(Words words, std::string_view option) {
  for (auto const& word : words) {
    if (word.size() >= option.size() &&
        windows::equal_caseless(std::string_view(word).substr(0, option.size()), option))
      return word.substr(option.size());
  }
  return std::nullopt;
}

CommandResult configure(Machine& machine, Words words) {
  auto const flags = value_of(words, "/syncfromflags:");
  auto const peers = value_of(words, "/manualpeerlist:");
  bool const wrong = std::any_of(words.begin(), words.end(), [](std::string const& word) {
    auto const option = windows::to_lower(word);
    return !option.starts_with("/syncfromflags:") && !option.starts_with("/manualpeerlist:") && option != "/update" &&
           !option.starts_with("/reliable:");
  });
  auto const wanted = windows::to_lower(flags.value_or("domhier"));
  auto const type = wanted == "domhier"                     ? "NT5DS"
                    : wanted == "manual" || wanted == "all" ? "NTP"
                    : wanted == "no"                        ? "NoSync"
                                                            : "";
  if (wrong || std::string_view(type).empty() || words.empty()) return unknown(words);
  if (flags) machine.registry().set_text(parameters_key, "Type", type);
  if (peers) machine.registry().set_text(parameters_key, "NtpServer", *peers);
  return {0, "The command completed successfully.\n"};
}

CommandResult query(Machine& machine, Words words) {
  auto const what = words.empty() ? std::string() : windows::to_lower(words[0]);
  if (what == "/status") return status(machine);
  if (what == "/source")
    return {0, fmt::format("{}\n", is_synchronised(machine) ? source_of(machine) : "Local CMOS Clock")};
  if (what == "/configuration") return configuration(machine);
  return unknown(words);
}

CommandResult run(Machine& machine, bool elevated, Words words) {
  constexpr unsigned service_not_active = 1062;
  if (words.empty() || words[0] == "/?") {
    return lab_knows(
        {0, "w32tm [/? | /register | /unregister ]\nw32tm /config ...\nw32tm /query ...\nw32tm /resync ...\n"}, known);
  }
  auto const verb = windows::to_lower(words[0]);
  auto const rest = words.subspan(1);
  if (verb != "/resync" && verb != "/query" && verb != "/config") return unknown(words);
  if (verb != "/query" && !elevated) return error("Access is denied.", 5);
  if (verb == "/config") return configure(machine, rest);
  if (!machine.services().is_running("w32time")) return error("The service has not been started.", service_not_active);
  if (verb == "/query") return query(machine, rest);
  bool const known_options = std::all_of(rest.begin(), rest.end(), [](std::string const& word) {
    auto const option = windows::to_lower(word);
    return option == "/rediscover" || option == "/force" || option == "/nowait" || option == "/soft";
  });
  return known_options ? resync(machine) : unknown(words);
}

}  // namespace

windows::Command w32tm(Machine& machine) {
  return {.name = "w32tm",
          .summary = "w32tm /resync | /query /status|/source | /config ...",
          .run = [&machine](windows::Session& session, windows::Arguments const& arguments) {
            return run(machine, session.identity.elevated, arguments.words);
          }};
}

}  // namespace wsus::client_shell
