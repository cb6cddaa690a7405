// Set-GPRegistryValue, Remove-GPRegistryValue, Get-GPRegistryValue: what an administrator of the domain does to its
// policy (Microsoft's GroupPolicy module). Typed at the machine, as with the administration tools installed; the object
// is linked to this machine alone (lab's own). The machine hears of it by gpupdate.
#include "client_sim/machine/system/group_policy.hpp"
#include "client_sim/shell/commands.hpp"
#include "client_sim/shell/powershell_errors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace wsus::client_shell {

namespace {

using machine::Machine;
using machine::PolicyObject;
using machine::PolicyValue;
using machine::RegistryValue;
using windows::CommandResult;
using windows::equal_caseless;

constexpr std::string_view set_cmdlet = "Set-GPRegistryValue";
constexpr std::string_view remove_cmdlet = "Remove-GPRegistryValue";
constexpr std::string_view get_cmdlet = "Get-GPRegistryValue";

struct Parameters {
  std::map<std::string, std::string, windows::CaselessLess> values{};
  std::optional<CommandResult> error{};

  [[nodiscard]] std::optional<std::string> get(std::string_view name) const {
    auto const found = values.find(name);
    return found == values.end() ? std::nullopt : std::optional(found->second);
  }
};

Parameters parse(std::string_view cmdlet, std::vector<std::string> const& words) {
  constexpr std::array<std::string_view, 6> known{"Name", "Key", "ValueName", "Type", "Value", "Domain"};
  Parameters result;
  for (std::size_t i = 0; i < words.size(); ++i) {
    auto const name = std::string_view(words[i]).substr(words[i].starts_with('-') ? 1 : 0);
    bool const is_known = words[i].starts_with('-') && std::any_of(known.begin(), known.end(), [name](auto one) {
                            return equal_caseless(one, name);
                          });
    if (!is_known) {
      result.error = powershell_errors::unknown_parameter(cmdlet, name);
      return result;
    }
    if (i + 1 == words.size()) {
      result.error = powershell_errors::missing_argument(cmdlet, name, "System.String");
      return result;
    }
    result.values[std::string(name)] = words[++i];
  }
  return result;
}

CommandResult missing(std::string_view cmdlet, std::string_view names) {
  return powershell_errors::binding_error(
      cmdlet, fmt::format("Cannot process command because of one or more missing mandatory parameters: {}.", names),
      "MissingMandatoryParameter");
}

CommandResult not_found(std::string_view cmdlet, std::string_view sentence) {
  return powershell_errors::error(
      cmdlet, sentence, fmt::format("ObjectNotFound: (:) [{}], ArgumentException", cmdlet),
      fmt::format("UnableToRetrievePolicyRegistryItem,Microsoft.GroupPolicy.Commands.{}", cmdlet));
}

/// The key, when it is one and its place is where computers' policies are; else what is wrong.
std::optional<std::string> key_of(Parameters const& parameters) {
  auto const written = parameters.get("Key");
  return written ? machine::Registry::normalise(*written) : std::nullopt;
}

CommandResult wrong_key(std::string_view cmdlet, std::string_view key) {
  return powershell_errors::binding_error(
      cmdlet, fmt::format("The specified key, {}, is not a valid registry key. Parameter name: key", key),
      "InvalidArgument");
}

std::optional<RegistryValue> value_of(std::string_view type, std::string const& text) {
  if (equal_caseless(type, "String")) return RegistryValue{.type = "REG_SZ", .text = text};
  if (equal_caseless(type, "ExpandString")) return RegistryValue{.type = "REG_EXPAND_SZ", .text = text};
  std::uint32_t number = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  bool const whole = error == std::errc{} && end == text.data() + text.size();
  if (!equal_caseless(type, "DWord") || !whole) return std::nullopt;
  return RegistryValue{.type = "REG_DWORD", .text = {}, .dword = number};
}

PolicyObject* find(Machine& machine, std::string_view name) {
  auto& objects = machine.system_state().policy.objects;
  auto const found = std::find_if(objects.begin(), objects.end(),
                                  [name](PolicyObject const& object) { return equal_caseless(object.name, name); });
  return found == objects.end() ? nullptr : &*found;
}

CommandResult set(Machine& machine, Parameters const& parameters) {
  auto const name = parameters.get("Name");
  auto const value_name = parameters.get("ValueName");
  auto const value = parameters.get("Value");
  if (!name || !parameters.get("Key") || !value_name || !value) return missing(set_cmdlet, "Name Key ValueName Value");
  auto const key = key_of(parameters);
  if (!key) return wrong_key(set_cmdlet, *parameters.get("Key"));
  auto const data = value_of(parameters.get("Type").value_or("String"), *value);
  if (!data) {
    return powershell_errors::binding_error(
        set_cmdlet,
        fmt::format("Cannot take \"{}\" as a value of the type {}. The lab knows: String, ExpandString, DWord.", *value,
                    parameters.get("Type").value_or("String")),
        "InvalidArgument");
  }
  auto* object = find(machine, *name);
  if (object == nullptr) object = &machine.system_state().policy.objects.emplace_back(PolicyObject{.name = *name});
  object->values = combined_policy(object->values, {PolicyValue{*key, *value_name, *data}});
  return {0, fmt::format("\nDisplayName      : {}\nGpoStatus        : AllSettingsEnabled\n\n", object->name)};
}

CommandResult remove(Machine& machine, Parameters const& parameters) {
  auto const name = parameters.get("Name");
  if (!name || !parameters.get("Key")) return missing(remove_cmdlet, "Name Key");
  auto const key = key_of(parameters);
  if (!key) return wrong_key(remove_cmdlet, *parameters.get("Key"));
  auto* const object = find(machine, *name);
  auto const value_name = parameters.get("ValueName");
  auto const concerned = [&](PolicyValue const& value) {
    return equal_caseless(value.key, *key) && (!value_name || equal_caseless(value.name, *value_name));
  };
  if (object == nullptr || std::erase_if(object->values, concerned) == 0) {
    return not_found(remove_cmdlet,
                     fmt::format("The following Group Policy registry setting was not found: \"{}\\{}\".", *key,
                                 value_name.value_or("")));
  }
  return {0, fmt::format("\nDisplayName      : {}\nGpoStatus        : AllSettingsEnabled\n\n", object->name)};
}

CommandResult get(Machine& machine, Parameters const& parameters) {
  auto const name = parameters.get("Name");
  if (!name || !parameters.get("Key")) return missing(get_cmdlet, "Name Key");
  auto const key = key_of(parameters);
  if (!key) return wrong_key(get_cmdlet, *parameters.get("Key"));
  auto const* const object = find(machine, *name);
  std::string text;
  for (auto const& value : object != nullptr ? object->values : machine::PolicyList{}) {
    if (!equal_caseless(value.key, *key)) continue;
    bool const is_number = value.value.type == "REG_DWORD";
    text +=
        fmt::format("\nKeyPath     : {}\nValueName   : {}\nType        : {}\nValue       : {}\n", value.key, value.name,
                    is_number ? "DWord" : "String", is_number ? std::to_string(value.value.dword) : value.value.text);
  }
  if (!text.empty()) return {0, text + "\n"};
  return not_found(get_cmdlet, fmt::format("The following Group Policy registry setting was not found: \"{}\".", *key));
}

windows::Command cmdlet(std::string_view name, std::string_view summary, Machine& machine,
                        CommandResult (*run)(Machine& machine, Parameters const& parameters)) {
  return {.name = name,
          .summary = summary,
          .run = [&machine, name, run](windows::Session& session, windows::Arguments const& arguments) {
            auto const parameters = parse(name, arguments.words);
            if (parameters.error) return *parameters.error;
            if (session.identity.elevated || name == get_cmdlet) return run(machine, parameters);
            return powershell_errors::error(
                name, "Access is denied. (Exception from HRESULT: 0x80070005 (E_ACCESSDENIED))",
                fmt::format("PermissionDenied: (:) [{}], UnauthorizedAccessException", name),
                fmt::format("AccessDenied,Microsoft.GroupPolicy.Commands.{}", name));
          }};
}

}  // namespace

std::vector<windows::Command> group_policy_cmdlets(Machine& machine) {
  return {cmdlet(set_cmdlet, "Set-GPRegistryValue -Name GPO -Key KEY -ValueName NAME [-Type String|DWord] -Value VALUE",
                 machine, set),
          cmdlet(remove_cmdlet, "Remove-GPRegistryValue -Name GPO -Key KEY [-ValueName NAME]", machine, remove),
          cmdlet(get_cmdlet, "Get-GPRegistryValue -Name GPO -Key KEY", machine, get)};
}

}  // namespace wsus::client_shell
