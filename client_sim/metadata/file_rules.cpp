// Rules about files: on the machine's drive, with versions and dates from its SystemInfo. A file that is not there
// makes each of them false (M: second-hand); one without the fact that is asked about, unknown.
#include "client_sim/metadata/folders.hpp"
#include "client_sim/metadata/rules.hpp"
#include "windows/fs/caseless.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>
#include <variant>

namespace wsus::metadata {
namespace {

/// The absolute path, or the value that the rule has without one.
using Located = std::variant<std::string, Truth>;

Located locate_below_registry_value(pugi::xml_node rule, RuleContext const& context, std::string_view path) {
  auto const base = registry_text(rule, context);
  if (base.place.empty()) return context.malformed(rule, "Key");
  if (!base.text) return context.found(Truth::no, [&] { return fmt::format("{} is not there", base.place); });
  return join_path(*base.text, path);
}

Located locate(pugi::xml_node rule, RuleContext const& context) {
  std::string_view const path = rule.attribute("Path").value();
  if (path.empty()) return context.malformed(rule, "Path");
  if (std::string_view(rule.name()).ends_with("PrependRegSz")) return locate_below_registry_value(rule, context, path);
  auto const csidl = rule.attribute("Csidl");
  if (!csidl) return join_path({}, path);
  auto const number = number_of(csidl);
  if (!number) return context.malformed(rule, "Csidl");
  auto const folder = folder_of(*number, context.machine.facts().processor_architecture != 0);
  if (!folder.empty()) return join_path(folder, path);
  return context.found(Truth::unknown,
                       [&] { return fmt::format("the simulator does not know the folder of CSIDL {}", *number); });
}

bool exists(machine::Machine const& machine, std::string const& path) {
  auto const& info = machine.system_info();
  auto const key = windows::to_lower(path);
  return machine.files().is_file(path) || info.file_versions.contains(key) || info.file_times.contains(key);
}

Truth no_fact(RuleContext const& context, std::string_view what, std::string_view path) {
  return context.found(Truth::unknown,
                       [&] { return fmt::format("the machine does not know the {} of {}", what, path); });
}

std::string version_text(machine::Machine const& machine, std::string const& path) {
  auto const& versions = machine.system_info().file_versions;
  auto const found = versions.find(windows::to_lower(path));
  return found == versions.end() ? std::string() : found->second;
}

/// The file's path when it is there, else the value of the rule.
Located locate_existing(pugi::xml_node rule, RuleContext const& context) {
  auto located = locate(rule, context);
  auto const* path = std::get_if<std::string>(&located);
  if (path == nullptr || exists(context.machine, *path)) return located;
  return context.found(Truth::no, [&] { return fmt::format("{} is not there", *path); });
}

Truth compare_version(pugi::xml_node rule, RuleContext const& context, std::string const& path) {
  auto const wanted = version_of(rule.attribute("Version").value());
  if (!wanted) return context.malformed(rule, "Version");
  auto const text = version_text(context.machine, path);
  auto const version = version_of(text);
  if (!version) return no_fact(context, "version", path);
  return context.compared(rule, *version <=> *wanted, [&] { return fmt::format("{} has version {}", path, text); });
}

Truth compare_size(pugi::xml_node rule, RuleContext const& context, std::string const& path) {
  auto const wanted = number_of(rule.attribute("Size"));
  if (!wanted) return context.malformed(rule, "Size");
  auto const content = context.machine.files().read_as_system(path);
  if (!content) return no_fact(context, "size", path);
  auto const size = static_cast<std::int64_t>(content->size());
  return context.compared(rule, size <=> *wanted, [&] { return fmt::format("{} has {} bytes", path, size); });
}

struct FileTimeRule {
  char const* attribute = nullptr;
  std::string_view what{};
  std::optional<wusp::UtcTime> machine::FileTimes::*time = nullptr;
};

Truth compare_time(pugi::xml_node rule, RuleContext const& context, std::string const& path, FileTimeRule const& by) {
  auto const wanted = wusp::parse_xsd_date_time(rule.attribute(by.attribute).value());
  if (!wanted) return context.malformed(rule, by.attribute);
  auto const& times = context.machine.system_info().file_times;
  auto const entry = times.find(windows::to_lower(path));
  auto const time = entry == times.end() ? std::nullopt : entry->second.*by.time;
  if (!time) return no_fact(context, by.what, path);
  return context.compared(rule, *time <=> *wanted, [&] {
    return fmt::format("the {} of {} is {}", by.what, path, wusp::to_xsd_date_time(*time));
  });
}

template <class Compare>
Truth with_file(pugi::xml_node rule, RuleContext const& context, Compare const& compare) {
  auto const located = locate_existing(rule, context);
  if (auto const* value = std::get_if<Truth>(&located)) return *value;
  return compare(std::get<std::string>(located));
}

/// Version and Size must be equal when they are given; Language is a fact that no file of a simulated machine has.
Truth file_exists(pugi::xml_node rule, RuleContext const& context) {
  return with_file(rule, context, [&](std::string const& path) {
    auto version = context.found(Truth::yes, [&] { return fmt::format("{} is there", path); });
    if (rule.attribute("Version")) version = compare_version(rule, context, path);
    if (version == Truth::no) return version;
    auto const size = rule.attribute("Size") ? compare_size(rule, context, path) : Truth::yes;
    if (size == Truth::no) return size;
    if (rule.attribute("Language")) return no_fact(context, "language", path);
    return size == Truth::unknown ? size : version;
  });
}

Truth file_version(pugi::xml_node rule, RuleContext const& context) {
  return with_file(rule, context, [&](std::string const& path) { return compare_version(rule, context, path); });
}

Truth file_size(pugi::xml_node rule, RuleContext const& context) {
  return with_file(rule, context, [&](std::string const& path) { return compare_size(rule, context, path); });
}

Truth file_created(pugi::xml_node rule, RuleContext const& context) {
  FileTimeRule const by{"Created", "creation date", &machine::FileTimes::created};
  return with_file(rule, context, [&](std::string const& path) { return compare_time(rule, context, path, by); });
}

Truth file_modified(pugi::xml_node rule, RuleContext const& context) {
  FileTimeRule const by{"Modified", "modification date", &machine::FileTimes::modified};
  return with_file(rule, context, [&](std::string const& path) { return compare_time(rule, context, path, by); });
}

constexpr auto rows = std::to_array<RuleRow>({
    {"b.FileExists", file_exists},
    {"b.FileExistsPrependRegSz", file_exists},
    {"b.FileVersion", file_version},
    {"b.FileVersionPrependRegSz", file_version},
    {"b.FileSize", file_size},
    {"b.FileSizePrependRegSz", file_size},
    {"b.FileCreated", file_created},
    {"b.FileCreatedPrependRegSz", file_created},
    {"b.FileModified", file_modified},
    {"b.FileModifiedPrependRegSz", file_modified},
});

}  // namespace

std::span<RuleRow const> file_rules() { return rows; }

}  // namespace wsus::metadata
