// The web.config of the web site: see site_configuration.hpp. Source: IIS configuration reference, httpRedirect.
#include "server/iis/site_configuration.hpp"

#include "server/iis/config_xml.hpp"
#include "server/iis/http_redirect_schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace wsus::iis {
namespace {

using Problem = std::optional<ConfigurationError>;

// The shape is an assumption: a real site has this file once somebody changed a setting of the site.
constexpr std::string_view default_text =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n"
    "<configuration>\r\n"
    "    <system.webServer>\r\n"
    "        <httpRedirect enabled=\"false\" destination=\"\" exactDestination=\"false\" childOnly=\"false\" "
    "httpResponseStatus=\"Found\" />\r\n"
    "    </system.webServer>\r\n"
    "</configuration>\r\n";

bool is_http_redirect_attribute(std::string_view name) {
  auto const& names = http_redirect_attributes;
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Reads one file into one redirect.
class Reader {
public:
  explicit Reader(ConfigXml const& xml) : xml_(xml) {}

  std::variant<HttpRedirect, ConfigurationError> read() {
    auto const root = xml_.document.document_element();
    if (std::string_view(root.name()) != "configuration") {
      return error(root,
                   fmt::format("The root element is <{}>; a configuration file has <configuration>.", root.name()));
    }
    if (auto problem = web_server_of(root)) return *problem;
    for (auto const location : root.children("location")) {
      std::string_view const path = location.attribute("path").value();
      if (!path.empty() && path != ".") continue;  // speaks of a part of the site only
      if (auto problem = web_server_of(location)) return *problem;
    }
    return redirect_;
  }

private:
  ConfigurationError error(pugi::xml_node where, std::string what) const {
    return {.what = std::move(what), .line = xml_.line_of(where)};
  }

  Problem web_server_of(pugi::xml_node parent) {
    for (auto const group : parent.children("system.webServer")) {
      for (auto const section : group.children("httpRedirect")) {
        if (std::exchange(seen_, true))
          return error(section, "There is a duplicate 'system.webServer/httpRedirect' section defined");
        if (auto problem = http_redirect(section)) return problem;
      }
    }
    return std::nullopt;
  }

  Problem http_redirect(pugi::xml_node section) {
    for (auto const attribute : section.attributes()) {
      std::string_view const name = attribute.name();
      if (!is_http_redirect_attribute(name)) return error(section, fmt::format("Unrecognized attribute '{}'", name));
      auto const value = check_http_redirect_value(name, attribute.value());
      if (!value.canonical) return error(section, value.error);
      set_http_redirect_value(redirect_, name, *value.canonical);
    }
    for (auto const child : section.children()) {
      if (child.type() != pugi::node_element) continue;
      std::string_view const name = child.name();
      if (name == "clear") continue;
      if (name == "add" || name == "remove")
        return error(child, fmt::format("The lab's IIS has no wildcard redirects: <{}> of httpRedirect", name));
      return error(child, fmt::format("Unrecognized element '{}'", name));
    }
    return std::nullopt;
  }

  ConfigXml const& xml_;
  HttpRedirect redirect_;
  bool seen_ = false;
};

std::string with_mark(std::string_view query) { return query.empty() ? std::string() : fmt::format("?{}", query); }

/// What a variable stands for; empty when the letter is none.
std::optional<std::string> variable(char letter, std::string_view path, std::string_view query) {
  switch (letter) {
  case 'V':  // the requested URL without the server's name
  case 'S':  // what follows the folder of the redirect: the same, as that folder is the root
    return std::string(path);
  case 'Q': return with_mark(query);
  case 'P': return std::string(query);
  default: return std::nullopt;
  }
}

struct Expanded {
  std::string text{};
  bool had_variables = false;
};

Expanded expand(std::string_view destination, std::string_view path, std::string_view query) {
  Expanded result;
  for (std::size_t at = 0; at < destination.size(); ++at) {
    bool const may_be = destination[at] == '$' && at + 1 < destination.size();
    auto const value = may_be ? variable(destination[at + 1], path, query) : std::nullopt;
    if (!value) {
      result.text += destination[at];
      continue;
    }
    result.text += *value;
    result.had_variables = true;
    ++at;
  }
  return result;
}

std::string appended(std::string_view destination, std::string_view path, std::string_view query) {
  if (destination.ends_with('/') && path.starts_with('/')) path.remove_prefix(1);
  return fmt::format("{}{}{}", destination, path, with_mark(query));
}

}  // namespace

std::optional<Redirection> redirection_of(HttpRedirect const& redirect, std::string_view path, std::string_view query) {
  if (!redirect.enabled || redirect.destination.empty()) return std::nullopt;
  bool const is_deeper = path.find('/', 1) != std::string_view::npos;
  if (redirect.child_only && is_deeper) return std::nullopt;
  auto expanded = expand(redirect.destination, path, query);
  bool const whole = redirect.exact_destination || expanded.had_variables;
  return Redirection{.status = redirect.status,
                     .location = whole ? std::move(expanded.text) : appended(expanded.text, path, query)};
}

std::variant<HttpRedirect, ConfigurationError> parse_site_configuration(std::string_view text) {
  auto const xml = read_config_xml(text);
  if (auto const* problem = std::get_if<ConfigurationError>(&xml)) return *problem;
  return Reader(std::get<ConfigXml>(xml)).read();
}

std::string default_site_web_config() { return std::string(default_text); }

}  // namespace wsus::iis
