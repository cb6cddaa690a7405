// <httpRedirect> of the site "WSUS Administration": appcmd reads and sets it in the site's own web.config, byte for
// byte but for the section.
//
//   appcmd list config "WSUS Administration" /section:httpRedirect
//   appcmd set config "WSUS Administration" /section:httpRedirect /enabled:false [/destination:URL] ...
#include "server/iis/http_redirect_schema.hpp"
#include "server/iis/server_files.hpp"
#include "server/iis/site_configuration_edit.hpp"
#include "server/shell/appcmd/objects.hpp"
#include "wsdl/wusp/markup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

namespace wsus::server_shell::appcmd_parts {
namespace {

using windows::equal_caseless;
using windows::Session;

constexpr std::string_view site = "WSUS Administration";

CommandResult unusable_file(iis::ConfigurationError const& error) {
  return unusable({.error = error, .file = std::string(iis::site_web_config)});
}

std::optional<CommandResult> check_object(Words& words) {
  auto const commit = words.take("commit");
  if (commit && !equal_caseless(*commit, "site") && !equal_caseless(*commit, "url")) {
    return failed(error_invalid_parameter, "The lab's server commits to the web.config of the site only.");
  }
  auto name = std::string_view(words.identifier);
  if (name.ends_with('/')) name.remove_suffix(1);
  if (name.empty())
    return failed(error_invalid_parameter, "The lab's server keeps httpRedirect in the web.config of the site only: "
                                           "name the site \"WSUS Administration\".");
  if (!equal_caseless(name, site)) return no_such("SITE", words.identifier);
  return std::nullopt;
}

std::optional<std::string_view> attribute_called(std::string_view typed) {
  for (auto const name : iis::http_redirect_attributes) {
    if (equal_caseless(name, typed)) return name;
  }
  return std::nullopt;
}

std::variant<iis::HttpRedirectValues, CommandResult> values_of(std::vector<Option> const& options) {
  iis::HttpRedirectValues values;
  values.reserve(options.size());
  for (auto const& option : options) {
    auto const name = attribute_called(option.name);
    if (!name || !option.value) {
      auto const& names = iis::http_redirect_attributes;
      return unknown_attribute(option.name,
                               name ? std::vector<std::string_view>() : std::vector(names.begin(), names.end()));
    }
    auto value = iis::check_http_redirect_value(*name, *option.value);
    if (!value.canonical) return failed(error_invalid_data, value.error);
    values.emplace_back(*name, std::move(*value.canonical));
  }
  return values;
}

CommandResult set_config(Session& session, Words const& words) {
  auto const values = values_of(words.options);
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

}  // namespace

bool is_about_redirect(Words const& words) {
  return (words.verb == "set" || words.verb == "list") &&
         std::any_of(words.options.begin(), words.options.end(), [](Option const& option) {
           auto const value = option.value.value_or("");
           return equal_caseless(option.name, "section") &&
                  (equal_caseless(value, "httpRedirect") || equal_caseless(value, "system.webServer/httpRedirect"));
         });
}

CommandResult redirect_section(Session& session, Words words) {
  (void)words.take("section");
  if (auto const mistake = check_object(words)) return *mistake;
  return words.verb == "set" ? set_config(session, words) : list_config(session);
}

}  // namespace wsus::server_shell::appcmd_parts
