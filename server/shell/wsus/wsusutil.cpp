// wsusutil: the tool of "Managing WSUS from the command line". One file a subcommand.
//
//   wsusutil checkhealth
//   wsusutil movecontent CONTENTPATH LOGFILE [-skipcopy]
//   wsusutil postinstall [/servicing] [CONTENT_DIR=PATH] [SQL_INSTANCE_NAME=NAME]
//   wsusutil reset
//
// The sentences of a refusal and the exit codes are assumptions (M).
#include "server/shell/wsus/wsusutil_parts.hpp"

#include "server/config/values.hpp"
#include "server/shell/wsus/wsus_parts.hpp"

#include <fmt/format.h>

#include <array>

namespace wsus::server_shell {
namespace {

using windows::Arguments;
using windows::CommandResult;
using windows::equal_caseless;
using windows::Session;

constexpr std::string_view usage = R"(Windows Server Update Services administration utility.

wsusutil checkhealth
    Checks the health of the server. What it finds goes to the event log and to
    SoftwareDistribution.log.
wsusutil movecontent contentpath logfile [-skipcopy]
    contentpath   Full path of the new folder of the content files, on a local drive.
    logfile       Path of the log of the move.
    -skipcopy     Change the server's configuration only; the files are there.
wsusutil postinstall [/servicing] [CONTENT_DIR=path] [SQL_INSTANCE_NAME=name]
    Finishes an installation, or with /servicing that of an update of WSUS.
wsusutil reset
    Compares every update's files with the content folder and downloads again what
    is missing or damaged.

The lab's server has no other subcommand of this tool.
)";

struct Subcommand {
  std::string_view name;
  CommandResult (*run)(Session&, wsusutil_parts::Words, ServerControl const&);
};
constexpr std::array<Subcommand, 4> subcommands{{{"checkhealth", wsusutil_parts::check_health},
                                                 {"movecontent", wsusutil_parts::move_content},
                                                 {"postinstall", wsusutil_parts::postinstall},
                                                 {"reset", wsusutil_parts::reset}}};

CommandResult unknown(std::string_view typed) {
  std::vector<std::string_view> names;
  names.reserve(subcommands.size());
  for (auto const& one : subcommands) names.push_back(one.name);
  auto const near = config::nearest(typed, names);
  auto const hint = near.empty() ? std::string() : fmt::format("The nearest one is '{}'.\n", near);
  return {.exit_code = 1, .output = fmt::format("Unknown command: {}\n{}\n{}", typed, hint, usage)};
}

CommandResult run(Session& session, Arguments const& arguments, ServerControl const& control) {
  auto const& words = arguments.words;
  bool const wants_help = words.empty() || words[0] == "/?" || words[0] == "-?" || equal_caseless(words[0], "help");
  if (wants_help) return {.exit_code = 0, .output = std::string(usage)};
  for (auto const& one : subcommands) {
    if (equal_caseless(words[0], one.name)) return one.run(session, wsusutil_parts::Words(words).subspan(1), control);
  }
  return unknown(words[0]);
}

}  // namespace

bool wsusutil_parts::is_full_path(std::string_view path) {
  bool const letter = path.size() >= 3 && ((path[0] | 0x20) >= 'a' && (path[0] | 0x20) <= 'z');
  return letter && path[1] == ':' && path[2] == '\\';
}

windows::Command wsusutil(ServerControl const& control) {
  return {.name = "wsusutil",
          .summary = "wsusutil checkhealth|movecontent|postinstall|reset: the administration tool of WSUS",
          .run = [control](Session& session, Arguments const& arguments) { return run(session, arguments, control); }};
}

}  // namespace wsus::server_shell
