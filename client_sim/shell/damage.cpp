// damage: the lab's own command for what goes wrong on a machine without anybody typing it. Real repair commands mend
// it.
//
//   damage datastore [HRESULT]   DataStore.edb cannot be read; scans end with the code (ren SoftwareDistribution, del)
//   damage wmi                   the WMI repository is not consistent (winmgmt /salvagerepository)
//   damage authorization         a worthless authorization cookie is stored (wuauclt /resetauthorization)
//   damage clock [+|-]N d|h|m    the clock is that much ahead, or behind (w32tm /resync)
#include "client_sim/shell/commands.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace wsus::client_shell {

namespace {

using machine::Machine;
using windows::CommandResult;
using windows::equal_caseless;

constexpr std::uint32_t no_data = 0x80248007;  // WU_E_DS_NODATA
constexpr std::string_view usage =
    "Usage (the command is the lab's own):\n"
    "  damage datastore [HRESULT]   0x80248000 to 0x80248FFF, or 0x8024000B; 0x80248007 when left out\n"
    "  damage wmi\n"
    "  damage authorization\n"
    "  damage clock [+|-]N{d|h|m}   up to 3650d\n";

CommandResult wrong(std::string_view what) { return {1, fmt::format("{}\n{}", what, usage)}; }

std::optional<std::uint32_t> data_store_code(std::string_view text) {
  constexpr std::uint32_t first = 0x80248000;
  constexpr std::uint32_t last = 0x80248FFF;
  constexpr std::uint32_t cancelled = 0x8024000B;
  constexpr int hexadecimal = 16;
  if (!text.starts_with("0x") && !text.starts_with("0X")) return std::nullopt;
  text.remove_prefix(2);
  std::uint32_t code = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), code, hexadecimal);
  bool const whole = error == std::errc{} && end == text.data() + text.size();
  return whole && ((code >= first && code <= last) || code == cancelled) ? std::optional(code) : std::nullopt;
}

/// "+2d", "-90m", "3h".
std::optional<wusp::Ticks> offset_of(std::string_view text) {
  using namespace std::chrono;
  constexpr days longest{3'650};
  bool const behind = text.starts_with('-');
  if (behind || text.starts_with('+')) text.remove_prefix(1);
  int number = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  auto const unit = text.substr(static_cast<std::size_t>(end - text.data()));
  if (error != std::errc{} || number < 0 || number > longest / minutes(1)) return std::nullopt;
  std::optional<minutes> offset;
  if (unit == "d") offset = number > longest.count() ? longest + days(1) : days(number);
  if (unit == "h") offset = hours(number);
  if (unit == "m") offset = minutes(number);
  if (!offset || *offset > longest) return std::nullopt;
  return behind ? -wusp::Ticks(*offset) : wusp::Ticks(*offset);
}

CommandResult run(Machine& machine, bool elevated, std::vector<std::string> const& words) {
  if (words.empty() || words[0] == "/?") return {words.empty() ? 1 : 0, std::string(usage)};
  auto const is = [&](std::string_view part, std::size_t least, std::size_t most) {
    return equal_caseless(words[0], part) && words.size() > least && words.size() <= most + 1;
  };
  if (!elevated) return {5, "Access is denied.\n"};
  if (is("datastore", 0, 1)) {
    auto const code = words.size() == 1 ? std::optional(no_data) : data_store_code(words[1]);
    if (!code) return wrong(fmt::format("\"{}\" is no code of the datastore.", words[1]));
    machine.data_store().damage = *code;
    return {};
  }
  if (is("wmi", 0, 0)) {
    machine.system_state().wmi_consistent = false;
    return {};
  }
  if (is("authorization", 0, 0)) {
    machine.data_store().authorization = machine::StoredAuthorization{"SimpleTargeting", "damaged"};
    machine.data_store().cookie.reset();  // the next scan has to show it
    return {};
  }
  if (is("clock", 1, 1)) {
    auto const offset = offset_of(words[1]);
    if (!offset) return wrong(fmt::format("\"{}\" is no offset.", words[1]));
    machine.system_state().clock_offset = *offset;
    return {};
  }
  return wrong(fmt::format("\"{}\" is nothing that can be damaged so.", fmt::join(words, " ")));
}

}  // namespace

windows::Command damage(Machine& machine) {
  return {.name = "damage",
          .summary = "damage datastore|wmi|authorization|clock ... (the lab's own)",
          .run = [&machine](windows::Session& session, windows::Arguments const& arguments) {
            return run(machine, session.identity.elevated, arguments.words);
          }};
}

}  // namespace wsus::client_shell
