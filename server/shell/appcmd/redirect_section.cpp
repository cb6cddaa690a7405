// appcmd: reads and sets <httpRedirect> of the site "WSUS Administration".
//
//   appcmd list config "WSUS Administration" /section:httpRedirect
//   appcmd set config "WSUS Administration" /section:httpRedirect /enabled:false [/destination:URL] ...
//
// Options begin with '/' or '-'; "/commit:site" is the default and the only place there is. Text of the success and of
// the refusals: the real command's; exit codes are the Win32 errors of the refusals (assumption). The commit succeeds
// for an elevated administrator whatever the access list of web.config says (assumption).
#include "server/iis/http_redirect_schema.hpp"
#include "server/iis/server_files.hpp"
#include "server/iis/site_configuration_edit.hpp"
#include "server/shell/commands.hpp"
#include "wsdl/wusp/markup.hpp"

#include <fmt/format.h>

#include <optional>
#include <variant>

namespace wsus::server_shell {
namespace {

using windows::Arguments;
using windows::CommandResult;
using windows::equal_caseless;
using windows::Session;

constexpr std::string_view site = "WSUS Administration";
constexpr int error_access_denied = 5;
constexpr int error_invalid_data = 13;
constexpr int error_invalid_parameter = 87;
constexpr int error_not_found = 1168;

constexpr std::string_view usage = R"(
APPCMD list config "WSUS Administration" /section:httpRedirect
APPCMD set config "WSUS Administration" /section:httpRedirect
       [/enabled:true|false] [/destination:URL] [/exactDestination:true|false]
       [/childOnly:true|false]
       [/httpResponseStatus:Permanent|Found|Temporary|PermRedirect]

The lab's server has no other object, site or section of this command.
)";

CommandResult failed(int code, std::string_view message) {
  return {.exit_code = code, .output = fmt::format("ERROR ( message:{} )\n", message)};
}

CommandResult configuration_error(int code, std::string_view file, int line, std::string_view description) {
  return failed(code, fmt::format("Configuration error\nFilename: {}\nLine Number: {}\nDescription: {}\n.", file, line,
                                  description));
}

CommandResult unusable_file(iis::ConfigurationError const& error) {
  return configuration_error(error_invalid_data, fmt::format(R"(\\?\{})", iis::site_web_config), error.line,
                             error.what);
}

struct Option {
  std::string name{};
  std::optional<std::string> value{};
};

struct Request {
  bool set = false;
  std::string site{};
  std::string section{};
  std::vector<Option> attributes{};
};

std::optional<Option> option_of(std::string_view word) {
  if (!word.starts_with('/') && !word.starts_with('-')) return std::nullopt;
  word.remove_prefix(1);
  auto const colon = word.find(':');
  if (colon == std::string_view::npos) return Option{.name = std::string(word), .value = std::nullopt};
  return Option{.name = std::string(word.substr(0, colon)), .value = std::string(word.substr(colon + 1))};
}

using Parsed = std::variant<Request, CommandResult>;

/// The verb and the object: "set config".
std::optional<CommandResult> take_verb(std::vector<std::string> const& words, Request& request) {
  request.set = equal_caseless(words[0], "set");
  if (!request.set && !equal_caseless(words[0], "list") && !equal_caseless(words[0], "show"))
    return failed(error_invalid_parameter, fmt::format("The command \"{}\" is not supported.", words[0]));
  if (words.size() > 1 && equal_caseless(words[1], "config")) return std::nullopt;
  auto const object = words.size() > 1 ? words[1] : std::string();
  return failed(error_invalid_parameter,
                fmt::format("The lab's server has no object \"{}\" of this command, only config.", object));
}

Parsed parse(std::vector<std::string> const& words) {
  Request request;
  if (auto const mistake = take_verb(words, request)) return *mistake;
  for (std::size_t i = 2; i < words.size(); ++i) {
    auto option = option_of(words[i]);
    if (!option) {
      if (!request.site.empty()) {
        return failed(error_invalid_parameter,
                      fmt::format("Unknown attribute \"{}\".  Replace with -? for help.", words[i]));
      }
      request.site = words[i];
    } else if (equal_caseless(option->name, "section")) {
      request.section = option->value.value_or("");
    } else if (equal_caseless(option->name, "commit")) {
      if (!option->value || (!equal_caseless(*option->value, "site") && !equal_caseless(*option->value, "url")))
        return failed(error_invalid_parameter, "The lab's server commits to the web.config of the site only.");
    } else {
      request.attributes.push_back(std::move(*option));
    }
  }
  return request;
}

std::optional<CommandResult> check_object(Request const& request) {
  auto name = std::string_view(request.site);
  if (name.ends_with('/')) name.remove_suffix(1);
  if (name.empty())
    return failed(error_invalid_parameter, "The lab's server keeps httpRedirect in the web.config of the site only: "
                                           "name the site \"WSUS Administration\".");
  if (!equal_caseless(name, site))
    return failed(error_not_found, fmt::format("Cannot find SITE object with identifier \"{}\".", request.site));
  if (!equal_caseless(request.section, "httpRedirect") &&
      !equal_caseless(request.section, "system.webServer/httpRedirect"))
    return failed(error_invalid_parameter,
                  fmt::format("Unknown config section \"{}\".  Replace with -? for help.", request.section));
  return std::nullopt;
}

std::optional<std::string_view> attribute_called(std::string_view typed) {
  for (auto const name : iis::http_redirect_attributes) {
    if (equal_caseless(name, typed)) return name;
  }
  return std::nullopt;
}

std::variant<iis::HttpRedirectValues, CommandResult> checked(std::vector<Option> const& options) {
  iis::HttpRedirectValues values;
  values.reserve(options.size());
  for (auto const& option : options) {
    auto const name = attribute_called(option.name);
    if (!name || !option.value) {
      return failed(error_invalid_parameter,
                    fmt::format("Unknown attribute \"{}\".  Replace with -? for help.", option.name));
    }
    auto value = iis::check_http_redirect_value(*name, *option.value);
    if (!value.canonical) return failed(error_invalid_data, value.error);
    values.emplace_back(*name, std::move(*value.canonical));
  }
  return values;
}

CommandResult set_config(Session& session, Request const& request) {
  auto const values = checked(request.attributes);
  if (auto const* mistake = std::get_if<CommandResult>(&values)) return *mistake;
  auto const text = session.files.read_as_system(iis::site_web_config).value_or("");
  auto const edited = iis::set_http_redirect(text, std::get<iis::HttpRedirectValues>(values));
  if (auto const* error = std::get_if<iis::ConfigurationError>(&edited)) return unusable_file(*error);
  session.files.write_as_system(iis::site_web_config, std::get<std::string>(edited));
  return {.exit_code = 0,
          .output = fmt::format("Applied configuration changes to section \"system.webServer/httpRedirect\" for "
                                "\"MACHINE/WEBROOT/APPHOST/{0}\" at configuration commit path "
                                "\"MACHINE/WEBROOT/APPHOST/{0}\"\n",
                                site)};
}

CommandResult list_config(Session& session) {
  auto const text = session.files.read_as_system(iis::site_web_config).value_or("");
  auto const stated = iis::stated_http_redirect(text);
  if (auto const* error = std::get_if<iis::ConfigurationError>(&stated)) return unusable_file(*error);
  std::string attributes;
  for (auto const& [name, value] : std::get<iis::HttpRedirectValues>(stated))
    attributes += fmt::format(" {}=\"{}\"", name, wusp::escape_markup(value));
  return {.exit_code = 0,
          .output = fmt::format("<system.webServer>\n  <httpRedirect{}>\n  </httpRedirect>\n</system.webServer>\n",
                                attributes)};
}

CommandResult run(Session& session, Arguments const& arguments) {
  auto const& words = arguments.words;
  for (auto const& word : words) {
    if (word == "/?" || word == "-?" || equal_caseless(word, "/help"))
      return {.exit_code = 0, .output = std::string(usage)};
  }
  if (words.empty()) return {.exit_code = 0, .output = std::string(usage)};
  // Without an elevated token the command cannot even read the files of the configuration system.
  if (!session.identity.elevated) {
    return configuration_error(error_access_denied, "redirection.config", 0,
                               "Cannot read configuration file due to insufficient permissions");
  }
  auto const parsed = parse(words);
  if (auto const* mistake = std::get_if<CommandResult>(&parsed)) return *mistake;
  auto const& request = std::get<Request>(parsed);
  if (auto const mistake = check_object(request)) return *mistake;
  return request.set ? set_config(session, request) : list_config(session);
}

}  // namespace

windows::Command appcmd() {
  return {
      .name = "appcmd",
      .summary =
          "appcmd list|set config \"WSUS Administration\" /section:httpRedirect [/enabled:false]: the site's redirect",
      .run = run};
}

}  // namespace wsus::server_shell
