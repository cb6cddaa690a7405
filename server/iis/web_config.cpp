// Reads the settings of the ClientWebService from web.config by the rules of System.Configuration.
#include "server/iis/web_config.hpp"

#include "server/iis/config_xml.hpp"
#include "server/iis/int32.hpp"
#include "windows/prompt/prompt.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <set>

namespace wsus::iis {
namespace {

using Problem = std::optional<ConfigurationError>;

struct Setting {
  std::string value{};
  int line = 0;
};
using AppSettings = std::map<std::string, Setting, windows::CaselessLess>;

/// Sections and groups that .NET 4 and IIS declare themselves: everything else needs an entry in configSections.
constexpr std::array<std::string_view, 27> declared_sections{
    "appSettings",
    "assemblyBinding",
    "configProtectedData",
    "configSections",
    "connectionStrings",
    "location",
    "mscorlib",
    "runtime",
    "satelliteassemblies",
    "startup",
    "system.applicationHost",
    "system.codedom",
    "system.data",
    "system.data.dataset",
    "system.data.odbc",
    "system.data.oledb",
    "system.data.oracleclient",
    "system.data.sqlclient",
    "system.diagnostics",
    "system.net",
    "system.runtime.caching",
    "system.runtime.remoting",
    "system.runtime.serialization",
    "system.serviceModel",
    "system.transactions",
    "system.web",
    "system.webServer",
};

std::string_view name_of(pugi::xml_node node) { return node.name(); }

/// Reads one file. The messages are those of System.Configuration where it has one for the case.
class Reader {
public:
  explicit Reader(ConfigXml const& xml) : xml_(xml) {}

  std::variant<WebConfig, ConfigurationError> read() {
    auto const root = xml_.document.document_element();
    if (name_of(root) != "configuration") {
      return error(root,
                   fmt::format("The root element is <{}>; a configuration file has <configuration>.", root.name()));
    }
    for (auto const section : root.child("configSections").children())
      own_sections_.emplace(section.attribute("name").value());
    if (auto problem = sections(root)) return *problem;
    if (auto problem = take("maxInstalledPrerequisites", config_.max_installed_prerequisites)) return *problem;
    if (auto problem = take("maxCachedUpdates", config_.max_cached_updates)) return *problem;
    return config_;
  }

private:
  ConfigurationError error(pugi::xml_node where, std::string what) const {
    return {.what = std::move(what), .line = xml_.line_of(where)};
  }

  Problem sections(pugi::xml_node parent) {
    for (auto const node : parent.children()) {
      if (auto problem = section(node)) return problem;
    }
    return std::nullopt;
  }

  Problem section(pugi::xml_node node) {
    if (node.type() != pugi::node_element) return text_between_elements(node);
    auto const name = name_of(node);
    if (name == "appSettings") return app_settings(node);
    if (name == "system.web") return system_web(node);
    if (name == "location") return location(node);
    bool const known = std::find(declared_sections.begin(), declared_sections.end(), name) != declared_sections.end();
    if (known || own_sections_.contains(std::string(name))) return std::nullopt;
    return error(node, fmt::format("Unrecognized configuration section {}.", name));
  }

  /// <location path="."> speaks of the application itself; other paths are not the ClientWebService's.
  Problem location(pugi::xml_node node) {
    std::string_view const path = node.attribute("path").value();
    return path.empty() || path == "." ? sections(node) : std::nullopt;
  }

  Problem text_between_elements(pugi::xml_node node) const {
    return error(node, "The configuration section cannot contain a CDATA or text element.");
  }

  Problem once(pugi::xml_node node, bool& seen) const {
    if (!seen) {
      seen = true;
      return std::nullopt;
    }
    return error(node,
                 fmt::format("Section {} appears twice: sections must only appear once per config file.", node.name()));
  }

  Problem app_settings(pugi::xml_node section) {
    if (auto problem = once(section, seen_app_settings_)) return problem;
    for (auto const entry : section.children()) {
      if (entry.type() != pugi::node_element) return text_between_elements(entry);
      if (auto problem = app_setting(entry)) return problem;
    }
    return std::nullopt;
  }

  Problem app_setting(pugi::xml_node entry) {
    auto const name = name_of(entry);
    if (name == "clear") {
      if (auto problem = attributes(entry, {})) return problem;
      settings_.clear();
      return std::nullopt;
    }
    if (name != "add" && name != "remove") return error(entry, fmt::format("Unrecognized element '{}'.", name));
    bool const add = name == "add";
    if (auto problem = add ? attributes(entry, {"key", "value"}) : attributes(entry, {"key"})) return problem;
    auto const key = entry.attribute("key");
    if (!key) return error(entry, "Required attribute 'key' not found.");
    if (auto const old = settings_.find(std::string_view(key.value())); old != settings_.end()) settings_.erase(old);
    if (add) {
      settings_.emplace(key.value(), Setting{.value = entry.attribute("value").value(), .line = xml_.line_of(entry)});
    }
    return std::nullopt;
  }

  Problem attributes(pugi::xml_node node, std::initializer_list<std::string_view> allowed) const {
    for (auto const attribute : node.attributes()) {
      std::string_view const name = attribute.name();
      if (std::find(allowed.begin(), allowed.end(), name) != allowed.end()) continue;
      return error(node,
                   fmt::format("Unrecognized attribute '{}'. Note that attribute names are case-sensitive.", name));
    }
    return std::nullopt;
  }

  Problem system_web(pugi::xml_node group) {
    for (auto const node : group.children("httpRuntime")) {
      if (auto problem = once(node, seen_http_runtime_)) return problem;
      if (auto problem = http_runtime(node)) return problem;
    }
    return std::nullopt;
  }

  Problem http_runtime(pugi::xml_node node) {
    if (auto problem = runtime_number(node, "maxRequestLength", config_.max_request_length_kb)) return problem;
    long seconds = static_cast<long>(config_.execution_timeout.count());
    if (auto problem = runtime_number(node, "executionTimeout", seconds)) return problem;
    config_.execution_timeout = std::chrono::seconds(seconds);
    return std::nullopt;
  }

  Problem runtime_number(pugi::xml_node node, char const* name, long& target) const {
    auto const attribute = node.attribute(name);
    if (!attribute) return std::nullopt;
    auto const number = parse_int32(attribute.value());
    if (!number.value) {
      return error(node, fmt::format("The value of the property '{}' cannot be parsed. The error is: '{}': {}", name,
                                     attribute.value(), number.error));
    }
    if (*number.value < 0) {
      return error(node, fmt::format("The value for the property '{}' is not valid. The error is: The value must be "
                                     "inside the range 0-2147483647.",
                                     name));
    }
    target = *number.value;
    return std::nullopt;
  }

  /// Replaces the default when the key is there; the key that the file has wins over letter case.
  Problem take(std::string_view key, long& target) const {
    auto const found = settings_.find(key);
    if (found == settings_.end()) return std::nullopt;
    auto const number = parse_int32(found->second.value);
    if (!number.value) {
      return ConfigurationError{.what = fmt::format("appSettings key '{}' has the value '{}': {}", found->first,
                                                    found->second.value, number.error),
                                .line = found->second.line};
    }
    target = *number.value;
    return std::nullopt;
  }

  ConfigXml const& xml_;
  WebConfig config_;
  AppSettings settings_;
  std::set<std::string> own_sections_;
  bool seen_app_settings_ = false;
  bool seen_http_runtime_ = false;
};

}  // namespace

std::variant<WebConfig, ConfigurationError> parse_web_config(std::string_view text) {
  auto const xml = read_config_xml(text);
  if (auto const* problem = std::get_if<ConfigurationError>(&xml)) return *problem;
  return Reader(std::get<ConfigXml>(xml)).read();
}

}  // namespace wsus::iis
