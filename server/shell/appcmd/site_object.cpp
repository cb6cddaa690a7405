// appcmd list|set|start|stop site.
#include "server/iis/server_files.hpp"
#include "server/shell/appcmd/objects.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace wsus::server_shell::appcmd_parts {
namespace {

using Change = iis::InternetServices::Change;

std::string name_of(Words& words) {
  auto const named = words.take("site.name");
  return words.identifier.empty() ? named.value_or("") : words.identifier;
}

CommandResult list(Ground const& ground, Words words) {
  auto const name = name_of(words);
  if (!words.options.empty()) return unknown_attribute(words.options.front().name, {"site.name"});
  if (!name.empty() && ground.host->find_site(name) == nullptr) return no_such("SITE", name);
  CommandResult result;
  for (auto const& site : ground.host->sites) {
    if (!name.empty() && !windows::equal_caseless(site.name, name)) continue;
    std::string bindings;
    for (auto const& binding : site.bindings)
      bindings += fmt::format("{}{}", bindings.empty() ? "" : ",", iis::text_of(binding));
    result.output += fmt::format("SITE \"{}\" (id:{},bindings:{},state:{})\n", site.name, site.id, bindings,
                                 ground.internet.is_site_started(site.name) ? "Started" : "Stopped");
  }
  result.exit_code = result.output.empty() ? 1 : 0;
  return result;
}

CommandResult wrong_binding(std::string_view text) {
  return failed(error_invalid_data, fmt::format("Invalid binding format \"{}\"; e.g. http/*:8530:", text));
}

/// "http/*:8530:,https/*:8531:"
std::variant<std::vector<iis::Binding>, CommandResult> bindings_of(std::string_view text) {
  std::vector<iis::Binding> bindings;
  while (!text.empty()) {
    auto const comma = text.find(',');
    auto const one = text.substr(0, comma);
    auto const slash = one.find('/');
    auto binding = slash == std::string_view::npos ? std::nullopt
                                                   : iis::parse_binding(one.substr(0, slash), one.substr(slash + 1));
    if (!binding) return wrong_binding(one);
    bindings.push_back(std::move(*binding));
    text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
  }
  return bindings;
}

/// [protocol='http',bindingInformation='*:8530:']
std::optional<iis::Binding> binding_of(EntryOption const& entry) {
  std::string_view protocol = "http";
  std::string_view information;
  for (auto const& [name, value] : entry.values) {
    if (windows::equal_caseless(name, "protocol")) protocol = value;
    if (windows::equal_caseless(name, "bindingInformation")) information = value;
  }
  return iis::parse_binding(protocol, information);
}

/// The bindings after /+bindings.[...] and /-bindings.[...].
std::variant<std::vector<iis::Binding>, CommandResult> with_entries(std::vector<iis::Binding> bindings,
                                                                    std::vector<EntryOption> const& entries) {
  for (auto const& entry : entries) {
    auto const binding = binding_of(entry);
    if (!windows::equal_caseless(entry.parent, "bindings"))
      return unknown_attribute(entry.parent, {"bindings", "id", "serverAutoStart"});
    if (!binding || entry.change == EntryOption::Change::set) return wrong_binding(entry.parent);
    auto const text = iis::text_of(*binding);
    auto const old = std::find_if(bindings.begin(), bindings.end(),
                                  [&](iis::Binding const& one) { return iis::text_of(one) == text; });
    bool const adds = entry.change == EntryOption::Change::add;
    if (!adds && old == bindings.end()) return failed(error_not_found, "Cannot find requested collection element.");
    if (adds && old != bindings.end()) {
      return failed(error_already_exists,
                    "New binding object missing required attributes. Cannot add duplicate collection entry of type "
                    "'binding'");
    }
    if (adds)
      bindings.push_back(*binding);
    else
      bindings.erase(old);
  }
  return bindings;
}

CommandResult set(Ground const& ground, Words words) {
  auto const name = name_of(words);
  auto const* const site = ground.host->find_site(name);
  if (site == nullptr) return no_such("SITE", name);
  auto const typed = words.take("bindings");
  auto values = attributes(words.options, iis::site_attributes());
  if (auto* const mistake = std::get_if<CommandResult>(&values)) return std::move(*mistake);
  auto listed = typed ? bindings_of(*typed) : site->bindings;
  if (auto* const mistake = std::get_if<CommandResult>(&listed)) return std::move(*mistake);
  auto bindings = with_entries(std::get<std::vector<iis::Binding>>(std::move(listed)), words.entries);
  if (auto* const mistake = std::get_if<CommandResult>(&bindings)) return std::move(*mistake);

  auto edited =
      iis::set_site(text_of(ground, iis::application_host_config), site->name, std::get<iis::StatedValues>(values));
  bool const changes_bindings = typed || !words.entries.empty();
  if (auto const* const text = std::get_if<std::string>(&edited); text != nullptr && changes_bindings)
    edited = iis::set_bindings(std::string(*text), site->name, std::get<std::vector<iis::Binding>>(bindings));
  return commit(ground, edited, iis::application_host_config, fmt::format("SITE object \"{}\" changed\n", site->name));
}

CommandResult give(Ground const& ground, Words& words, bool start) {
  auto const name = name_of(words);
  if (!words.options.empty()) return unknown_attribute(words.options.front().name, {"site.name"});
  switch (start ? ground.internet.start_site(name) : ground.internet.stop_site(name)) {
  case Change::no_such_object: return no_such("SITE", name);
  case Change::already:
    return start ? failed_to_run(error_already_running, "An instance of the service is already running.")
                 : failed_to_run(error_not_active, "The service has not been started.");
  case Change::done: break;
  }
  return {.exit_code = 0,
          .output = fmt::format("\"{}\" {}\n", ground.host->find_site(name)->name,
                                start ? "successfully started." : "successfully stopped")};
}

CommandResult start(Ground const& ground, Words words) { return give(ground, words, true); }
CommandResult stop(Ground const& ground, Words words) { return give(ground, words, false); }

constexpr std::array<Verb, 4> verbs{{{"list", list}, {"set", set}, {"start", start}, {"stop", stop}}};

}  // namespace

std::span<Verb const> site_verbs() { return verbs; }

}  // namespace wsus::server_shell::appcmd_parts
