// Reads one file of IIS's configuration: see configuration_file.hpp.
#include "server/iis/config/configuration_file.hpp"

#include "server/iis/config/element_reader.hpp"
#include "server/iis/config/site_reader.hpp"
#include "server/iis/config_xml.hpp"
#include "windows/fs/caseless.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace wsus::iis {
namespace {

constexpr std::uint32_t error_already_exists = 0x8007'00B7;
constexpr std::uint32_t error_not_supported = 0x8007'0032;
constexpr std::uint32_t error_locked = 0x8007'0021;

std::string trimmed_location(std::string_view path) {
  while (path.starts_with('/')) path.remove_prefix(1);
  while (path.ends_with('/')) path.remove_suffix(1);
  return path == "." ? std::string() : std::string(path);
}

/// Reads one file into one value.
class FileReader {
public:
  FileReader(ConfigXml const& xml, ConfigurationFileKind kind) : xml_(xml), reader_(xml), kind_(kind) {}

  std::variant<ConfigurationFile, ConfigurationError> read() {
    auto const root = xml_.document.document_element();
    if (std::string_view(root.name()) != "configuration") {
      return reader_.error(
          root, fmt::format("The root element is <{}>; a configuration file has <configuration>.", root.name()));
    }
    if (auto problem = level(root, {})) return *problem;
    for (auto const location : root.children("location")) {
      if (auto problem = level(location, trimmed_location(location.attribute("path").value()))) return *problem;
    }
    return std::move(file_);
  }

private:
  ConfigurationProblem level(pugi::xml_node parent, std::string const& location) {
    for (auto const node : parent.children()) {
      if (node.type() != pugi::node_element) continue;
      std::string_view const name = node.name();
      if (name == "system.webServer") {
        if (auto problem = group(node, "system.webServer", location)) return problem;
      } else if (name == "system.web") {
        if (auto problem = system_web(node, location)) return problem;
      } else if (name == "system.applicationHost" && kind_ == ConfigurationFileKind::application_host) {
        if (auto problem = read_application_host(reader_, node, file_)) return problem;
      }
    }
    return std::nullopt;
  }

  /// Of ASP.NET's group the lab's IIS looks at <identity> only, which its validation looks at too.
  ConfigurationProblem system_web(pugi::xml_node node, std::string const& location) {
    for (auto const section : node.children("identity")) {
      if (auto problem = read_section(section, *find_section("system.web/identity"), location)) return problem;
    }
    return std::nullopt;
  }

  ConfigurationProblem group(pugi::xml_node node, std::string const& path, std::string const& location) {
    for (auto const child : node.children()) {
      if (child.type() != pugi::node_element) continue;
      auto const inner = fmt::format("{}/{}", path, child.name());
      if (inner == "system.webServer/security" || inner == "system.webServer/security/authentication") {
        if (auto problem = group(child, inner, location)) return problem;
        continue;
      }
      auto const* const schema = find_section(inner);
      if (schema != nullptr && schema->path == inner) {
        if (auto problem = read_section(child, *schema, location)) return problem;
      } else if (!is_section_without_effect(inner)) {
        return reader_.error(child,
                             fmt::format("The configuration section '{}' cannot be read because it is missing a "
                                         "section declaration",
                                         inner),
                             error_not_supported);
      }
    }
    return std::nullopt;
  }

  ConfigurationProblem read_section(pugi::xml_node node, SectionSchema const& schema, std::string const& location) {
    if (schema.locked && kind_ == ConfigurationFileKind::web_config)
      return reader_.error(node, std::string(locked_section_text()), error_locked);
    StatedSection section{.location = location, .schema = &schema, .line = reader_.line_of(node)};
    bool const twice = std::any_of(file_.sections.begin(), file_.sections.end(), [&](StatedSection const& one) {
      return one.schema == &schema && windows::equal_caseless(one.location, location);
    });
    if (twice) return reader_.error(node, fmt::format("There is a duplicate '{}' section defined", schema.path));
    if (auto problem = reader_.read_attributes(node, schema.attributes, schema.collections, section.values))
      return problem;
    if (auto problem = reader_.read_collections(node, schema.collections, section.steps)) return problem;
    if (auto problem = entries_twice(section)) return problem;
    file_.sections.push_back(std::move(section));
    return std::nullopt;
  }

  /// Two <add> of one key in one file, with no <remove> or <clear> between them.
  static ConfigurationProblem entries_twice(StatedSection const& section) {
    for (auto step = section.steps.begin(); step != section.steps.end(); ++step) {
      if (step->kind != CollectionStep::Kind::add) continue;
      auto const& schema = section.schema->collections[step->collection];
      for (auto earlier = std::make_reverse_iterator(step); earlier != section.steps.rend(); ++earlier) {
        if (earlier->collection != step->collection) continue;
        if (earlier->kind == CollectionStep::Kind::clear) break;
        if (!same_key(schema, earlier->values, step->values)) continue;
        if (earlier->kind == CollectionStep::Kind::add) return duplicate_entry(schema, step->values, step->line);
        break;
      }
    }
    return std::nullopt;
  }

  ConfigXml const& xml_;
  ElementReader reader_;
  ConfigurationFileKind kind_;
  ConfigurationFile file_{};
};

}  // namespace

PoolSettings const* ConfigurationFile::find_pool(std::string_view name) const {
  auto const found = std::find_if(pools.begin(), pools.end(),
                                  [name](auto const& one) { return windows::equal_caseless(one.name, name); });
  return found == pools.end() ? nullptr : &*found;
}

Site const* ConfigurationFile::find_site(std::string_view name) const {
  auto const found = std::find_if(sites.begin(), sites.end(),
                                  [name](auto const& one) { return windows::equal_caseless(one.name, name); });
  return found == sites.end() ? nullptr : &*found;
}

bool same_key(CollectionSchema const& schema, StatedValues const& a, StatedValues const& b) {
  return std::all_of(schema.keys.begin(), schema.keys.end(), [&](std::string_view key) {
    return windows::equal_caseless(value_of(a, schema.attributes, key), value_of(b, schema.attributes, key));
  });
}

ConfigurationError duplicate_entry(CollectionSchema const& schema, StatedValues const& entry, int line) {
  std::string names;
  std::string values;
  for (auto const key : schema.keys) {
    names += fmt::format("{}{}", names.empty() ? "" : ", ", key);
    values += fmt::format("{}{}", values.empty() ? "" : ", ", value_of(entry, schema.attributes, key));
  }
  auto const which = schema.keys.size() == 1
                         ? fmt::format("unique key attribute '{}' set to '{}'", names, values)
                         : fmt::format("combined key attributes '{}' respectively set to '{}'", names, values);
  return {.what = fmt::format("Cannot add duplicate collection entry of type '{}' with {}", schema.element, which),
          .line = line,
          .hresult = error_already_exists};
}

std::string_view locked_section_text() {
  return "This configuration section cannot be used at this path. This happens when the section is locked at a parent "
         "level. Locking is either by default (overrideModeDefault=\"Deny\"), or set explicitly by a location tag with "
         "overrideMode=\"Deny\" or the legacy allowOverride=\"false\".";
}

std::variant<ConfigurationFile, ConfigurationError> parse_configuration_file(std::string_view text,
                                                                             ConfigurationFileKind kind) {
  auto const xml = read_config_xml(text);
  if (auto const* problem = std::get_if<ConfigurationError>(&xml)) return *problem;
  return FileReader(std::get<ConfigXml>(xml), kind).read();
}

}  // namespace wsus::iis
