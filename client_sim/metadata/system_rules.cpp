// Rules about the system, its processor, languages and cluster.
#include "client_sim/metadata/rules.hpp"
#include "windows/fs/caseless.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace wsus::metadata {
namespace {

using windows::to_lower;

struct VersionPart {
  char const* attribute = nullptr;
  std::int64_t value = 0;
};

/// What the machine has, for the attributes that the rule names.
std::string version_text(pugi::xml_node rule, RuleContext const& context) {
  auto const& facts = context.machine.facts();
  auto const& info = context.machine.system_info();
  auto text = fmt::format("the machine has {}.{}.{}", facts.os_major, facts.os_minor, facts.os_build);
  if (rule.attribute("ServicePackMajor") || rule.attribute("ServicePackMinor"))
    text += fmt::format(", service pack {}.{}", info.service_pack_major, info.service_pack_minor);
  if (rule.attribute("ProductType")) text += fmt::format(", product type {}", facts.product_type);
  if (rule.attribute("SuiteMask")) text += fmt::format(", suite mask {}", info.suite_mask);
  return text;
}

bool suites_match(pugi::xml_node rule, std::int64_t wanted, std::int64_t suites) {
  auto const common = wanted & suites;
  return rule.attribute("AllSuitesMustBePresent").as_bool() ? common == wanted : common != 0;
}

/// Compares the parts that the rule names, the most significant first, as VerifyVersionInfo does (assumption: the build
/// number is the third part).
Truth windows_version(pugi::xml_node rule, RuleContext const& context) {
  auto const& facts = context.machine.facts();
  auto const& info = context.machine.system_info();
  auto const parts = std::to_array<VersionPart>({{"MajorVersion", facts.os_major},
                                                 {"MinorVersion", facts.os_minor},
                                                 {"BuildNumber", facts.os_build},
                                                 {"ServicePackMajor", info.service_pack_major},
                                                 {"ServicePackMinor", info.service_pack_minor}});
  auto order = std::strong_ordering::equal;
  for (auto const& part : parts) {
    auto const attribute = rule.attribute(part.attribute);
    if (!attribute) continue;
    auto const wanted = number_of(attribute);
    if (!wanted) return context.malformed(rule, part.attribute);
    if (order == 0) order = part.value <=> *wanted;
  }
  auto holds = satisfies(order, comparison_of(rule));
  if (!holds) return context.malformed(rule, "Comparison");
  if (auto const product = rule.attribute("ProductType")) {
    auto const wanted = number_of(product);
    if (!wanted) return context.malformed(rule, "ProductType");
    holds = *holds && *wanted == facts.product_type;
  }
  if (auto const suites = rule.attribute("SuiteMask")) {
    auto const wanted = number_of(suites);
    if (!wanted) return context.malformed(rule, "SuiteMask");
    holds = *holds && suites_match(rule, *wanted, info.suite_mask);
  }
  return context.found(*holds, [&] { return version_text(rule, context); });
}

/// 2 is Windows NT, which every agent runs on; real catalogues also write "Windows" (assumption I).
Truth platform(pugi::xml_node rule, RuleContext const& context) {
  auto const attribute = rule.attribute("PlatformID");
  bool const named = windows::equal_caseless(attribute.value(), "Windows");
  auto const id = number_of(attribute);
  if (!named && !id) return context.malformed(rule, "PlatformID");
  return context.found(named || *id == 2, [] { return std::string("the machine's platform is 2, Windows NT"); });
}

/// One optional number of the processor against the machine's fact about it.
Truth processor_part(pugi::xml_node rule, RuleContext const& context, char const* attribute,
                     std::optional<int> const& fact) {
  if (!rule.attribute(attribute)) return Truth::yes;
  auto const wanted = number_of(rule.attribute(attribute));
  if (!wanted) return context.malformed(rule, attribute);
  if (!fact)
    return context.found(Truth::unknown,
                         [&] { return fmt::format("the machine does not know its processor's {}", attribute); });
  return context.found(*wanted == *fact, [&] { return fmt::format("the processor's {} is {}", attribute, *fact); });
}

Truth processor(pugi::xml_node rule, RuleContext const& context) {
  auto const wanted = number_of(rule.attribute("Architecture"));
  if (!wanted) return context.malformed(rule, "Architecture");
  auto const found = context.machine.facts().processor_architecture;
  auto const architecture =
      context.found(*wanted == found, [&] { return fmt::format("the processor's architecture is {}", found); });
  if (architecture == Truth::no) return architecture;
  auto const& info = context.machine.system_info();
  auto const level = processor_part(rule, context, "Level", info.processor_level);
  if (level == Truth::no) return level;
  auto const revision = processor_part(rule, context, "Revision", info.processor_revision);
  return revision == Truth::yes ? level : revision;
}

Truth number_of_processors(pugi::xml_node rule, RuleContext const& context) {
  auto const wanted = number_of(rule.attribute("Number"));
  if (!wanted) return context.malformed(rule, "Number");
  auto const found = context.machine.system_info().number_of_processors;
  return context.compared(rule, std::int64_t{found} <=> *wanted,
                          [&] { return fmt::format("the machine has {} processors", found); });
}

Truth system_metric(pugi::xml_node rule, RuleContext const& context) {
  auto const index = number_of(rule.attribute("Index"));
  if (!index) return context.malformed(rule, "Index");
  auto const wanted = number_of(rule.attribute("Value"));
  if (!wanted) return context.malformed(rule, "Value");
  auto const& metrics = context.machine.system_info().system_metrics;
  auto const metric = std::ranges::find(metrics, *index, [](auto const& entry) { return entry.first; });
  if (metric == metrics.end())
    return context.found(Truth::unknown,
                         [&] { return fmt::format("the machine does not know its system metric {}", *index); });
  auto const found = metric->second;
  return context.compared(rule, std::int64_t{found} <=> *wanted,
                          [&] { return fmt::format("system metric {} is {}", *index, found); });
}

/// "en" matches "en-US", "en-US" only itself (assumption M).
bool language_matches(std::string const& found, std::string const& wanted) {
  return found == wanted || found.starts_with(wanted + "-");
}

/// Additions to the language that Windows was localised to.
bool has_mui(machine::Machine const& machine) {
  return std::ranges::any_of(machine.system_info().mui_languages, [&](auto const& language) {
    return !windows::equal_caseless(language, machine.facts().locale);
  });
}

std::string languages_text(machine::Machine const& machine) {
  return fmt::format("the machine's language is {}, its user interface has {}", machine.facts().locale,
                     fmt::join(machine.system_info().mui_languages, ", "));
}

Truth platform_language(pugi::xml_node rule, RuleContext const& context) {
  auto const wanted = to_lower(rule.attribute("Language").value());
  if (wanted.empty()) return context.malformed(rule, "Language");
  return context.found(language_matches(to_lower(context.machine.facts().locale), wanted),
                       [&] { return languages_text(context.machine); });
}

/// Always false on a machine with MUI (M: second-hand, the SDK page was not read).
Truth windows_language(pugi::xml_node rule, RuleContext const& context) {
  auto const value = platform_language(rule, context);
  return value == Truth::yes && has_mui(context.machine) ? Truth::no : value;
}

Truth mui_installed(pugi::xml_node, RuleContext const& context) {
  return context.found(has_mui(context.machine), [&] { return languages_text(context.machine); });
}

Truth mui_language_installed(pugi::xml_node rule, RuleContext const& context) {
  auto const wanted = to_lower(rule.attribute("Language").value());
  if (wanted.empty()) return context.malformed(rule, "Language");
  bool const holds = std::ranges::any_of(context.machine.system_info().mui_languages, [&](auto const& language) {
    return language_matches(to_lower(language), wanted);
  });
  return context.found(holds, [&] { return languages_text(context.machine); });
}

Truth clustered_os(pugi::xml_node, RuleContext const& context) {
  bool const clustered = context.machine.system_info().clustered;
  return context.found(clustered, [&] {
    return std::string(clustered ? "the machine is a node of a cluster" : "the machine is no node of a cluster");
  });
}

/// The resource's name is Prefix, the registry value, Suffix (assumption M).
Truth cluster_resource_owner(pugi::xml_node rule, RuleContext const& context) {
  auto const named = registry_text(rule, context);
  if (named.place.empty()) return context.malformed(rule, "Key");
  if (!named.text) return context.found(Truth::no, [&] { return fmt::format("{} is not there", named.place); });
  auto const name =
      fmt::format("{}{}{}", rule.attribute("Prefix").value(), *named.text, rule.attribute("Suffix").value());
  auto const& info = context.machine.system_info();
  bool const owned = info.clustered && std::ranges::any_of(info.owned_cluster_resources, [&](auto const& resource) {
                       return windows::equal_caseless(resource, name);
                     });
  return context.found(owned, [&] {
    return fmt::format("the machine {} the cluster resource \"{}\"", owned ? "owns" : "does not own", name);
  });
}

/// Whether this update was installed here before (assumption I: by this agent, as its datastore remembers).
Truth installed_once(pugi::xml_node, RuleContext const& context) {
  bool const installed = context.machine.data_store().installed_updates.contains(context.update_id);
  return context.found(installed, [&] {
    return std::string(installed ? "the agent has installed it" : "the agent has not installed it");
  });
}

constexpr auto rows = std::to_array<RuleRow>({
    {"b.WindowsVersion", windows_version},
    {"b.PlatformVersion", windows_version},
    {"b.Platform", platform},
    {"b.Processor", processor},
    {"b.NumberOfProcessors", number_of_processors},
    {"b.SystemMetric", system_metric},
    {"b.WindowsLanguage", windows_language},
    {"b.PlatformLanguage", platform_language},
    {"b.MuiInstalled", mui_installed},
    {"b.MuiLanguageInstalled", mui_language_installed},
    {"b.ClusteredOS", clustered_os},
    {"b.ClusterResourceOwner", cluster_resource_owner},
    {"b.InstalledOnce", installed_once},
});

}  // namespace

std::span<RuleRow const> system_rules() { return rows; }

}  // namespace wsus::metadata
