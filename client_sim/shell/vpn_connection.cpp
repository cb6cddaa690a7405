// Get-VpnConnection [-Name NAME], Set-VpnConnection -Name NAME -SplitTunneling $True|$False: the phone book as
// PowerShell shows it. Assumption: split tunnelling counts at once; a real connection that is up wants to be dialled
// again.
#include "client_sim/shell/commands.hpp"
#include "client_sim/shell/powershell_errors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace wsus::client_shell {

namespace {

using machine::Machine;
using machine::VpnConnection;
using windows::CommandResult;
using windows::equal_caseless;

constexpr std::string_view get_cmdlet = "Get-VpnConnection";
constexpr std::string_view set_cmdlet = "Set-VpnConnection";

struct Parameters {
  std::optional<std::string> name{};
  std::optional<bool> split_tunneling{};
  std::optional<CommandResult> error{};
};

std::optional<bool> boolean(std::string_view text) {
  if (equal_caseless(text, "$true") || text == "1") return true;
  if (equal_caseless(text, "$false") || text == "0") return false;
  return std::nullopt;
}

/// "-SplitTunneling" or "-SplitTunneling:$True".
struct Written {
  std::string_view parameter{};
  bool has_value = false;
  std::string_view value{};
};

Written take_apart(std::string_view word) {
  auto const colon = word.find(':');
  if (colon == std::string_view::npos) return {.parameter = word.substr(1)};
  return {word.substr(1, colon - 1), true, word.substr(colon + 1)};
}

/// One parameter after the other from the words of a cmdlet; wrong ones end in `result().error`.
class Binder {
public:
  Binder(std::string_view cmdlet, std::vector<std::string> const& words) : cmdlet_(cmdlet), words_(words) {
    while (next_ < words_.size() && !result_.error) bind(words_[next_++]);
  }
  [[nodiscard]] Parameters const& result() const { return result_; }

private:
  void bind(std::string_view word) {
    if (!word.starts_with('-')) return bind_position(word);
    auto const written = take_apart(word);
    auto const parameter = written.parameter;
    bool const sets = cmdlet_ == set_cmdlet;
    if (equal_caseless(parameter, "Name") || equal_caseless(parameter, "ConnectionName")) {
      bind_name(written);
    } else if (sets && equal_caseless(parameter, "SplitTunneling")) {
      bind_split_tunneling(written);
    } else if (!sets || !equal_caseless(parameter, "Force")) {
      result_.error = powershell_errors::unknown_parameter(cmdlet_, parameter);
    }
  }

  void bind_position(std::string_view word) {
    if (!result_.name) {
      result_.name = word;
      return;
    }
    result_.error = powershell_errors::binding_error(
        cmdlet_, fmt::format("A positional parameter cannot be found that accepts argument '{}'.", word),
        "PositionalParameterNotFound");
  }

  void bind_name(Written const& written) {
    if (auto const value = value_of(written, "System.String")) result_.name = *value;
  }

  void bind_split_tunneling(Written const& written) {
    auto const value = value_of(written, "System.Boolean");
    if (!value) return;
    result_.split_tunneling = boolean(*value);
    if (result_.split_tunneling) return;
    result_.error = powershell_errors::binding_error(
        cmdlet_,
        fmt::format("Cannot process argument transformation on parameter '{}'. Cannot convert value \"{}\" to type "
                    "\"System.Boolean\". Boolean parameters accept only Boolean values and numbers, such as $True, "
                    "$False, 1 or 0.",
                    written.parameter, *value),
        "ParameterArgumentTransformationError");
  }

  std::optional<std::string> value_of(Written const& written, std::string_view type) {
    if (written.has_value) return std::string(written.value);
    if (next_ < words_.size() && !words_[next_].starts_with('-')) return words_[next_++];
    result_.error = powershell_errors::missing_argument(cmdlet_, written.parameter, type);
    return std::nullopt;
  }

  std::string_view cmdlet_;
  std::vector<std::string> const& words_;
  std::size_t next_ = 0;
  Parameters result_{};
};

CommandResult not_in_phone_book(std::string_view cmdlet, std::string_view name) {
  return powershell_errors::error(
      cmdlet,
      fmt::format("The VPN connection {} was not found. : The system could not find the phone book entry for this "
                  "connection.",
                  name),
      fmt::format("ObjectNotFound: ({}:root/Microsoft/...S_VpnConnection) [{}], CimException", name, cmdlet),
      fmt::format("VPN 623,{}", cmdlet));
}

VpnConnection* find(Machine& machine, std::string_view name) {
  auto& book = machine.network().vpn_connections;
  auto const vpn =
      std::find_if(book.begin(), book.end(), [&](auto const& entry) { return equal_caseless(entry.name, name); });
  return vpn == book.end() ? nullptr : &*vpn;
}

std::string block(VpnConnection const& vpn) {
  return fmt::format("Name                  : {}\n"
                     "ServerAddress         : {}\n"
                     "SplitTunneling        : {}\n"
                     "ConnectionStatus      : {}\n\n",
                     vpn.name, vpn.gateway.address, vpn.split_tunneling ? "True" : "False",
                     vpn.connected ? "Connected" : "Disconnected");
}

CommandResult run_get(Machine& machine, std::vector<std::string> const& words) {
  auto const parameters = Binder(get_cmdlet, words).result();
  if (parameters.error) return *parameters.error;
  if (parameters.name) {
    auto const* const vpn = find(machine, *parameters.name);
    return vpn == nullptr ? not_in_phone_book(get_cmdlet, *parameters.name)
                          : CommandResult{0, fmt::format("\n{}", block(*vpn))};
  }
  std::string text;
  for (auto const& vpn : machine.network().vpn_connections) text += block(vpn);
  return {0, text.empty() ? text : fmt::format("\n{}", text)};
}

CommandResult run_set(Machine& machine, std::vector<std::string> const& words) {
  auto const parameters = Binder(set_cmdlet, words).result();
  if (parameters.error) return *parameters.error;
  if (!parameters.name) {
    return powershell_errors::binding_error(
        set_cmdlet, "Cannot process command because of one or more missing mandatory parameters: Name.",
        "MissingMandatoryParameter");
  }
  auto* const vpn = find(machine, *parameters.name);
  if (vpn == nullptr) return not_in_phone_book(set_cmdlet, *parameters.name);
  vpn->split_tunneling = parameters.split_tunneling.value_or(vpn->split_tunneling);
  return {};
}

}  // namespace

windows::Command get_vpn_connection(Machine& machine) {
  return {.name = get_cmdlet,
          .summary = "Get-VpnConnection [-Name NAME]",
          .run = [&machine](windows::Session&, windows::Arguments const& arguments) {
            return run_get(machine, arguments.words);
          }};
}

windows::Command set_vpn_connection(Machine& machine) {
  return {.name = set_cmdlet,
          .summary = "Set-VpnConnection -Name NAME -SplitTunneling $True|$False",
          .run = [&machine](windows::Session&, windows::Arguments const& arguments) {
            return run_set(machine, arguments.words);
          }};
}

}  // namespace wsus::client_shell
