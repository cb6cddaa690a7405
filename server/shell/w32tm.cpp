// w32tm, at the server: /resync sets its clock right, /query /status tells how it is.
//
// The lab's servers have the time of their world, but for one that was given a clock that swings
// (domain::Settings::clock_swing). Texts of success are the real ones; the layout of the status is shortened.
#include "server/shell/commands.hpp"
#include "server/shell/wsus/wsus_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wsus::server_shell {
namespace {

using windows::Arguments;
using windows::CommandResult;
using windows::equal_caseless;
using windows::Session;

constexpr std::string_view usage = R"(w32tm /resync [/rediscover] [/nowait]
w32tm /query /status

The lab's server has no other option of this command.
)";

bool has(std::vector<std::string> const& words, std::string_view name) {
  return std::any_of(words.begin(), words.end(), [&](auto const& word) { return equal_caseless(word, name); });
}

CommandResult resync(Session const& session, WsusControl const& wsus) {
  if (!session.identity.elevated)
    return {.exit_code = 5, .output = "The following error occurred: Access is denied. (0x80070005)\n"};
  auto settings = *wsus.settings();
  settings.clock_swing = wusp::Ticks(0);
  wsus.replace_settings(std::move(settings));
  return {.exit_code = 0, .output = "Sending resync command to local computer\nThe command completed successfully.\n"};
}

CommandResult status(WsusControl const& wsus) {
  bool const steady = wsus.settings()->clock_swing == wusp::Ticks(0);
  return {.exit_code = 0,
          .output = fmt::format("Leap Indicator: {}\nStratum: {}\nSource: {}\n",
                                steady ? "0(no warning)" : "3(not synchronized)",
                                steady ? "2 (secondary reference - syncd by (S)NTP)" : "0 (unspecified)",
                                steady ? "the clock of the lab's world" : "Free-running System Clock")};
}

CommandResult run(Session const& session, Arguments const& arguments, ServerControl const& control) {
  auto const& words = arguments.words;
  bool const resyncs = has(words, "/resync");
  bool const asks = has(words, "/query") && has(words, "/status");
  bool const is_known = std::all_of(words.begin(), words.end(), [&](auto const& word) {
    return resyncs ? equal_caseless(word, "/resync") || equal_caseless(word, "/rediscover") ||
                         equal_caseless(word, "/nowait")
                   : equal_caseless(word, "/query") || equal_caseless(word, "/status");
  });
  if (words.empty() || has(words, "/?")) return {.exit_code = 0, .output = std::string(usage)};
  if ((!resyncs && !asks) || !is_known)
    return {.exit_code = 1, .output = fmt::format("The parameter is incorrect.\n\n{}", usage)};
  if (!control.wsus.is_complete()) return not_here("w32tm");
  return resyncs ? resync(session, control.wsus) : status(control.wsus);
}

}  // namespace

windows::Command w32tm(ServerControl const& control) {
  return {.name = "w32tm",
          .summary = "w32tm /resync: sets the server's clock right",
          .run = [control](Session& session, Arguments const& arguments) { return run(session, arguments, control); }};
}

}  // namespace wsus::server_shell
