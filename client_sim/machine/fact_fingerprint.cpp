// Hashes the facts of a machine.
#include "client_sim/machine/fact_fingerprint.hpp"

#include "client_sim/machine/identity.hpp"
#include "client_sim/machine/paths.hpp"
#include "client_sim/machine/state_json.hpp"
#include "wsdl/wusp/draw.hpp"

#include <algorithm>

namespace wsus::machine {

namespace {

namespace json = boost::json;

bool is_the_agents_own(std::string_view path, Machine const& machine) {
  auto const folder = windows::to_lower(paths::software_distribution) + "\\";
  return windows::to_lower(path).starts_with(folder) || windows::equal_caseless(path, machine.agent_log_path());
}

}  // namespace

std::uint64_t fact_fingerprint(Machine const& machine) {
  auto registry = machine.registry();
  for (auto const name : {identity_values::sus_client_id, identity_values::sus_client_id_validation,
                          identity_values::ping_id, identity_values::account_domain_sid}) {
    registry.delete_value(keys::windows_update, name);
  }
  auto files = take_files(machine.files()).files;
  std::erase_if(files, [&machine](SnapshotFile const& file) { return is_the_agents_own(file.path, machine); });
  json::object const facts{{"registry", write_registry(registry)},
                           {"files", write_files(files)},
                           {"hardware", write_hardware(machine.hardware())},
                           {"system_info", write_system_info(machine.system_info())}};
  return std::max<std::uint64_t>(1, wusp::fnv1a(json::serialize(facts)));
}

}  // namespace wsus::machine
