// wsusclock: a server's clock that runs back and forth, as under a host that sets it and a guest that sets it back.
//
//   wsusclock swing SECONDS   the handshake sees the time later by so much than other calls do
//
// The command is the lab's own: nobody types that a clock be wrong. `w32tm /resync` mends it, `w32tm /query /status`
// tells of it.
#include "server/shell/commands.hpp"
#include "server/shell/wsus/wsus_parts.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>

namespace wsus::server_shell {
namespace {

using windows::Arguments;
using windows::CommandResult;
using windows::equal_caseless;
using windows::Session;

constexpr int longest_swing = 31'536'000;  // a year, as in scenarios

constexpr std::string_view usage = R"(wsusclock swing SECONDS

A command of the lab's own. The server's clock runs back and forth by so many
seconds, until w32tm /resync.
)";

CommandResult run(Session const& session, Arguments const& arguments, ServerControl const& control) {
  auto const& words = arguments.words;
  if (words.size() == 1 && (words[0] == "/?" || words[0] == "-?"))
    return {.exit_code = 0, .output = std::string(usage)};
  if (words.size() != 2 || !equal_caseless(words[0], "swing")) return {.exit_code = 1, .output = std::string(usage)};
  if (!control.wsus.is_complete()) return not_here("wsusclock");
  if (!session.identity.elevated) return failed("Access is denied.");
  auto const& typed = words[1];
  int seconds = 0;
  auto const [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), seconds);
  bool const is_number = error == std::errc{} && end == typed.data() + typed.size();
  if (!is_number || seconds < 1 || seconds > longest_swing)
    return failed(fmt::format("\"{}\" is no number of seconds; allowed: 1 to {}.", typed, longest_swing));
  auto settings = *control.wsus.settings();
  settings.clock_swing = std::chrono::seconds(seconds);
  control.wsus.replace_settings(std::move(settings));
  return {.exit_code = 0, .output = fmt::format("The clock runs back and forth by {} s.\n", seconds)};
}

}  // namespace

windows::Command wsusclock(ServerControl const& control) {
  return {.name = "wsusclock",
          .summary = "wsusclock swing SECONDS: a clock that runs back and forth (the lab's own command)",
          .run = [control](Session& session, Arguments const& arguments) { return run(session, arguments, control); }};
}

}  // namespace wsus::server_shell
