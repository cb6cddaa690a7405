// reg query KEY [/v NAME | /ve] [/s]
#include "client_sim/shell/reg_parts.hpp"

#include <fmt/format.h>

namespace wsus::client_shell::reg_parts {

namespace {

using machine::Registry;
using machine::RegistryValue;
using windows::CommandResult;

std::string value_line(std::string_view name, RegistryValue const& value) {
  auto const data = value.type == "REG_DWORD" ? fmt::format("{:#x}", value.dword) : value.text;
  return fmt::format("    {}    {}    {}\n", name.empty() ? "(Default)" : name, value.type, data);
}

/// The key's path, its values (one of them when `name` is given) and an empty line; nothing when it has none.
std::string block(Registry::Key const& key, std::optional<std::string> const& name) {
  std::string values;
  for (auto const& [value_name, value] : key.values) {
    if (!name || windows::equal_caseless(value_name, *name)) values += value_line(value_name, value);
  }
  return values.empty() ? values : fmt::format("{}\n{}\n", Registry::long_path(key.path), values);
}

struct Search {
  std::string output{};
  unsigned matches = 0;
};

void search_below(Registry const& registry, Registry::Key const& key, std::optional<std::string> const& name,
                  Search& search) {
  auto const text = block(key, name);
  if (!text.empty()) ++search.matches;
  search.output += text;
  for (auto const& path : registry.subkeys(key.path)) search_below(registry, *registry.find_key(path), name, search);
}

CommandResult query_tree(Registry const& registry, Registry::Key const& key, std::optional<std::string> const& name) {
  Search search{.output = "\n"};
  search_below(registry, key, name, search);
  if (!name) return {0, search.output};
  return {search.matches == 0 ? 1 : 0,
          fmt::format("{}End of search: {} match(es) found.\n", search.output, search.matches)};
}

CommandResult query_key(Registry const& registry, Registry::Key const& key) {
  auto output = fmt::format("\n{}", block(key, std::nullopt));
  for (auto const& path : registry.subkeys(key.path)) output += Registry::long_path(path) + "\n";
  return {0, output};
}

}  // namespace

CommandResult query(machine::Machine& machine, std::span<std::string const> words) {
  auto const [line, error] = parse("query", words, {"/v", "/ve", "/s"});
  if (error) return *error;
  auto const& registry = machine.registry();
  auto const* const key = registry.find_key(line.key);
  if (key == nullptr) return not_found();
  if (line.subkeys) return query_tree(registry, *key, line.name);
  if (!line.name) return query_key(registry, *key);
  auto const text = block(*key, line.name);
  return text.empty() ? not_found() : CommandResult{0, fmt::format("\n{}", text)};
}

}  // namespace wsus::client_shell::reg_parts
