// reg delete KEY [/v NAME | /ve | /va] [/f]
#include "client_sim/shell/reg_parts.hpp"

#include <fmt/format.h>

namespace wsus::client_shell::reg_parts {

namespace {

using machine::Registry;

std::string question(Line const& line) {
  auto const key = Registry::long_path(line.key);
  if (line.all_values) return fmt::format("Delete all values under the registry key {} (Yes/No)? ", key);
  if (!line.name) return fmt::format("Permanently delete the registry key {} (Yes/No)? ", key);
  return fmt::format("Delete the registry value {} (Yes/No)? ", line.name->empty() ? "(Default)" : *line.name);
}

void delete_all_values(Registry& registry, std::string const& path) {
  auto const values = registry.find_key(path)->values;  // a copy: deleting changes the key's own map
  for (auto const& [name, value] : values) registry.delete_value(path, name);
}

}  // namespace

windows::CommandResult remove(machine::Machine& machine, windows::Session const& session,
                              std::span<std::string const> words) {
  auto const [line, error] = parse("delete", words, {"/v", "/ve", "/va", "/f"});
  if (error) return *error;
  if (!line.force) return unanswered(question(line));
  auto& registry = machine.registry();
  if (registry.find_key(line.key) == nullptr) return not_found();
  if (!may_write(session, line.key)) return access_denied();
  if (line.all_values) {
    delete_all_values(registry, line.key);
    return completed();
  }
  if (line.name) return registry.delete_value(line.key, *line.name) ? completed() : not_found();
  // Only a root is left that cannot be deleted (assumption: the text).
  return registry.delete_key(line.key) ? completed() : access_denied();
}

}  // namespace wsus::client_shell::reg_parts
