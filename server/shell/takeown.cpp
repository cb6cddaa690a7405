// takeown: makes the user (or, with /a, the administrators group) owner of a file (KB4096317 step 2).
// Text of the real command; it needs the privilege of an elevated administrator, or full access to the file.
#include "server/shell/accounts.hpp"
#include "server/shell/commands.hpp"

#include <fmt/format.h>

#include <optional>
#include <variant>

namespace wsus::server_shell {
namespace {

using windows::Arguments;
using windows::CommandResult;
using windows::equal_caseless;
using windows::Session;

constexpr std::string_view usage_hint = "Type \"TAKEOWN /?\" for usage.";

constexpr std::string_view help = R"(
TAKEOWN /F filename [/A]

Description:
    Takes ownership of a file, so that the new owner may change its
    access list (see ICACLS).

Parameter List:
    /F    filename    The file, with or without a path.
    /A                Gives ownership to the administrators group
                      instead of the current user.
    /?                Displays this help message.

The lab's server has no other option of this command.
)";

CommandResult failed(std::string_view sentence) {
  return {.exit_code = 1, .output = fmt::format("ERROR: {}\n", sentence)};
}

struct Options {
  std::optional<std::string> file{};
  bool to_administrators = false;
  bool help = false;
};

std::variant<Options, CommandResult> parse(Arguments const& arguments) {
  Options options;
  auto const& words = arguments.words;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "/?" || words[i] == "-?") {
      options.help = true;
    } else if (equal_caseless(words[i], "/a") || equal_caseless(words[i], "-a")) {
      options.to_administrators = true;
    } else if ((equal_caseless(words[i], "/f") || equal_caseless(words[i], "-f")) && !options.file) {
      if (i + 1 == words.size())
        return failed(fmt::format("Invalid syntax. Value expected for '{}'.\n{}", words[i], usage_hint));
      options.file = words[++i];
    } else {
      return failed(fmt::format("Invalid argument/option - '{}'.\n{}", words[i], usage_hint));
    }
  }
  if (!options.file && !options.help)
    return failed(fmt::format("Invalid syntax. Mandatory option '/f' is missing.\n{}", usage_hint));
  return options;
}

CommandResult take(Session& session, Options const& options) {
  auto const path = session.files.real_case(session.resolve(*options.file));
  auto security = session.files.security(path);
  if (!security) {
    if (!session.files.is_directory(path)) return failed("The system cannot find the file specified.");
    return failed(fmt::format("\"{}\" is a folder; folders have no owner in the lab.", path));
  }

  auto const& who = session.identity;
  // WRITE_OWNER comes with the privilege of an elevated administrator, with full access, and with owning the file
  // already.
  if (!who.elevated && !security->may_change_access_list(who)) {
    return failed(fmt::format(
        "The current logged on user does not have ownership privileges on the file (or folder) \"{}\".", path));
  }
  security->owner = options.to_administrators ? "administrators" : who.user;
  session.files.set_security(path, *security);
  auto const owner = options.to_administrators ? std::string("the administrators group")
                                               : fmt::format("user \"{}\"", qualified_name(who.user, session));
  return {.exit_code = 0,
          .output = fmt::format("\nSUCCESS: The file (or folder): \"{}\" now owned by {}.\n", path, owner)};
}

CommandResult run(Session& session, Arguments const& arguments) {
  auto const parsed = parse(arguments);
  if (auto const* mistake = std::get_if<CommandResult>(&parsed)) return *mistake;
  auto const& options = std::get<Options>(parsed);
  if (options.help) return {.exit_code = 0, .output = std::string(help)};
  return take(session, options);
}

}  // namespace

windows::Command takeown() {
  return {.name = "takeown", .summary = "takeown /f FILE [/a]: makes you owner of a file", .run = run};
}

}  // namespace wsus::server_shell
