// Finds the table row of a rule.
#include "client_sim/metadata/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace wsus::metadata {
namespace {

constexpr auto families = std::to_array<std::span<RuleRow const> (*)()>({
    logical_rules,
    system_rules,
    registry_rules,
    file_rules,
    query_rules,
    msi_rules,
    driver_rules,
    package_rules,
});

RuleRow const* find_row(std::string_view name) {
  for (auto const& family : families) {
    auto const rows = family();
    auto const row = std::ranges::find(rows, name, &RuleRow::name);
    if (row != rows.end()) return &*row;
  }
  return nullptr;
}

}  // namespace

Truth RuleContext::malformed(pugi::xml_node rule, char const* attribute) const {
  return found(Truth::unknown, [&] {
    auto const found_attribute = rule.attribute(attribute);
    if (!found_attribute) return fmt::format("the attribute {} is missing", attribute);
    return fmt::format("{}=\"{}\" cannot be read", attribute, found_attribute.value());
  });
}

Truth value_of(pugi::xml_node rule, RuleContext const& context) {
  auto const* row = find_row(rule.name());
  if (row != nullptr) return row->value(rule, context);
  return context.found(Truth::unknown, [&] { return fmt::format("the simulator does not know {}", rule.name()); });
}

}  // namespace wsus::metadata
