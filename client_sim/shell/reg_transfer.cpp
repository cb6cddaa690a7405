// reg import FILE and reg export KEY FILE [/y]: the registry from and to a file.
// Texts: from memory, English Windows (assumption).
#include "client_sim/shell/reg_file.hpp"
#include "client_sim/shell/reg_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wsus::client_shell::reg_parts {
namespace {

using windows::CommandResult;
using Kind = RegistryChange::Kind;

CommandResult import_failed() {
  return {1, "ERROR: Error opening the file. There may be a disk or file system error.\n"};
}

void apply(machine::Registry& registry, RegistryChange const& change) {
  switch (change.kind) {
  case Kind::create_key: registry.create_key(change.key); return;
  case Kind::delete_key: registry.delete_key(change.key); return;
  case Kind::set_value: registry.set(change.key, change.name, change.value); return;
  case Kind::delete_value: registry.delete_value(change.key, change.name); return;
  }
}

}  // namespace

windows::CommandResult import_file(machine::Machine& machine, windows::Session const& session,
                                   std::span<std::string const> words) {
  if (words.size() != 1) return invalid_syntax("import");
  auto const file = session.files.read(session.resolve(words.front()), session.identity);
  if (file.error) return import_failed();
  auto const changes = read_registry_file(file.content);
  if (!changes) return import_failed();
  if (!std::ranges::all_of(*changes, [&](auto const& change) { return may_write(session, change.key); }))
    return access_denied();
  for (auto const& change : *changes) apply(machine.registry(), change);
  return completed();
}

windows::CommandResult export_file(machine::Machine& machine, windows::Session const& session,
                                   std::span<std::string const> words) {
  bool const overwrite = words.size() == 3 && windows::equal_caseless(words[2], "/y");
  if (words.size() != 2 && !overwrite) return invalid_syntax("export");
  auto const key = machine::Registry::normalise(words[0]);
  if (!key || machine.registry().find_key(*key) == nullptr) return not_found();
  auto const path = session.resolve(words[1]);
  if (!overwrite && session.files.is_file(path))
    return unanswered(fmt::format("File {} already exists. Overwrite (Yes/No)? ", words[1]));
  if (session.files.write(path, write_registry_file(machine.registry(), *key), session.identity))
    return access_denied();
  return completed();
}

}  // namespace wsus::client_shell::reg_parts
