// appcmd list|set|clear config: sections of the configuration, in applicationHost.config or in the web.config of a
// folder.
#include "server/config/values.hpp"
#include "server/iis/admission/routing.hpp"
#include "server/iis/config/path_settings.hpp"
#include "server/iis/server_files.hpp"
#include "server/shell/appcmd/objects.hpp"
#include "windows/fs/path.hpp"
#include "wsdl/wusp/markup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace wsus::server_shell::appcmd_parts {
namespace {

using windows::equal_caseless;

constexpr std::string_view machine = "MACHINE/WEBROOT/APPHOST";

/// What a line speaks of: a section at a path, and the file that keeps it.
struct Target {
  iis::SectionSchema const* section = nullptr;
  std::string address{};  ///< "WSUS Administration/ClientWebService"; empty: the whole server
  iis::SectionPlace place{};
  std::string file{};
  std::string commit_path{};  ///< "MACHINE/WEBROOT/APPHOST"
  std::vector<iis::ConfigurationLayer> layers{};
};

using Found = std::variant<Target, CommandResult>;

std::string under_machine(std::string_view address) {
  return address.empty() ? std::string(machine) : fmt::format("{}/{}", machine, address);
}

CommandResult unknown_section(std::string_view typed) {
  auto const names = iis::section_names();
  auto const near = config::nearest(typed, names);
  return failed(error_invalid_parameter,
                fmt::format("Unknown config section \"{}\".  Replace with -? for help.{} The lab's server has: {}.",
                            typed, near.empty() ? "" : fmt::format(" The nearest: {}.", near), fmt::join(names, ", ")));
}

/// Where the web.config of a commit lies: of the folder itself, or of the site's root.
std::optional<CommandResult> place_in_web_config(Target& target, iis::Site const& site, iis::Route const& route,
                                                 bool of_site) {
  auto const folder = of_site ? iis::route_in(site, "/") : std::optional(route);
  if (!folder) return no_such("SITE", site.name);
  target.file = windows::join_path(iis::expanded_path(folder->directory->physical_path), "web.config");
  auto const level = of_site ? site.name : route.location();
  target.place.kind = iis::ConfigurationFileKind::web_config;
  target.place.location =
      target.address.size() > level.size() ? target.address.substr(level.size() + 1) : std::string();
  target.commit_path = under_machine(level);
  if (target.section->locked) return failed(error_locked, iis::locked_section_text());
  return std::nullopt;
}

void place_in_application_host(Target& target) {
  target.file = iis::application_host_config;
  target.place.kind = iis::ConfigurationFileKind::application_host;
  target.place.location = target.address;
  target.commit_path = machine;
}

Found find(Ground const& ground, Words& words, bool for_edit) {
  Target target;
  auto const typed = words.take("section").value_or("");
  target.section = iis::find_section(typed);
  if (target.section == nullptr) return unknown_section(typed);
  target.place.section = target.section;
  auto const commit = words.take("commit");
  constexpr std::array<std::string_view, 4> commits{"apphost", "site", "app", "url"};
  bool const is_known = !commit || std::any_of(commits.begin(), commits.end(),
                                               [&](std::string_view one) { return equal_caseless(one, *commit); });
  if (!is_known) {
    return failed(error_invalid_parameter, fmt::format("The lab's server does not commit to \"{}\"; allowed: {}.",
                                                       *commit, fmt::join(commits, ", ")));
  }
  if (words.identifier.empty()) {
    place_in_application_host(target);
    target.layers.push_back({.file = ground.host, .level = {}, .name = std::string(iis::application_host_config)});
    return target;
  }
  auto const path = split_identifier(words.identifier);
  auto const* const site = ground.host->find_site(path.site);
  auto const route = site == nullptr ? std::nullopt : iis::route_in(*site, path.path);
  if (!route) return no_such("SITE", words.identifier);
  target.address = path.path == "/" ? site->name : site->name + path.path;
  auto layers = ground.internet.configuration().layers(*site, *route);
  if (auto const* const mistake = std::get_if<iis::MisplacedConfiguration>(&layers)) return unusable(*mistake);
  target.layers = std::get<std::vector<iis::ConfigurationLayer>>(std::move(layers));
  if (!for_edit) return target;
  if (commit && equal_caseless(*commit, "apphost")) {
    place_in_application_host(target);
  } else if (auto mistake = place_in_web_config(target, *site, *route, commit && equal_caseless(*commit, "site"))) {
    return std::move(*mistake);
  }
  return target;
}

std::variant<iis::MergedSection, CommandResult> merged(Target const& target) {
  auto result = iis::merge_section(target.layers, target.address, *target.section);
  if (auto const* const mistake = std::get_if<iis::MisplacedConfiguration>(&result)) return unusable(*mistake);
  return std::get<iis::MergedSection>(std::move(result));
}

// ---- list

std::string entry_line(iis::CollectionSchema const& schema, iis::StatedValues const& entry, std::string const& margin) {
  std::string attributes;
  for (auto const& attribute : schema.attributes) {
    auto const found = entry.find(attribute.name);
    if (found != entry.end())
      attributes += fmt::format(" {}=\"{}\"", attribute.name, wusp::escape_markup(found->second));
  }
  return fmt::format("{}<{}{} />\n", margin, schema.element, attributes);
}

/// Attributes whose name has this prefix, without it; none of deeper children.
std::string attributes_of(iis::StatedValues const& values, std::string_view prefix) {
  std::string text;
  for (auto const& [name, value] : values) {
    std::string_view rest = name;
    if (!rest.starts_with(prefix)) continue;
    rest.remove_prefix(prefix.size());
    if (rest.find('.') == std::string_view::npos) text += fmt::format(" {}=\"{}\"", rest, wusp::escape_markup(value));
  }
  return text;
}

std::vector<std::string> children_of(iis::SectionSchema const& section) {
  std::vector<std::string> names;
  auto const add = [&names](std::string_view name) {
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
  };
  for (auto const& attribute : section.attributes) {
    auto const point = attribute.name.find('.');
    if (point != std::string_view::npos) add(attribute.name.substr(0, point));
  }
  for (auto const& collection : section.collections) add(collection.parent);
  return names;
}

std::string entries_of(iis::SectionSchema const& section, iis::MergedSection const& merged, std::string_view parent,
                       std::string const& margin) {
  std::string text;
  for (std::size_t i = 0; i < section.collections.size(); ++i) {
    if (section.collections[i].parent != parent) continue;
    for (auto const& entry : merged.collections[i]) text += entry_line(section.collections[i], entry, margin);
  }
  return text;
}

std::string section_text(iis::SectionSchema const& section, iis::MergedSection const& merged) {
  std::vector<std::string_view> groups;
  auto path = section.path;
  for (auto slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/')) {
    groups.push_back(path.substr(0, slash));
    path.remove_prefix(slash + 1);
  }
  std::string text;
  std::string margin;
  for (auto const group : groups) {
    text += fmt::format("{}<{}>\n", margin, group);
    margin += "  ";
  }
  text += fmt::format("{}<{}{}>\n{}", margin, path, attributes_of(merged.values, ""),
                      entries_of(section, merged, "", margin + "  "));
  for (auto const& child : children_of(section)) {
    auto const attributes = attributes_of(merged.values, child + ".");
    auto const entries = entries_of(section, merged, child, margin + "    ");
    if (attributes.empty() && entries.empty()) continue;
    text += fmt::format("{0}  <{1}{2}>\n{3}{0}  </{1}>\n", margin, child, attributes, entries);
  }
  text += fmt::format("{}</{}>\n", margin, path);
  for (auto group = groups.rbegin(); group != groups.rend(); ++group) {
    margin.resize(margin.size() - 2);
    text += fmt::format("{}</{}>\n", margin, *group);
  }
  return text;
}

CommandResult list(Ground const& ground, Words words) {
  auto const found = find(ground, words, false);
  if (auto const* const mistake = std::get_if<CommandResult>(&found)) return *mistake;
  if (!words.options.empty()) return unknown_attribute(words.options.front().name, {"section"});
  auto const& target = std::get<Target>(found);
  auto const section = merged(target);
  if (auto const* const mistake = std::get_if<CommandResult>(&section)) return *mistake;
  return {.exit_code = 0, .output = section_text(*target.section, std::get<iis::MergedSection>(section))};
}

// ---- set

std::optional<std::size_t> collection_of(iis::SectionSchema const& section, std::string_view parent) {
  for (std::size_t i = 0; i < section.collections.size(); ++i) {
    if (equal_caseless(section.collections[i].parent, parent)) return i;
  }
  return std::nullopt;
}

std::variant<iis::StatedValues, CommandResult> values_of(EntryOption const& entry,
                                                         iis::CollectionSchema const& schema) {
  std::vector<Option> options;
  options.reserve(entry.values.size());
  for (auto const& [name, value] : entry.values) options.push_back({.name = name, .value = value});
  return attributes(options, schema.attributes);
}

bool has_entry(iis::CollectionSchema const& schema, std::vector<iis::StatedValues> const& entries,
               iis::StatedValues const& wanted) {
  return std::any_of(entries.begin(), entries.end(),
                     [&](iis::StatedValues const& one) { return iis::same_key(schema, one, wanted); });
}

/// The file's text after one option about a collection.
std::variant<iis::EditedFile, CommandResult> with_entry(Target const& target, std::string const& text,
                                                        EntryOption const& entry,
                                                        std::vector<iis::StatedValues> const& known) {
  auto const index = *collection_of(*target.section, entry.parent);
  auto const& schema = target.section->collections[index];
  auto values = values_of(entry, schema);
  if (auto* const mistake = std::get_if<CommandResult>(&values)) return std::move(*mistake);
  auto const& key = std::get<iis::StatedValues>(values);
  bool const is_there = has_entry(schema, known, key);
  if (entry.change == EntryOption::Change::add) {
    if (is_there) {
      return failed(error_already_exists, fmt::format("New {} object missing required attributes. {}\n.",
                                                      schema.element, iis::duplicate_entry(schema, key, 0).what));
    }
    return iis::add_entry(text, target.place, index, key);
  }
  if (!is_there) return failed(error_not_found, "Cannot find requested collection element.");
  if (entry.change == EntryOption::Change::remove) return iis::remove_entry(text, target.place, index, key);
  auto changed = attributes({{.name = entry.attribute, .value = entry.value}}, schema.attributes);
  if (auto* const mistake = std::get_if<CommandResult>(&changed)) return std::move(*mistake);
  return iis::set_entry(text, target.place, index, key, std::get<iis::StatedValues>(changed));
}

std::variant<iis::EditedFile, CommandResult> edited(Ground const& ground, Target const& target, Words const& words) {
  auto const section = merged(target);
  if (auto const* const mistake = std::get_if<CommandResult>(&section)) return *mistake;
  auto values = attributes(words.options, target.section->attributes);
  if (auto* const mistake = std::get_if<CommandResult>(&values)) return std::move(*mistake);
  auto text = text_of(ground, target.file);
  if (!words.options.empty()) {
    auto result = iis::set_attributes(text, target.place, std::get<iis::StatedValues>(values));
    if (!std::holds_alternative<std::string>(result)) return result;
    text = std::get<std::string>(std::move(result));
  }
  for (auto const& entry : words.entries) {
    auto const index = collection_of(*target.section, entry.parent);
    if (!index) return unknown_attribute(entry.parent.empty() ? "[" : entry.parent, {});
    auto result = with_entry(target, text, entry, std::get<iis::MergedSection>(section).collections[*index]);
    if (std::holds_alternative<CommandResult>(result)) return result;
    auto& file = std::get<iis::EditedFile>(result);
    if (!std::holds_alternative<std::string>(file)) return result;
    text = std::get<std::string>(std::move(file));
  }
  return iis::EditedFile(std::move(text));
}

std::string applied(Target const& target) {
  return fmt::format("Applied configuration changes to section \"{}\" for \"{}\" at configuration commit path \"{}\"\n",
                     target.section->path, under_machine(target.address), target.commit_path);
}

CommandResult set(Ground const& ground, Words words) {
  auto const found = find(ground, words, true);
  if (auto const* const mistake = std::get_if<CommandResult>(&found)) return *mistake;
  auto const& target = std::get<Target>(found);
  auto const result = edited(ground, target, words);
  if (auto const* const mistake = std::get_if<CommandResult>(&result)) return *mistake;
  return commit(ground, std::get<iis::EditedFile>(result), target.file, applied(target));
}

CommandResult clear(Ground const& ground, Words words) {
  auto const found = find(ground, words, true);
  if (auto const* const mistake = std::get_if<CommandResult>(&found)) return *mistake;
  if (!words.options.empty()) return unknown_attribute(words.options.front().name, {"section", "commit"});
  auto const& target = std::get<Target>(found);
  return commit(ground, iis::clear_section(text_of(ground, target.file), target.place), target.file, applied(target));
}

constexpr std::array<Verb, 3> verbs{{{"list", list}, {"set", set}, {"clear", clear}}};

}  // namespace

std::span<Verb const> config_verbs() { return verbs; }

}  // namespace wsus::server_shell::appcmd_parts
