// Evaluates the rules of generated catalogues and plays the agent's scan loop.
#include "tests/unit/server/catalogue/default_machine.hpp"

#include "server/catalogue/fragments.hpp"
#include "server/domain/sync.hpp"

#include <pugixml.hpp>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace wsus::catalogue {
namespace {

using Version = std::pair<int, int>;

bool version_holds_on(Version windows, pugi::xml_node const& rule) {
  auto const product_type = rule.attribute("ProductType");
  if (product_type && product_type.as_int() != 1) return false;
  Version const version{rule.attribute("MajorVersion").as_int(), rule.attribute("MinorVersion").as_int()};
  std::string_view const comparison = rule.attribute("Comparison").value();
  if (comparison == "GreaterThanOrEqualTo") return windows >= version;
  if (comparison == "LessThan") return windows < version;
  throw std::runtime_error("unknown comparison");
}

constexpr Version oldest{6, 1};
constexpr Version newest{10, 0};

bool offers(domain::Revision const& revision) {
  return !holds_on_default_machine(revision.is_installed) && holds_on_default_machine(revision.is_installable);
}

bool is_needed(domain::Catalogue const& catalogue, domain::RevisionIndex index) {
  auto const& revision = catalogue.at(index);
  if (revision.type != domain::UpdateType::software || !catalogue.is_leaf(index)) return false;
  if (revision.deployment.action != domain::DeploymentAction::install) return false;
  auto const children = catalogue.bundled(index);
  if (children.empty()) return offers(revision);
  return std::ranges::any_of(children, [&](auto child) { return offers(catalogue.at(child)); });
}

}  // namespace

bool holds_on_default_machine(std::string const& rule) {
  if (rule.empty()) return false;
  pugi::xml_document document;
  if (!document.load_string(rule.c_str())) throw std::runtime_error("not XML: " + rule);
  auto const element = document.first_child();
  std::string_view const name = element.name();
  if (name == "True") return true;
  if (name == "False" || name == "b.RegKeyExists") return false;
  if (name == "b.Processor") return element.attribute("Architecture").as_int() == 9;
  if (name == "b.WindowsVersion") return version_holds_on(newest, element);
  throw std::runtime_error("unknown rule: " + rule);
}

bool depends_on_windows_version(std::string const& rule) {
  pugi::xml_document document;
  if (!document.load_string(rule.c_str())) return false;
  auto const element = document.first_child();
  return std::string_view(element.name()) == "b.WindowsVersion" &&
         version_holds_on(oldest, element) != version_holds_on(newest, element);
}

ScanResult cold_scan(domain::Catalogue const& catalogue, domain::PageLimits const& page) {
  ScanResult result;
  for (bool again = true; again;) {
    auto const answer = domain::sync_updates(
        catalogue, {.installed_non_leaf = result.installed_non_leaf, .other_cached = result.other_cached}, page,
        core_fragment_size);
    if (!answer.out_of_scope.empty()) throw std::runtime_error("a delivered revision went out of scope");
    result.pages.push_back(answer.new_updates.size());
    again = answer.truncated;
    for (auto const index : answer.new_updates) {
      auto const& revision = catalogue.at(index);
      again |= !catalogue.is_leaf(index);
      bool const installed = !catalogue.is_leaf(index) && holds_on_default_machine(revision.is_installed);
      (installed ? result.installed_non_leaf : result.other_cached).push_back(revision.id);
      if (is_needed(catalogue, index)) result.needed.push_back(revision.id);
    }
  }
  return result;
}

}  // namespace wsus::catalogue
