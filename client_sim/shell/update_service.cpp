// Starts wuauserv and asks the agent for a scan.
#include "client_sim/shell/update_service.hpp"

#include "client_sim/machine/paths.hpp"

namespace wsus::client_shell {

namespace {

/// After ren or rd the agent makes its folders anew. Where a file has such a name it goes without: the lab's datastore
/// is not on the drive.
void make_agent_folders(windows::FileSystem& files) {
  namespace paths = machine::paths;
  if (files.is_file(paths::software_distribution)) return;
  for (auto const path : {paths::data_store, paths::download}) {
    if (!files.is_file(path)) files.make_directory(path);
  }
  if (files.is_directory(paths::data_store) && !files.is_file(paths::data_store_file)) {
    files.write_as_system(paths::data_store_file, paths::data_store_text);
  }
}

}  // namespace

void start_service(machine::Machine& machine, AgentControl const& agent, std::string_view name) {
  machine.services().set_state(name, machine::ServiceState::running);
  if (!windows::equal_caseless(name, update_service)) return;
  make_agent_folders(machine.files());
  if (agent.service_started) agent.service_started();
}

bool wake_update_service(machine::Machine& machine, AgentControl const& agent) {
  auto const* const service = machine.services().find(update_service);
  if (service == nullptr || service->is_disabled()) return false;
  if (!service->is_running()) start_service(machine, agent, update_service);
  return true;
}

void start_update(machine::Machine& machine, AgentControl const& agent) {
  if (!agent.update_now) return start_detection(machine, agent);
  if (wake_update_service(machine, agent)) agent.update_now();
}

void start_detection(machine::Machine& machine, AgentControl const& agent) {
  if (wake_update_service(machine, agent) && agent.detect_now) agent.detect_now();
}

}  // namespace wsus::client_shell
