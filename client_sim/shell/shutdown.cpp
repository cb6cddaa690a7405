// shutdown /r [/t N] [/f] [/c "..."] [/d ...]: restarts the machine. Switching it off, logging off and the rest are
// answered with the usage text: the lab has no machine that is off.
#include "client_sim/shell/restart.hpp"

#include <charconv>
#include <optional>
#include <span>
#include <string>

namespace wsus::client_shell {

namespace {

constexpr std::string_view usage =
    "Usage: shutdown [/i | /l | /s | /sg | /r | /g | /a | /p | /h | /e | /o] [/hybrid] [/soft] [/fw] [/f]\n"
    "    [/m \\\\computer][/t xxx][/d [p|u:]xx:yy [/c \"comment\"]]\n\n"
    "    No args    Display help. This is the same as typing /?.\n"
    "    /?         Display help. This is the same as not typing any options.\n"
    "    /r         Full shutdown and restart the computer.\n"
    "    /t xxx     Set the time-out period before shutdown to xxx seconds.\n"
    "               The valid range is 0-315360000 (10 years), with a default of 30.\n"
    "    /c \"comment\" Comment on the reason for the restart or shutdown.\n"
    "               Maximum of 512 characters allowed.\n"
    "    /f         Force running applications to close without forewarning users.\n"
    "    /d [p|u:]xx:yy  Provide the reason for the restart or shutdown.\n";

bool is_delay(std::string_view text) {
  constexpr unsigned longest = 315'360'000;
  unsigned seconds = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  return error == std::errc{} && end == text.data() + text.size() && seconds <= longest;
}

/// The option in lower case with a slash; empty when the word is none.
std::string option_of(std::string_view word) {
  if (!word.starts_with('/') && !word.starts_with('-')) return {};
  auto option = windows::to_lower(word);
  option.front() = '/';
  return option;
}

bool is_good_argument(std::string_view option, std::string_view argument) {
  constexpr std::size_t longest_comment = 512;
  if (option == "/t") return is_delay(argument);
  if (option == "/c") return argument.size() <= longest_comment;
  return option == "/d" && !argument.empty();
}

/// Whether the words ask for a restart and nothing else. Assumption: the delay is over when the command returns.
bool is_restart(std::span<std::string const> words) {
  bool restart = false;
  while (!words.empty()) {
    auto const option = option_of(words.front());
    bool const is_switch = option == "/r" || option == "/f";
    bool const has_argument = words.size() > 1 && is_good_argument(option, words[1]);
    if (!is_switch && !has_argument) return false;
    restart = restart || option == "/r";
    words = words.subspan(is_switch ? 1 : 2);
  }
  return restart;
}

}  // namespace

windows::Command shutdown(machine::Machine& machine, AgentControl const& agent) {
  auto const run = [&machine, agent](windows::Session& session, windows::Arguments const& arguments) {
    auto const& words = arguments.words;
    if (is_restart(words)) return restart_machine(machine, agent, session);
    bool const asked = words.empty() || option_of(words.front()) == "/?";
    return windows::CommandResult{asked ? 0 : 1, std::string(usage)};
  };
  return {.name = "shutdown", .summary = "shutdown /r [/t SECONDS] [/f]", .run = run};
}

}  // namespace wsus::client_shell
