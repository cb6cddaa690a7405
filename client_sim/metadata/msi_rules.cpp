// Rules about Windows Installer. A simulated machine has the Uninstall keys of products and nothing else of it.
#include "client_sim/metadata/rules.hpp"
#include "wsdl/wusp/guid.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>

namespace wsus::metadata {
namespace {

constexpr auto uninstall_keys = std::to_array<std::string_view>({
    R"(HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall)",
    R"(HKLM\SOFTWARE\WOW6432Node\Microsoft\Windows\CurrentVersion\Uninstall)",
});

/// The key of an installed product, in either view of the registry.
std::optional<std::string> find_product(machine::Registry const& registry, wusp::Guid const& code) {
  for (auto const parent : uninstall_keys) {
    auto key = fmt::format("{}\\{{{}}}", parent, wusp::to_upper_string(code));
    if (registry.find_key(key) != nullptr) return key;
  }
  return std::nullopt;
}

/// VersionMin and VersionMax count in unless the Exclude attribute says otherwise; that one alone bounds nothing.
Truth version_in_bounds(pugi::xml_node rule, RuleContext const& context, std::string const& product) {
  auto const text = context.machine.registry().get_text(product, "DisplayVersion");
  auto const version = text ? version_of(*text) : std::nullopt;
  struct Bound {
    char const* attribute;
    char const* exclude;
    bool upper;
  };
  for (auto const& bound :
       {Bound{"VersionMin", "ExcludeVersionMin", false}, Bound{"VersionMax", "ExcludeVersionMax", true}}) {
    if (!rule.attribute(bound.attribute)) continue;
    auto const wanted = version_of(rule.attribute(bound.attribute).value());
    if (!wanted) return context.malformed(rule, bound.attribute);
    if (!version) return context.found(Truth::unknown, [&] { return fmt::format("{} tells no version", product); });
    bool const inside = bound.upper ? *version < *wanted : *version > *wanted;
    bool const holds = inside || (*version == *wanted && !rule.attribute(bound.exclude).as_bool());
    if (!holds) return context.found(false, [&] { return fmt::format("the product's version is {}", *text); });
  }
  return context.found(Truth::yes, [&] { return fmt::format("{} is there", product); });
}

Truth msi_product_installed(pugi::xml_node rule, RuleContext const& context) {
  auto const code = wusp::parse_guid(rule.attribute("ProductCode").value());
  if (!code) return context.malformed(rule, "ProductCode");
  auto const product = find_product(context.machine.registry(), *code);
  if (!product)
    return context.found(Truth::no, [&] {
      return fmt::format("the product {{{}}} has no Uninstall key", wusp::to_upper_string(*code));
    });
  if (auto const language = rule.attribute("Language")) {
    auto const wanted = number_of(language);
    if (!wanted) return context.malformed(rule, "Language");
    auto const found = context.machine.registry().get_dword(*product, "Language");
    if (!found) return context.found(Truth::unknown, [&] { return fmt::format("{} tells no language", *product); });
    if (*found != *wanted)
      return context.found(Truth::no, [&] { return fmt::format("the product's language is {}", *found); });
  }
  return version_in_bounds(rule, context, *product);
}

Truth no_facts(pugi::xml_node, RuleContext const& context) {
  return context.found(Truth::unknown, [] {
    return std::string("the machine knows nothing of Windows Installer's features, components and patches");
  });
}

constexpr auto rows = std::to_array<RuleRow>({
    {"m.MsiProductInstalled", msi_product_installed},
    {"m.MsiFeatureInstalledForProduct", no_facts},
    {"m.MsiComponentInstalledForProduct", no_facts},
    {"m.MsiPatchInstalledForProduct", no_facts},
    {"m.MsiPatchInstalled", no_facts},
    {"m.MsiPatchSuperseded", no_facts},
    {"m.MsiPatchInstallable", no_facts},
    {"m.MsiApplicationInstalled", no_facts},
    {"m.MsiApplicationSuperseded", no_facts},
    {"m.MsiApplicationInstallable", no_facts},
});

}  // namespace

std::span<RuleRow const> msi_rules() { return rows; }

}  // namespace wsus::metadata
