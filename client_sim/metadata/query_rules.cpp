// Rules that ask other parts of Windows: licensing, WMI. The machine's SystemInfo holds the answers.
#include "client_sim/metadata/rules.hpp"

#include <fmt/format.h>

#include <array>

namespace wsus::metadata {
namespace {

Truth no_licenses(RuleContext const& context) {
  return context.found(Truth::unknown, [] { return std::string("the machine does not know its license values"); });
}

Truth license_value_exists(pugi::xml_node rule, RuleContext const& context) {
  std::string const name = rule.attribute("Value").value();
  if (name.empty()) return context.malformed(rule, "Value");
  auto const& values = context.machine.system_info().license_values;
  if (!values) return no_licenses(context);
  bool const exists = values->contains(name);
  return context.found(exists, [&] { return fmt::format("license value {} is {}there", name, exists ? "" : "not "); });
}

Truth license_dword(pugi::xml_node rule, RuleContext const& context) {
  std::string const name = rule.attribute("Value").value();
  if (name.empty()) return context.malformed(rule, "Value");
  auto const wanted = number_of(rule.attribute("Data"));
  if (!wanted) return context.malformed(rule, "Data");
  auto const& values = context.machine.system_info().license_values;
  if (!values) return no_licenses(context);
  auto const found = values->find(name);
  if (found == values->end())
    return context.found(Truth::no, [&] { return fmt::format("license value {} is not there", name); });
  return context.compared(rule, std::int64_t{found->second} <=> *wanted,
                          [&] { return fmt::format("license value {} is {}", name, found->second); });
}

/// True when the query has rows (M: second-hand, the SDK page was not read).
Truth wmi_query(pugi::xml_node rule, RuleContext const& context) {
  std::string const query = rule.attribute("WqlQuery").value();
  if (query.empty()) return context.malformed(rule, "WqlQuery");
  auto const& answers = context.machine.system_info().wmi_answers;
  auto const answer = answers.find({rule.attribute("Namespace").value(), query});
  if (answer == answers.end())
    return context.found(Truth::unknown, [] { return std::string("the machine has no answer to this WMI query"); });
  return context.found(answer->second, [&] {
    return fmt::format("the machine's answer to this WMI query has {}", answer->second ? "rows" : "no rows");
  });
}

/// What it asks is between the update and software of its vendor.
Truth generic_query(pugi::xml_node, RuleContext const& context) {
  return context.found(Truth::unknown, [] { return std::string("the machine cannot answer generic queries"); });
}

constexpr auto rows = std::to_array<RuleRow>({
    {"b.LicenseValueExists", license_value_exists},
    {"b.LicenseDword", license_dword},
    {"b.WmiQuery", wmi_query},
    {"b.GenericQuery", generic_query},
});

}  // namespace

std::span<RuleRow const> query_rules() { return rows; }

}  // namespace wsus::metadata
