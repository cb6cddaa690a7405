// Guards of ren and rd. Assumption: what is in use is refused as a whole, with the text for folders.
#include "client_sim/shell/folder_rules.hpp"

#include "client_sim/machine/paths.hpp"
#include "client_sim/shell/update_service.hpp"

#include <fmt/format.h>

#include <utility>

namespace wsus::client_shell::folder_rules {

namespace {

namespace paths = machine::paths;

constexpr std::string_view access_denied = "Access is denied.";
constexpr std::string_view in_use = "The process cannot access the file because it is being used by another process.";

/// Programs run from System32, and the user's own folder holds his part of the registry.
bool always_open(windows::Session const& session, std::string_view path) {
  return is_at_or_above(path, R"(C:\Windows\System32)") ||
         is_at_or_above(path, fmt::format(R"(C:\Users\{})", session.identity.user));
}

/// Windows itself knows what is installed on it; the datastore does not.
void forget_data_store(machine::DataStore& store) {
  auto installed = std::move(store.installed_updates);
  store = {};
  store.installed_updates = std::move(installed);
}

}  // namespace

windows::CommandResult refused(std::string_view sentence) { return {1, fmt::format("{}\n", sentence)}; }

windows::CommandResult wrong_syntax() { return refused("The syntax of the command is incorrect."); }

bool is_at_or_above(std::string_view outer, std::string_view inner) {
  if (inner.size() < outer.size() || !windows::equal_caseless(inner.substr(0, outer.size()), outer)) return false;
  return inner.size() == outer.size() || outer.ends_with('\\') || inner[outer.size()] == '\\';
}

std::optional<windows::CommandResult> held(machine::Machine& machine, windows::Session const& session,
                                           std::string_view path) {
  // The sharing violation of DataStore.edb is what one reads for the file; for a folder above it, it is the denial.
  bool const agent_runs = machine.services().is_running(update_service);
  if (always_open(session, path) || (agent_runs && is_at_or_above(path, paths::data_store))) {
    return refused(access_denied);
  }
  bool const is_data_store = windows::equal_caseless(path, paths::data_store_file);
  if (agent_runs && is_data_store) return refused(in_use);
  if (is_at_or_above(path, session.cwd) || (agent_runs && is_at_or_above(path, machine.agent_log_path()))) {
    return refused(in_use);
  }
  auto const security = machine.files().security(path);
  bool const allowed = security && security->allows(session.identity, windows::Access::modify);
  return allowed ? std::nullopt : std::optional(refused(access_denied));
}

void after_removal(machine::Machine& machine, std::string_view path) {
  if (is_at_or_above(path, paths::data_store_file)) forget_data_store(machine.data_store());
}

}  // namespace wsus::client_shell::folder_rules
