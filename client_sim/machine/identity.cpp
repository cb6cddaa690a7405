// Makes SusClientId and its companions.
#include "client_sim/machine/identity.hpp"

#include <fmt/format.h>

#include <cstddef>

namespace wsus::machine {

namespace {

using wusp::Guid;

std::string hex(Guid const& guid, std::size_t from, std::size_t count) {
  std::string text;
  for (std::size_t i = from; i < from + count; ++i) text += fmt::format("{:02X}", guid.bytes[i]);
  return text;
}

// Assumption: the content is opaque to the lab; the header and length only make it look like what agents write.
RegistryValue make_validation(Machine& machine) {
  auto const first = machine.next_guid();
  auto const second = machine.next_guid();
  return {.type = "REG_BINARY", .text = "06022800" + hex(first, 0, 16) + hex(second, 0, 16)};
}

// A SID S-1-5-21-a-b-c in its binary form: revision 1, four sub-authorities, authority 5, 21 and three numbers.
RegistryValue make_domain_sid(Machine& machine) {
  return {.type = "REG_BINARY", .text = "010400000000000515000000" + hex(machine.next_guid(), 0, 12)};
}

bool make_when_missing(Machine& machine, std::string_view name, RegistryValue (*make)(Machine&)) {
  if (machine.registry().get(keys::windows_update, name)) return false;
  machine.registry().set(keys::windows_update, name, make(machine));
  return true;
}

RegistryValue make_guid(Machine& machine) { return {.type = "REG_SZ", .text = to_string(machine.next_guid())}; }

}  // namespace

bool renew_missing_identity(Machine& machine) {
  bool const is_new = make_when_missing(machine, identity_values::sus_client_id, make_guid);
  make_when_missing(machine, identity_values::sus_client_id_validation, make_validation);
  make_when_missing(machine, identity_values::ping_id, make_guid);
  make_when_missing(machine, identity_values::account_domain_sid, make_domain_sid);
  return is_new;
}

std::string dns_name(Machine const& machine) {
  auto const& registry = machine.registry();
  auto const host = registry.get_text(keys::tcpip_parameters, "Hostname").value_or("");
  auto const domain = registry.get_text(keys::tcpip_parameters, "Domain").value_or("");
  return host.empty() || domain.empty() ? host : fmt::format("{}.{}", host, domain);
}

void write_host_name(Machine& machine) {
  std::string_view const name = machine.options().dns_name;
  auto const dot = name.find('.');
  auto& registry = machine.registry();
  registry.set_text(keys::tcpip_parameters, "Hostname", std::string(name.substr(0, dot)));
  registry.set_text(keys::tcpip_parameters, "Domain",
                    dot == std::string_view::npos ? std::string() : std::string(name.substr(dot + 1)));
}

std::optional<std::string> sus_client_id(Machine const& machine) {
  return machine.registry().get_text(keys::windows_update, identity_values::sus_client_id);
}

}  // namespace wsus::machine
