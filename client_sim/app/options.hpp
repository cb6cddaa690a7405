// The command line of wua-sim as a value.
#pragma once

#include "client_sim/agent/agent_options.hpp"
#include "client_sim/app/fleet_options.hpp"
#include "client_sim/machine/machine.hpp"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace wsus::client {

enum class Action { scan, update, shell, why, fleet, fleet_merge };

/// Who asks the agent to scan.
enum class Caller { automatic_updates, configmgr };

/// What `wua-sim` was asked to do. Everything is checked but the paths, which pc_setup tries.
struct Options {
  Action action = Action::scan;
  machine::MachineOptions machine{};             ///< server_url is always set, but for why
  std::optional<std::filesystem::path> state{};  ///< why: always set
  std::optional<std::filesystem::path> log{};    ///< scan and update only
  std::optional<std::filesystem::path> trust{};  ///< certificates (PEM) trusted beside those of the system; not for why
  Caller caller = Caller::automatic_updates;     ///< not for why
  std::optional<std::filesystem::path> ccm_logs{};  ///< only with Caller::configmgr: a real folder for its two logs
  bool json = false;                                ///< scan, update and why only
  agent::AgentOptions agent{};                      ///< of this run: --state does not keep them
  std::vector<wusp::Guid> categories{};             ///< of a filtered scan; empty: everything
  bool no_drivers = false;                          ///< policy ExcludeWUDriversInQualityUpdate
  std::optional<unsigned> cycles{};                 ///< scan only: detection cycles in virtual time, 1 to 1000
  std::string update{};                             ///< why only: GUID, revision id or words of a title
  std::optional<FleetCommand> fleet{};              ///< fleet only, which has nothing of the above
  std::optional<FleetMergeCommand> merge{};         ///< fleet merge only, the same
};

/// The program ends here: help or version was asked for (code 0, text for the output), or the command line is wrong
/// (code 2, text for the error stream).
struct EndProgram {
  int exit_code = 0;
  std::string text{};
};

/// `arguments` without the program's name. Never throws for any text.
[[nodiscard]] std::variant<Options, EndProgram> parse_options(std::vector<std::string> const& arguments);

/// "+01:00", "-05:30": hours 0..14, minutes 0..59, at most 14:00 either way. Empty for anything else.
[[nodiscard]] std::optional<std::chrono::minutes> parse_utc_offset(std::string_view text);

}  // namespace wsus::client
