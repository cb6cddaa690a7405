// Logical rules and the rules about system, processor and language.
#include "client_sim/metadata/rules.hpp"

#include "client_sim/metadata/comparison.hpp"
#include "windows/prompt/prompt.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace wsus::metadata {
namespace {

using machine::Machine;

bool is_element(pugi::xml_node node) { return node.type() == pugi::node_element; }

bool any_holds(pugi::xml_node parent, Machine const& machine) {
  return std::ranges::any_of(parent.children(), [&](auto node) { return is_element(node) && holds(node, machine); });
}

bool is_true(pugi::xml_node, Machine const&) { return true; }
bool is_false(pugi::xml_node, Machine const&) { return false; }
/// Not has one operand; without any it is as wrong as an empty And.
bool negation(pugi::xml_node rule, Machine const& machine) {
  return std::ranges::any_of(rule.children(), is_element) && !all_hold(rule, machine);
}

/// Service pack and suites of the machine: none, and the "single user terminal server" bit (capture RegisterComputer).
constexpr std::int64_t suite_mask = 256;

struct VersionPart {
  char const* attribute;
  std::int64_t value;
};

bool suites_match(pugi::xml_node rule) {
  auto const attribute = rule.attribute("SuiteMask");
  if (!attribute) return true;
  auto const wanted = number_of(attribute);
  if (!wanted) return false;
  auto const common = *wanted & suite_mask;
  return rule.attribute("AllSuitesMustBePresent").as_bool() ? common == *wanted : common != 0;
}

/// Compares the parts that the rule names, the most significant first.
bool windows_version(pugi::xml_node rule, Machine const& machine) {
  auto const& facts = machine.facts();
  auto const parts = std::to_array<VersionPart>({{"MajorVersion", facts.os_major},
                                                 {"MinorVersion", facts.os_minor},
                                                 {"BuildNumber", facts.os_build},
                                                 {"ServicePackMajor", 0},
                                                 {"ServicePackMinor", 0}});
  auto order = std::strong_ordering::equal;
  for (auto const& part : parts) {
    auto const attribute = rule.attribute(part.attribute);
    if (!attribute) continue;
    auto const wanted = number_of(attribute);
    if (!wanted) return false;
    if (order == 0) order = part.value <=> *wanted;
  }
  auto const product = rule.attribute("ProductType");
  if (product && number_of(product) != facts.product_type) return false;
  return suites_match(rule) && satisfies(order, comparison_of(rule));
}

/// Level and Revision are facts that a simulated machine does not have: a rule about them is false (assumption).
bool processor(pugi::xml_node rule, Machine const& machine) {
  if (rule.attribute("Level") || rule.attribute("Revision")) return false;
  return number_of(rule.attribute("Architecture")) == machine.facts().processor_architecture;
}

/// 2 is Windows NT, which every agent runs on.
bool platform(pugi::xml_node rule, Machine const&) { return number_of(rule.attribute("PlatformID")) == 2; }

/// All metrics of a simulated machine are 0 (capture RegisterComputer: SystemMetrics 0).
bool system_metric(pugi::xml_node rule, Machine const&) {
  auto const wanted = number_of(rule.attribute("Value"));
  return number_of(rule.attribute("Index")) && wanted && satisfies(std::int64_t{0} <=> *wanted, comparison_of(rule));
}

/// "en" matches "en-US", "en-US" only itself.
bool windows_language(pugi::xml_node rule, Machine const& machine) {
  auto const wanted = windows::to_lower(rule.attribute("Language").value());
  auto const found = windows::to_lower(machine.facts().locale);
  return !wanted.empty() && (found == wanted || found.starts_with(wanted + "-"));
}

struct RuleRow {
  std::string_view name;
  bool (*holds)(pugi::xml_node, Machine const&);
};
/// Every rule that is evaluated; what is not here is false (assumption). Prefixes are part of the names.
constexpr auto rule_rows = std::to_array<RuleRow>({
    {"True", is_true},
    {"False", is_false},
    {"And", all_hold},
    {"Or", any_holds},
    {"Not", negation},
    {"b.WindowsVersion", windows_version},
    {"b.PlatformVersion", windows_version},
    {"b.Processor", processor},
    {"b.Platform", platform},
    {"b.SystemMetric", system_metric},
    {"b.WindowsLanguage", windows_language},
    {"b.PlatformLanguage", windows_language},
    {"b.RegKeyExists", reg_key_exists},
    {"b.RegValueExists", reg_value_exists},
    {"b.RegDword", reg_dword},
    {"b.RegSz", reg_sz},
    {"b.RegExpandSz", reg_sz},
});

}  // namespace

bool holds(pugi::xml_node rule, Machine const& machine) {
  auto const* row = std::ranges::find(rule_rows, std::string_view(rule.name()), &RuleRow::name);
  return row != rule_rows.end() && row->holds(rule, machine);
}

bool all_hold(pugi::xml_node parent, Machine const& machine) {
  bool found = false;
  for (auto const node : parent.children()) {
    if (!is_element(node)) continue;
    if (!holds(node, machine)) return false;
    found = true;
  }
  return found;
}

}  // namespace wsus::metadata
