// Rules without prefix about packages and product releases, frequent in real catalogues (wusp-protocol 8.4).
#include "client_sim/metadata/rules.hpp"
#include "windows/fs/caseless.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace wsus::metadata {
namespace {

Truth cbs_package_installed_by_identity(pugi::xml_node rule, RuleContext const& context) {
  std::string_view const identity = rule.attribute("PackageIdentity").value();
  if (identity.empty()) return context.malformed(rule, "PackageIdentity");
  auto const& packages = context.machine.system_info().cbs_packages;
  if (!packages)
    return context.found(Truth::unknown, [] { return std::string("the machine does not know its packages"); });
  bool const installed =
      std::ranges::any_of(*packages, [&](auto const& package) { return windows::equal_caseless(package, identity); });
  return context.found(installed,
                       [&] { return fmt::format("the package {} is {}installed", identity, installed ? "" : "not "); });
}

/// Compares with the release's version (assumption I: no schema page tells).
Truth product_release_version(pugi::xml_node rule, RuleContext const& context) {
  std::string const name = rule.attribute("Name").value();
  if (name.empty()) return context.malformed(rule, "Name");
  auto const wanted = version_of(rule.attribute("Version").value());
  if (!wanted) return context.malformed(rule, "Version");
  auto const& releases = context.machine.system_info().product_releases;
  auto const found = releases.find(name);
  auto const version = found == releases.end() ? std::nullopt : version_of(found->second);
  if (!version)
    return context.found(Truth::unknown,
                         [&] { return fmt::format("the machine does not know the product release {}", name); });
  return context.compared(rule, *version <=> *wanted,
                          [&] { return fmt::format("product release {} is {}", name, found->second); });
}

constexpr auto rows = std::to_array<RuleRow>({
    {"CbsPackageInstalledByIdentity", cbs_package_installed_by_identity},
    {"ProductReleaseVersion", product_release_version},
});

}  // namespace

std::span<RuleRow const> package_rules() { return rows; }

}  // namespace wsus::metadata
