// pathfirewall: the lab's own console of a firewall on this machine's way, which belongs to somebody else (FM52).
//
//   pathfirewall drop PORT|any [ADDRESS]     packets to there are never answered
//   pathfirewall refuse PORT|any [ADDRESS]   connections to there are refused at once
//   pathfirewall open                        everything may pass again
//   pathfirewall                             what does not pass
#include "client_sim/machine/system/firewall.hpp"
#include "client_sim/shell/commands.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <string>

namespace wsus::client_shell {

namespace {

using machine::Barrier;
using machine::Machine;
using machine::Passage;
using windows::CommandResult;
using windows::equal_caseless;

constexpr std::string_view usage = "Usage (the command is the lab's own):\n"
                                   "  pathfirewall drop|refuse PORT|any [ADDRESS]\n"
                                   "  pathfirewall open\n";

/// 0 for "any".
std::optional<std::uint16_t> port_of(std::string_view text) {
  if (equal_caseless(text, "any")) return std::uint16_t{0};
  std::uint16_t port = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  bool const whole = error == std::errc{} && end == text.data() + text.size();
  return whole && port != 0 ? std::optional(port) : std::nullopt;
}

std::string text_of(Barrier const& barrier) {
  return fmt::format("{} {}:{}\n", barrier.effect == Passage::dropped ? "drop" : "refuse",
                     barrier.address.empty() ? "any" : barrier.address,
                     barrier.port == 0 ? "any" : std::to_string(barrier.port));
}

CommandResult show(std::vector<Barrier> const& barriers) {
  std::string text;
  for (auto const& barrier : barriers) text += text_of(barrier);
  return {0, text.empty() ? "Everything passes.\n" : text};
}

CommandResult run(Machine& machine, std::vector<std::string> const& words) {
  auto& barriers = machine.network().barriers;
  if (words.empty()) return show(barriers);
  if (words[0] == "/?") return {0, std::string(usage)};
  if (equal_caseless(words[0], "open") && words.size() == 1) {
    barriers.clear();
    return {};
  }
  bool const drops = equal_caseless(words[0], "drop");
  bool const known = drops || equal_caseless(words[0], "refuse");
  auto const port = words.size() == 2 || words.size() == 3 ? port_of(words[1]) : std::nullopt;
  bool const is_address =
      words.size() < 3 || (!words[2].empty() && words[2].find_first_not_of("0123456789.") == std::string::npos);
  if (!known || !port || !is_address) return {1, std::string(usage)};
  barriers.push_back({.address = words.size() == 3 ? words[2] : std::string(),
                      .port = *port,
                      .effect = drops ? Passage::dropped : Passage::refused});
  return {};
}

}  // namespace

windows::Command pathfirewall(Machine& machine) {
  return {.name = "pathfirewall",
          .summary = "pathfirewall drop|refuse PORT [ADDRESS] | open (the lab's own)",
          .run = [&machine](windows::Session&, windows::Arguments const& arguments) {
            return run(machine, arguments.words);
          }};
}

}  // namespace wsus::client_shell
