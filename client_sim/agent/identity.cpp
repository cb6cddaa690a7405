// Identity of the client as requests carry it.
#include "client_sim/agent/identity.hpp"

#include "client_sim/machine/identity.hpp"
#include "wsdl/wusp/date_time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace wsus::agent {

std::string client_id(machine::Machine const& machine) {
  return machine.registry().get_text(machine::keys::windows_update, "SusClientId").value_or("");
}

std::string protocol_version(machine::Machine const& machine) {
  auto const written = machine.registry().get_text(agent_settings_key, "ProtocolVersion");
  return written ? *written : std::string(traits_of(machine.options().profile).protocol_version);
}

std::vector<StartCategoryScanCall::Relationship> searched_categories(machine::Machine const& machine) {
  constexpr std::uint32_t most = 1'000;
  constexpr std::string_view made_up = "ca7e6042-0000-4000-8000-000000000001";
  auto const wanted = machine.registry().get_dword(agent_settings_key, "SearchCategories").value_or(0);
  std::vector<wusp::Guid> known;
  if (wanted == 0) return {};
  for (auto const& [id, update] : machine.data_store().updates) {
    if (update.is_category) known.push_back(update.update_id);
  }
  if (known.empty()) known.push_back(wusp::parse_guid(made_up).value_or(wusp::Guid{}));
  std::vector<StartCategoryScanCall::Relationship> categories;
  categories.reserve(std::min(wanted, most));
  while (categories.size() < std::min(wanted, most)) {
    auto const group = static_cast<int>(categories.size());
    categories.push_back({.index_of_and_group = group, .category_id = known[categories.size() % known.size()]});
  }
  return categories;
}

std::optional<std::string> target_group(machine::Machine const& machine) {
  auto const& registry = machine.registry();
  if (registry.get_dword(machine::keys::policy, "TargetGroupEnabled").value_or(1) != 1) return std::nullopt;
  auto group = registry.get_text(machine::keys::policy, "TargetGroup");
  if (group && group->empty()) return std::nullopt;
  return group;
}

RegisterComputerCall registration(machine::Machine const& machine, machine::ClientCookie const& cookie) {
  auto const& options = machine.options();
  auto const& info = machine.system_info();
  return {cookie,
          machine::dns_name(machine),
          machine.facts(),
          std::string(traits_of(options.profile).client_version),
          info.service_pack_major,
          info.service_pack_minor};
}

std::string registration_data(machine::Machine const& machine) {
  auto const call = registration(machine, {});
  auto const& facts = call.facts;
  return fmt::format("{}|{}|{}|{}.{}.{}.{}.{}|{}|{}|{}|{}|{}|{}", client_id(machine), call.dns_name,
                     call.client_version, facts.os_major, facts.os_minor, facts.os_build, call.service_pack_major,
                     call.service_pack_minor, facts.product_type, facts.processor_architecture, facts.os_description,
                     facts.manufacturer, facts.model, facts.locale);
}

std::string wire_time(machine::Machine const& machine) {
  return wusp::to_xsd_date_time(std::chrono::floor<std::chrono::seconds>(machine.now()));
}

bool is_valid(std::optional<machine::ClientCookie> const& cookie, wusp::UtcTime now) {
  if (!cookie) return false;
  auto const expiration = wusp::parse_xsd_date_time(cookie->expiration);
  return expiration && *expiration > now;
}

}  // namespace wsus::agent
