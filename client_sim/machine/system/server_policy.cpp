// Reads what the policy names.
#include "client_sim/machine/system/server_policy.hpp"

namespace wsus::machine {

ServerPolicy server_policy(Machine const& machine) {
  auto const text = [&](std::string_view name) { return machine.registry().get_text(keys::policy, name).value_or(""); };
  return {text("WUServer"), text("WUStatusServer")};
}

}  // namespace wsus::machine
