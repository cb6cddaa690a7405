// Who is the machine's WSUS server: see update_source.hpp.
#include "client_sim/configmgr/update_source.hpp"

#include "client_sim/machine/system/group_policy.hpp"
#include "windows/fs/caseless.hpp"

#include <string_view>

namespace wsus::configmgr {
namespace {

namespace keys = machine::keys;

std::string_view without_slash(std::string_view url) {
  if (url.ends_with('/')) url.remove_suffix(1);
  return url;
}

bool same_server(std::string_view a, std::string_view b) {
  return windows::equal_caseless(without_slash(a), without_slash(b));
}

bool names(machine::Machine const& machine, Site const& site) {
  bool const in_use = machine.registry().get_dword(keys::policy_au, "UseWUServer") == 1U;
  return in_use && same_server(policy_server(machine), site.update_point);
}

/// The machine's own policy with the client's values in it.
void point_at(machine::Machine& machine, std::string const& url) {
  machine::RegistryValue const server{.type = "REG_SZ", .text = url};
  machine::RegistryValue const one{.type = "REG_DWORD", .text = {}, .dword = 1};
  machine::PolicyList const wanted{{std::string(keys::policy), "WUServer", server},
                                   {std::string(keys::policy), "WUStatusServer", server},
                                   {std::string(keys::policy_au), "UseWUServer", one}};
  auto& policy = machine.system_state().policy;
  policy.local = machine::combined_policy(policy.local, wanted);
}

}  // namespace

std::string policy_server(machine::Machine const& machine) {
  return machine.registry().get_text(keys::policy, "WUServer").value_or("");
}

UpdateSource set_update_source(machine::Machine& machine, Site const& site) {
  if (names(machine, site)) return UpdateSource::known;
  point_at(machine, site.update_point);
  machine::refresh_group_policy(machine, true);
  return names(machine, site) ? UpdateSource::added : UpdateSource::overruled;
}

}  // namespace wsus::configmgr
