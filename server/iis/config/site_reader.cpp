// Reads pools and sites: see site_reader.hpp.
#include "server/iis/config/site_reader.hpp"

#include "windows/fs/caseless.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

namespace wsus::iis {
namespace {

using windows::equal_caseless;

constexpr std::uint32_t error_already_exists = 0x8007'00B7;

constexpr std::array<AttributeSchema, 2> binding_table{{{.name = "protocol"}, {.name = "bindingInformation"}}};
constexpr std::array<AttributeSchema, 4> application_table{
    {{.name = "path"}, {.name = "applicationPool"}, {.name = "enabledProtocols"}, {.name = "preloadEnabled"}}};
constexpr std::array<AttributeSchema, 5> directory_table{
    {{.name = "path"}, {.name = "physicalPath"}, {.name = "userName"}, {.name = "password"}, {.name = "logonMethod"}}};

/// Elements that say what holds for all sites, applications or directories; the lab passes over them.
constexpr std::array<std::string_view, 7> defaults{
    "siteDefaults", "applicationDefaults",       "virtualDirectoryDefaults", "applicationPoolDefaults", "limits",
    "logFile",      "traceFailedRequestsLogging"};

bool is_passed_over(pugi::xml_node node) {
  return node.type() != pugi::node_element ||
         std::find(defaults.begin(), defaults.end(), std::string_view(node.name())) != defaults.end();
}

class SiteReader {
public:
  SiteReader(ElementReader const& reader, ConfigurationFile& file) : reader_(reader), file_(file) {}

  ConfigurationProblem pools(pugi::xml_node parent) {
    for (auto const node : parent.children()) {
      if (is_passed_over(node)) continue;
      if (auto problem = expect(node, "add")) return problem;
      StatedValues values;
      if (auto problem = reader_.read_entry(node, pool_attributes(), values)) return problem;
      if (auto problem = required(node, values, "name")) return problem;
      if (file_.find_pool(values.at("name")) != nullptr) return twice(node, "name", values.at("name"));
      file_.pools.push_back(pool_settings_of(std::move(values)));
    }
    return std::nullopt;
  }

  ConfigurationProblem sites(pugi::xml_node parent) {
    for (auto const node : parent.children()) {
      if (is_passed_over(node)) continue;
      if (auto problem = expect(node, "site")) return problem;
      if (auto problem = site(node)) return problem;
    }
    return std::nullopt;
  }

private:
  ConfigurationProblem expect(pugi::xml_node node, std::string_view name) const {
    if (std::string_view(node.name()) == name) return std::nullopt;
    return reader_.error(node, fmt::format("Unrecognized element '{}'", node.name()));
  }

  ConfigurationProblem required(pugi::xml_node node, StatedValues const& values, std::string_view name) const {
    if (values.contains(name)) return std::nullopt;
    return reader_.error(node, fmt::format("Missing required attribute '{}'", name));
  }

  ConfigurationProblem twice(pugi::xml_node node, std::string_view key, std::string_view value) const {
    return reader_.error(node,
                         fmt::format("Cannot add duplicate collection entry of type '{}' with unique key attribute "
                                     "'{}' set to '{}'",
                                     node.name(), key, value),
                         error_already_exists);
  }

  /// Attributes of the element alone: its children are read by their own names.
  ConfigurationProblem own_attributes(pugi::xml_node node, std::span<AttributeSchema const> schema,
                                      StatedValues& values) const {
    for (auto const attribute : node.attributes()) {
      auto const* const known = find_attribute(schema, attribute.name());
      if (known == nullptr || known->name != attribute.name())
        return reader_.error(node, fmt::format("Unrecognized attribute '{}'", attribute.name()));
      auto value = check_value(*known, attribute.value());
      if (!value.canonical) return reader_.error(node, std::move(value.error));
      values.insert_or_assign(std::string(known->name), std::move(*value.canonical));
    }
    return std::nullopt;
  }

  ConfigurationProblem site(pugi::xml_node node) {
    StatedValues values;
    if (auto problem = own_attributes(node, site_attributes(), values)) return problem;
    if (auto problem = required(node, values, "name")) return problem;
    Site one{.name = values.at("name"),
             .id = static_cast<std::uint32_t>(number_of(value_of(values, site_attributes(), "id"))),
             .auto_start = value_of(values, site_attributes(), "serverAutoStart") == "true",
             .bindings = {},
             .applications = {}};
    if (file_.find_site(one.name) != nullptr) return twice(node, "name", one.name);
    bool const same_id =
        std::any_of(file_.sites.begin(), file_.sites.end(), [&](Site const& other) { return other.id == one.id; });
    if (same_id) return twice(node, "id", fmt::format("{}", one.id));
    for (auto const child : node.children()) {
      if (is_passed_over(child)) continue;
      std::string_view const name = child.name();
      if (name != "bindings" && name != "application")
        return reader_.error(child, fmt::format("Unrecognized element '{}'", name));
      if (auto problem = name == "bindings" ? bindings(child, one) : application(child, one)) return problem;
    }
    file_.sites.push_back(std::move(one));
    return std::nullopt;
  }

  /// A binding that cannot be read listens to nothing, as when WAS cannot register it (assumption).
  ConfigurationProblem bindings(pugi::xml_node parent, Site& site) const {
    for (auto const node : parent.children()) {
      if (is_passed_over(node) || std::string_view(node.name()) == "clear") continue;
      if (auto problem = expect(node, "binding")) return problem;
      StatedValues values;
      if (auto problem = own_attributes(node, binding_table, values)) return problem;
      auto binding = parse_binding(value_of(values, binding_table, "protocol"),
                                   value_of(values, binding_table, "bindingInformation"));
      if (binding) site.bindings.push_back(std::move(*binding));
    }
    return std::nullopt;
  }

  ConfigurationProblem application(pugi::xml_node node, Site& site) const {
    StatedValues values;
    if (auto problem = own_attributes(node, application_table, values)) return problem;
    if (auto problem = required(node, values, "path")) return problem;
    SiteApplication one{.path = values.at("path")};
    if (values.contains("applicationPool")) one.pool = values.at("applicationPool");
    for (auto const& other : site.applications) {
      if (equal_caseless(other.path, one.path)) return twice(node, "path", one.path);
    }
    for (auto const child : node.children()) {
      if (is_passed_over(child)) continue;
      if (auto problem = expect(child, "virtualDirectory")) return problem;
      if (auto problem = directory(child, one)) return problem;
    }
    site.applications.push_back(std::move(one));
    return std::nullopt;
  }

  ConfigurationProblem directory(pugi::xml_node node, SiteApplication& application) const {
    StatedValues values;
    if (auto problem = own_attributes(node, directory_table, values)) return problem;
    if (auto problem = required(node, values, "path")) return problem;
    auto const& path = values.at("path");
    for (auto const& other : application.directories) {
      if (equal_caseless(other.path, path)) return twice(node, "path", path);
    }
    application.directories.push_back(
        {.path = path, .physical_path = std::string(value_of(values, directory_table, "physicalPath"))});
    return std::nullopt;
  }

  ElementReader const& reader_;
  ConfigurationFile& file_;
};

}  // namespace

ConfigurationProblem read_application_host(ElementReader const& reader, pugi::xml_node node, ConfigurationFile& file) {
  SiteReader sites(reader, file);
  for (auto const pools : node.children("applicationPools")) {
    if (auto problem = sites.pools(pools)) return problem;
  }
  for (auto const group : node.children("sites")) {
    if (auto problem = sites.sites(group)) return problem;
  }
  return std::nullopt;
}

}  // namespace wsus::iis
