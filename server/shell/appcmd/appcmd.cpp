// appcmd: sites, applications, directories, pools and configuration of IIS.
//
//   appcmd list|set|start|stop|recycle apppool WsusPool [/queueLength:2000]
//   [/recycling.periodicRestart.privateMemory:0] appcmd list|set|start|stop site "WSUS Administration"
//   [/bindings:http/*:8530:] appcmd list|set|add|delete vdir "WSUS Administration/Content"
//   [/physicalPath:D:\WSUS\WsusContent] appcmd list|set|clear config "WSUS Administration/ClientWebService"
//   /section:access /sslFlags:Ssl /commit:apphost
//
// Options begin with '/' or '-'. Texts of success and of what is not found: public transcripts; other refusals and the
// exit codes, which are the Win32 errors: assumption. Commits succeed for an elevated administrator whatever the access
// lists of the files say (assumption).
#include "server/config/values.hpp"
#include "server/iis/server_files.hpp"
#include "server/shell/appcmd/objects.hpp"
#include "server/shell/commands.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace wsus::server_shell {
namespace appcmd_parts {
namespace {

using windows::equal_caseless;

/// Names are taken in the plural as well, as the real command takes them.
struct Object {
  std::string_view name;
  std::span<Verb const> (*verbs)();
};
constexpr std::array<Object, 6> objects{{{"site", site_verbs},
                                         {"app", application_verbs},
                                         {"vdir", directory_verbs},
                                         {"apppool", pool_verbs},
                                         {"config", config_verbs},
                                         {"wp", worker_verbs}}};

constexpr std::string_view usage = R"(
APPCMD (command) (object-type) <identifier> </parameter1:value1 ...>

  SITE      list, set, start, stop
  APP       list, set, add, delete
  VDIR      list, set, add, delete
  APPPOOL   list, set, start, stop, recycle
  CONFIG    list, set, clear
  WP        list

Examples:
  APPCMD start apppool "WsusPool"
  APPCMD set apppool "WsusPool" /queueLength:2000
  APPCMD set apppool "WsusPool" /recycling.periodicRestart.privateMemory:0
  APPCMD set config "WSUS Administration/ClientWebService"
       /section:anonymousAuthentication /enabled:true /commit:apphost
  APPCMD set config "WSUS Administration" /section:httpRedirect
       [/enabled:true|false] [/destination:URL]
  APPCMD set config /section:staticContent
       /+"[fileExtension='.esd',mimeType='application/octet-stream']"
  APPCMD add vdir /app.name:"WSUS Administration/" /path:/SelfUpdate
       /physicalPath:"C:\Program Files\Update Services\SelfUpdate"

The lab's server has no other object of this command.
)";

Object const* find_object(std::string_view typed) {
  for (auto const& object : objects) {
    bool const plural = typed.size() == object.name.size() + 1 && (typed.back() == 's' || typed.back() == 'S') &&
                        equal_caseless(typed.substr(0, object.name.size()), object.name);
    if (plural || equal_caseless(object.name, typed)) return &object;
  }
  return nullptr;
}

CommandResult no_object(std::string_view typed) {
  std::vector<std::string_view> names;
  names.reserve(objects.size());
  for (auto const& object : objects) names.push_back(object.name);
  auto const near = config::nearest(typed, names);
  return failed(error_invalid_parameter,
                fmt::format("The lab's server has no object \"{}\" of this command; it has: {}.{}", typed,
                            fmt::join(names, ", "), near.empty() ? "" : fmt::format(" The nearest: {}.", near)));
}

CommandResult run_verb(windows::Session& session, ServerControl const& control, Words words) {
  constexpr std::array<std::string_view, 9> verbs{"list", "set",   "add",  "delete", "start",
                                                  "stop", "clear", "show", "recycle"};
  bool const is_verb = std::find(verbs.begin(), verbs.end(), words.verb) != verbs.end();
  auto const not_supported = fmt::format("The command \"{}\" is not supported.", words.verb);
  if (!is_verb) return failed(error_invalid_parameter, not_supported);
  if (words.verb == "show") words.verb = "list";
  auto const* const object = find_object(words.object);
  if (object == nullptr) return no_object(words.object);
  if (object->name == "config" && is_about_redirect(words)) return redirect_section(session, std::move(words));
  auto const known = object->verbs();
  auto const verb = std::find_if(known.begin(), known.end(), [&](Verb const& one) { return one.name == words.verb; });
  if (verb == known.end()) return failed(error_invalid_parameter, not_supported);
  auto* const internet = control.internet;
  if (internet == nullptr) return failed(error_not_found, "The lab's server has no sites here.");
  if (auto const mistake = internet->configuration().host_mistake()) return unusable(*mistake);
  return verb->run(
      {.session = session, .control = control, .internet = *internet, .host = internet->configuration().host()},
      std::move(words));
}

CommandResult run(windows::Session& session, windows::Arguments const& arguments, ServerControl const& control) {
  auto const& words = arguments.words;
  bool const asks = std::any_of(words.begin(), words.end(), [](std::string const& word) {
    return word == "/?" || word == "-?" || equal_caseless(word, "/help");
  });
  if (asks || words.empty()) return {.exit_code = 0, .output = std::string(usage)};
  // Without an elevated token the command cannot even read the files of the configuration system.
  if (!session.identity.elevated) {
    return configuration_error(error_access_denied, "redirection.config", 0,
                               "Cannot read configuration file due to insufficient permissions");
  }
  auto parsed = parse(words);
  if (auto* const mistake = std::get_if<CommandResult>(&parsed)) return std::move(*mistake);
  return run_verb(session, control, std::get<Words>(std::move(parsed)));
}

}  // namespace

std::string text_of(Ground const& ground, std::string_view file) {
  return ground.session.files.read_as_system(file).value_or("");
}

CommandResult commit(Ground const& ground, iis::EditedFile const& edited, std::string_view file, std::string done) {
  if (auto const* const mistake = std::get_if<iis::ConfigurationError>(&edited))
    return unusable({.error = *mistake, .file = std::string(file)});
  ground.session.files.write_as_system(file, std::get<std::string>(edited));
  return {.exit_code = 0, .output = std::move(done)};
}

SitePath split_identifier(std::string_view identifier) {
  auto const slash = identifier.find('/');
  SitePath result{.site = std::string(identifier.substr(0, slash)), .path = "/"};
  if (slash == std::string_view::npos) return result;
  result.path = identifier.substr(slash);
  while (result.path.size() > 1 && result.path.ends_with('/')) result.path.pop_back();
  return result;
}

}  // namespace appcmd_parts

windows::Command appcmd(ServerControl const& control) {
  return {.name = "appcmd",
          .summary = "appcmd list|set|start|stop|recycle|add|delete|clear site|app|vdir|apppool|config: IIS",
          .run = [control](windows::Session& session, windows::Arguments const& arguments) {
            return appcmd_parts::run(session, arguments, control);
          }};
}

}  // namespace wsus::server_shell
