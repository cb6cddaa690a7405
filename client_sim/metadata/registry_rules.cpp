// RegKeyExists, RegValueExists, RegDword, RegSz: rules that look into the machine's registry. RegType32 is not heeded:
// the simulated registry has one view (assumption).
#include "client_sim/metadata/comparison.hpp"
#include "client_sim/metadata/rules.hpp"
#include "windows/prompt/prompt.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>

namespace wsus::metadata {
namespace {

/// "HKEY_LOCAL_MACHINE\SOFTWARE\x"; empty when the root is none that a registry has.
std::optional<std::string> key_of(pugi::xml_node rule) {
  std::string path = rule.attribute("Key").value();
  std::string const subkey = rule.attribute("Subkey").value();
  if (!subkey.empty()) path += "\\" + subkey;
  return machine::Registry::normalise(path);
}

std::optional<machine::RegistryValue> value_of(pugi::xml_node rule, machine::Machine const& machine) {
  auto const key = key_of(rule);
  if (!key) return std::nullopt;
  return machine.registry().get(*key, rule.attribute("Value").value());
}

bool compare_text(std::string const& found, std::string const& wanted, std::string_view comparison) {
  // Letter case does not matter (assumption).
  auto const a = windows::to_lower(found);
  auto const b = windows::to_lower(wanted);
  if (comparison == "EqualTo") return a == b;
  if (comparison == "BeginsWith") return a.starts_with(b);
  if (comparison == "Contains") return a.find(b) != std::string::npos;
  if (comparison == "EndsWith") return a.ends_with(b);
  return false;
}

}  // namespace

bool reg_key_exists(pugi::xml_node rule, machine::Machine const& machine) {
  auto const key = key_of(rule);
  return key && (machine.registry().find_key(*key) != nullptr || machine.registry().has_subkeys(*key));
}

bool reg_value_exists(pugi::xml_node rule, machine::Machine const& machine) {
  auto const value = value_of(rule, machine);
  if (!value) return false;
  auto const type = rule.attribute("Type");
  return !type || windows::equal_caseless(type.value(), value->type);
}

bool reg_dword(pugi::xml_node rule, machine::Machine const& machine) {
  auto const value = value_of(rule, machine);
  auto const wanted = number_of(rule.attribute("Data"));
  if (!value || !wanted || value->type != "REG_DWORD") return false;
  return satisfies(std::int64_t{value->dword} <=> *wanted, comparison_of(rule));
}

bool reg_sz(pugi::xml_node rule, machine::Machine const& machine) {
  auto const value = value_of(rule, machine);
  if (!value || value->type == "REG_DWORD" || !rule.attribute("Data")) return false;
  return compare_text(value->text, rule.attribute("Data").value(), std::string(comparison_of(rule)));
}

}  // namespace wsus::metadata
