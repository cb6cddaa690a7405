// Who is the machine's WSUS server: see update_source.hpp.
#include "client_sim/configmgr/update_source.hpp"

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

void point_at(machine::Registry& registry, std::string const& url) {
  registry.set_text(keys::policy, "WUServer", url);
  registry.set_text(keys::policy, "WUStatusServer", url);
  registry.set_dword(keys::policy_au, "UseWUServer", 1);
}

}  // namespace

UpdateSource set_update_source(machine::Registry& registry, Site const& site) {
  if (site.domain_server && !same_server(*site.domain_server, site.update_point)) {
    point_at(registry, *site.domain_server);
    return UpdateSource::overruled;
  }
  auto const server = registry.get_text(keys::policy, "WUServer");
  bool const in_use = registry.get_dword(keys::policy_au, "UseWUServer") == 1U;
  if (server && in_use && same_server(*server, site.update_point)) return UpdateSource::known;
  point_at(registry, site.update_point);
  return UpdateSource::added;
}

}  // namespace wsus::configmgr
