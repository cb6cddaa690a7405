// LocalizedProperties fragments, and the choice of a language (wusp-protocol 6.4, 8.3).
#include "server/catalogue/file_elements.hpp"
#include "server/catalogue/fragments.hpp"
#include "server/catalogue/language_tags.hpp"

#include <algorithm>
#include <vector>

namespace wsus::catalogue {
namespace {

constexpr std::string_view default_language = "en";

/// Languages in which a revision has texts. Texts without a translation entry are English.
std::vector<std::string_view> languages_of(domain::Revision const& revision) {
  std::vector<std::string_view> languages;
  if (revision.imported && !revision.imported->localized.empty()) {
    languages.reserve(revision.imported->localized.size());
    for (auto const& [language, fragment] : revision.imported->localized) languages.emplace_back(language);
    return languages;
  }
  languages.reserve(revision.translations.size() + 1);
  languages.push_back(default_language);
  for (auto const& texts : revision.translations) languages.emplace_back(texts.language);
  return languages;
}

std::string imported_fragment(domain::ImportedFragments const& imported, std::string_view language) {
  std::vector<std::string_view> languages;
  languages.reserve(imported.localized.size());
  for (auto const& each : imported.localized) languages.emplace_back(each.first);
  std::string const wanted(language);
  auto const found = best_position(languages, std::span(&wanted, 1));
  return found ? imported.localized[*found].second : std::string();
}

void write_element(TextWriter& xml, std::string_view name, std::string_view content) {
  if (!content.empty()) xml.element(name, content);
}

std::string written(domain::LocalizedTexts const& texts, std::string_view language) {
  TextWriter xml;
  xml.open("LocalizedProperties");
  xml.element("Language", language);
  xml.element("Title", texts.title);
  write_element(xml, "Description", texts.description);
  write_element(xml, "UninstallNotes", texts.uninstall_notes);
  write_element(xml, "MoreInfoUrl", texts.more_info_url);
  write_element(xml, "SupportUrl", texts.support_url);
  xml.close("LocalizedProperties");
  return std::move(xml).take().text;
}

}  // namespace

std::string best_language(domain::Revision const& revision, std::span<std::string const> locales) {
  auto const languages = languages_of(revision);
  auto const found = best_position(languages, locales);
  return std::string(found ? languages[*found] : default_language);
}

std::string localized_properties_fragment(domain::Revision const& revision, std::string_view language) {
  if (revision.imported && !revision.imported->localized.empty())
    return imported_fragment(*revision.imported, language);
  auto const& translations = revision.translations;
  auto const same = [&](domain::LocalizedTexts const& texts) { return same_ignoring_case(texts.language, language); };
  auto const found = std::find_if(translations.begin(), translations.end(), same);
  if (found != translations.end()) return written(*found, found->language);
  return written({.title = revision.title, .description = revision.description}, language);
}

domain::Eula const* best_eula(domain::Revision const& revision, std::span<std::string const> locales,
                              std::string_view geo_id) {
  auto const choose = [&](std::string_view place) -> domain::Eula const* {
    std::vector<std::string_view> languages;
    std::vector<domain::Eula const*> eulas;
    for (auto const& eula : revision.eulas) {
      if (!same_ignoring_case(eula.geo_id, place)) continue;
      languages.emplace_back(eula.language);
      eulas.push_back(&eula);
    }
    auto const found = best_position(languages, locales);
    return found ? eulas[*found] : nullptr;
  };
  auto const* const here = geo_id.empty() ? nullptr : choose(geo_id);
  return here != nullptr ? here : choose("");
}

}  // namespace wsus::catalogue
